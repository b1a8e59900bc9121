"""Ways to hide a name in a text document of LibreOffice, written as a flat OpenDocument file, and good ones.

Of hidden paragraphs, deleted words and letters left of the page it writes nothing into a PDF.
"""

from tests.support.made_files.words import LAST, LINE, NAME, PARAGRAPH

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [
        *(("office", "office"), ("text", "text"), ("style", "style"), ("table", "table")),
        *(("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")),
        ("dc", "dc"),
    ]
).replace("urn:oasis:names:tc:opendocument:xmlns:dc:1.0", "http://purl.org/dc/elements/1.1/")


def document(inner: str, styles: str = "") -> str:
    """Lines that everybody sees, and ``inner`` between them."""
    return (
        f'<?xml version="1.0"?><office:document {_SPACES} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>"
        f"<text:p>{LINE}</text:p>{inner}<text:p>{LAST}</text:p>"
        "</office:text></office:body></office:document>"
    )


def letters(look: str, text: str = NAME, around: str = "") -> str:
    """A paragraph whose letters have this look, and which has a look ``around`` them."""
    styles = (
        f'<style:style style:name="T1" style:family="text"><style:text-properties {look}/></style:style>'
        f'<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties {around}/></style:style>'
    )
    inner = (
        f'<text:p text:style-name="P1"><text:span text:style-name="T1">{text}</text:span></text:p>'
    )
    return document(inner, styles)


def under(shape: str, look: str, *, through: str = "foreground", name: str = NAME) -> str:
    """The name, and a shape of this look over it; or, run ``through`` in the background, under it."""
    styles = (
        '<style:style style:name="G1" style:family="graphic"><style:graphic-properties '
        f'style:wrap="run-through" style:run-through="{through}" style:horizontal-pos="from-left" '
        f'style:vertical-pos="from-top" style:vertical-rel="paragraph" {look}/></style:style>'
    )
    return document(f"<text:p>{shape}{name}</text:p>", styles)


_AT = 'draw:style-name="G1" text:anchor-type="paragraph" svg:x="-0.1cm" svg:y="-0.1cm" svg:width="4cm" svg:height="0.8cm"'
RECTANGLE = f"<draw:rect {_AT}/>"
_BLACK = 'draw:fill="solid" draw:fill-color="#000000" draw:stroke="none"'
_WHITE = _BLACK.replace("#000000", "#ffffff")


def _labelled(words: str) -> str:
    return f"<draw:rect {_AT}><text:p>{words}</text:p></draw:rect>"


def _box(words: str) -> str:
    """A frame with text."""
    return f"<draw:frame {_AT}><draw:text-box><text:p>{words}</text:p></draw:text-box></draw:frame>"


def table(cell: str, text: str, look: str = "") -> str:
    styles = (
        f'<style:style style:name="C1" style:family="table-cell"><style:table-cell-properties {cell}/></style:style>'
        f'<style:style style:name="T1" style:family="text"><style:text-properties {look}/></style:style>'
    )
    shown = f'<text:p><text:span text:style-name="T1">{text}</text:span></text:p>'
    rows = f'<table:table-row><table:table-cell table:style-name="C1">{shown}</table:table-cell><table:table-cell><text:p>Year</text:p></table:table-cell></table:table-row>'
    plain = f"<table:table-row><table:table-cell><text:p>{LINE}</text:p></table:table-cell><table:table-cell><text:p>2015</text:p></table:table-cell></table:table-row>"
    return document(
        f'<table:table><table:table-column table:number-columns-repeated="2"/>{rows}{plain * 4}</table:table>',
        styles,
    )


_NOTE = f"<office:annotation><dc:creator>A</dc:creator><dc:date>2015-03-03T10:00:00</dc:date><text:p>This is {NAME}.</text:p></office:annotation>"

WAYS = {
    "white text": letters('fo:color="#ffffff"'),
    "nearly white text": letters('fo:color="#fcfcfc"'),
    "pale yellow text": letters('fo:color="#ffffe6"'),
    "black highlight on black": letters('fo:color="#000000" fo:background-color="#000000"'),
    "nearly black on black": letters('fo:color="#0b0b0b" fo:background-color="#000000"'),
    "colour of a banner": letters('fo:color="#264f8c"', around='fo:background-color="#264f8c"'),
    "dark text in a dark header": table('fo:background-color="#113355"', NAME, 'fo:color="#113355"'),
    "white text in a white cell": table('fo:background-color="#ffffff"', NAME, 'fo:color="#ffffff"'),
    "automatic colour on black paint": letters('style:use-window-font-color="false" fo:color="#000000"', around='fo:background-color="#000000"'),
    "black box on top": under(RECTANGLE, _BLACK),
    "white box on top": under(RECTANGLE, _WHITE),
    "coloured box on top": under(RECTANGLE, _BLACK.replace("#000000", "#3b7dd8")),
    "box nearly opaque on top": under(RECTANGLE, f'{_BLACK} draw:opacity="97%"'),
    "box with a label on top": under(_labelled("Redacted"), _BLACK.replace("#000000", "#888888")),
    "white box with a word on top": under(_box("Child L"), f'{_WHITE} fo:background-color="#ffffff" fo:padding="0.1cm"'),
    "text frame on top": under(_box(""), 'fo:background-color="#000000" fo:border="none"'),
    "oval on top": under(RECTANGLE.replace("draw:rect", "draw:ellipse").replace("0.8cm", "1.2cm").replace('y="-0.1cm"', 'y="-0.3cm"').replace('x="-0.1cm"', 'x="-0.5cm"'), _BLACK),
    "rounded shape on top": under(RECTANGLE.replace("/>", ' draw:corner-radius="0.3cm"/>'), _BLACK),
    "shadow of a box on top": under(RECTANGLE.replace('y="-0.1cm"', 'y="-2.1cm"'), f'{_BLACK} draw:shadow="visible" draw:shadow-offset-x="0cm" draw:shadow-offset-y="2cm" draw:shadow-color="#000000" draw:shadow-opacity="100%"'),
    "hardly readable type": letters('fo:font-size="1.5pt"'),
    "squeezed to a line": letters('style:text-scale="1%"'),
    "transparent ink": letters('fo:color="#000000" loext:opacity="2%" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'),
    "other text in front": under(_box("XXXXXXXXXXX"), 'fo:background-color="transparent" fo:border="none" fo:padding="0.1cm"'),
}  # fmt: skip

ASIDE = {
    "comment": document(f"<text:p>Child L{_NOTE}</text:p>"),
    "author": document("").replace("<office:automatic-styles>", f'<office:meta xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><meta:initial-creator>{NAME}</meta:initial-creator><dc:creator>{NAME}</dc:creator></office:meta><office:automatic-styles>', 1),
    "title of the file": document("").replace("<office:automatic-styles>", f"<office:meta><dc:title>Report on {NAME}</dc:title></office:meta><office:automatic-styles>", 1),
    "description of a picture": under("<draw:frame draw:style-name='G1' text:anchor-type='paragraph' svg:y='1cm' svg:width='2cm' svg:height='1cm'><draw:text-box><text:p>A family</text:p></draw:text-box><svg:desc>" + f"{NAME} with her mother" + "</svg:desc></draw:frame>", _WHITE, name="Child L"),
    "link that names": document('<text:p><text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:type="simple" xlink:href="https://example.org/children/Grace-Okafor">The report</text:a></text:p>'),
}  # fmt: skip

GOOD = {
    "white heading on a banner": letters('fo:color="#ffffff" fo:font-size="18pt"', around='fo:background-color="#264f8c"'),
    "table with a dark header": table('fo:background-color="#1d3557" fo:border="0.5pt solid #000"', NAME, 'fo:color="#ffffff" fo:font-weight="bold"'),
    "highlighted": letters('fo:background-color="#ffff00"'),
    "struck through": letters('style:text-line-through-style="solid" style:text-line-through-type="single"'),
    "underlined": letters('style:text-underline-style="solid" style:text-underline-type="double"'),
    "letters in outline": letters('style:text-outline="true" fo:font-size="24pt"'),
    "shadow of letters": letters('fo:text-shadow="1pt 1pt" fo:font-size="20pt"'),
    "raised letters": letters('style:font-relief="embossed" fo:font-size="20pt"'),
    "capitals": letters('fo:font-variant="small-caps" fo:font-weight="bold"'),
    "pale grey": letters('fo:color="#999999"'),
    "small print": letters('fo:font-size="5pt"', PARAGRAPH + NAME),
    "footnote": document(f'<text:p>{NAME}<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>{LINE}</text:p></text:note-body></text:note> was known.</text:p>'),
    "shape behind": under(RECTANGLE, _BLACK.replace("#000000", "#ffdd88"), through="background"),
    "dark shape behind": under(RECTANGLE, _BLACK.replace("#000000", "#223355"), through="background", name=f'<text:span text:style-name="T1">{NAME}</text:span>').replace("<office:automatic-styles>", '<office:automatic-styles><style:style style:name="T1" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'),
    "faint shape in front": under(RECTANGLE, f'{_BLACK} draw:opacity="15%"'),
    "frame around it": under(RECTANGLE, 'draw:fill="none" draw:stroke="solid" svg:stroke-color="#cc0000"'),
    "text in a frame": under(_box(NAME), 'fo:border="1pt solid #000" fo:padding="0.1cm"', name=""),
    "shadowed frame": under(_box(NAME), 'fo:background-color="#ffffff" fo:border="1pt solid #000" style:shadow="#808080 0.2cm 0.2cm" fo:padding="0.1cm"', name=""),
    "redacted properly": document(f'<text:p>{NAME} and <text:span text:style-name="T1">xxxxxxxx</text:span>.</text:p>'.replace("xxxxxxxx", "████████")),
    "Welsh": document(f"<text:p>{NAME}: Adolygiad Ymarfer Plant; ŵyr, tŷ, gêm, ïodin</text:p>"),
    "Arabic": document(f"<text:p>مراجعة الحالة: لجنة حماية الطفل</text:p><text:p>{NAME}</text:p>"),
    "Hebrew": document(f"<text:p>סקירת מקרה של ועדת ההגנה</text:p><text:p>{NAME}</text:p>"),
    "wide letters": letters('fo:letter-spacing="0.2cm"'),
    "turned letters": letters('style:text-rotation-angle="90" style:text-rotation-scale="line-height"'),
    "list with bullets": document(f"<text:list><text:list-item><text:p>{NAME}</text:p></text:list-item></text:list>"),
    "pages of a report": document(f"<text:h text:outline-level='1'>{NAME}</text:h>" + f"<text:h text:outline-level='2'>Findings</text:h><text:p>{PARAGRAPH}</text:p>" * 40),
}  # fmt: skip

PLAIN, EMPTY = document(f"<text:p>{NAME}</text:p>"), document("")
