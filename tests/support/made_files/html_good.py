"""Good pages of HTML: nothing of them is hidden, whatever it looks like."""

from tests.support.made_files.html_ways import PICTURE, page, styled
from tests.support.made_files.words import LINE, NAME, PARAGRAPH

_ROWS = "".join(f"<tr><td>Action {n}<td>{LINE}<td>2015" for n in range(1, 6))
_BARS = "".join(
    f'<rect x="{20 + 40 * n}" y="{90 - 12 * n}" width=28 height="{12 * n}" fill=#357 /><text x="{24 + 40 * n}" y=104 font-size=9>{2010 + n}</text>'
    for n in range(1, 6)
)
_MARK = "position:fixed;left:60pt;top:300pt;font-size:110pt;transform:rotate(-45deg)"
_SHEET = "table{border-collapse:collapse} td{border:1px solid #555;padding:3pt} th{background:#1d3557;color:#fff;padding:4pt}"
_BOX = "background:#000;display:inline-block;width:80pt;height:11pt"

GOOD = {
    "white heading on a banner": styled("background:#264f8c;color:#fff;padding:8pt;font-size:18pt"),
    "white heading on a gradient": styled("background:linear-gradient(90deg,#123,#579);color:#fff;padding:8pt"),
    "white on a picture": f'<div style="background:#234 url({PICTURE});color:#fff;padding:20pt;font-size:20pt">{NAME}</div>',
    "table with a dark header": f"<table><tr><th>Number<th>{NAME}<th>Year{_ROWS}</table>",
    "table in stripes": "<table>" + _ROWS.replace("<tr>", '<tr style="background:#dde">') + f"</table>{styled('')}",
    "watermark behind": styled(f"{_MARK};color:#eee;z-index:-1", "DRAFT") + styled("") + PARAGRAPH * 4,
    "watermark over it": styled("") + PARAGRAPH * 6 + styled(f"{_MARK};color:rgba(120,120,120,.15)", "DRAFT"),
    "watermark on a coloured page": page(styled(f"{_MARK};color:#eee;z-index:-1", "DRAFT") + styled(""), head="html{background:#fcf5e0}"),
    "chart": f'<svg width=300 height=120 viewBox="0 0 300 120">{_BARS}<text x=10 y=12 font-size=10>{NAME}</text></svg>',
    "pie with white numbers": f'<svg width=200 height=120><circle cx=60 cy=60 r=50 fill=#357 /><text x=40 y=64 fill=#fff>42 %</text><text x=90 y=115>{NAME}</text></svg>',
    "struck through": styled("text-decoration:line-through"),
    "underlined": styled("text-decoration:underline"),
    "underlined twice in red": styled("text-decoration:underline double #c00"),
    "highlighted": f'<p><mark>{NAME}</mark> and <mark style="background:#9f9">the others</mark></p>',
    "footnote": f"<p>{NAME}<sup>1</sup> was known<sub>a</sub>.</p><hr><p style='font-size:7pt'>1 {PARAGRAPH}</p>",
    "small print": styled("font-size:5pt", PARAGRAPH + NAME),
    "pale grey": styled("color:#999"),
    "letters in outline": styled("font-size:24pt;color:#fff;-webkit-text-stroke:.6pt #000"),
    "shadow of letters": styled("font-size:20pt;text-shadow:2pt 2pt 1pt #bbb"),
    "sharp shadow of letters": styled("font-size:20pt;text-shadow:1pt 1pt #999"),
    "gradient in letters": styled("font-size:24pt;background:linear-gradient(#036,#093);-webkit-background-clip:text;color:transparent"),
    "drop cap": page(f"<p>{NAME}. {PARAGRAPH}</p>", head="p::first-letter{font-size:34pt;float:left}"),
    "frame around the page": styled("") + '<div style="position:fixed;inset:-30pt;border:3pt double #357"></div>',
    "crop marks": f'<svg width=400 height=60><path d="M0 10H30M10 0V30M370 10H400M390 0V30" stroke=#000 /></svg>{styled("")}',
    "turned heading": styled("writing-mode:vertical-rl;height:120pt"),
    "turned table header": f'<table><tr><th style="writing-mode:vertical-rl;transform:rotate(180deg)">{NAME}{_ROWS}</table>',
    "tilted": styled("transform:rotate(-8deg);margin:30pt"),
    "landscape": page(styled("") + f"<table>{_ROWS}</table>", head="@page{size:A4 landscape}"),
    "columns": f'<div style="columns:2;text-align:justify;hyphens:auto">{NAME}. {PARAGRAPH * 4}</div>',
    "soft hyphens": styled("width:70pt", f"{NAME} safe&shy;guard&shy;ing part&shy;ner&shy;ship"),
    "ligatures": styled("font-family:'DejaVu Serif'", f"{NAME}: official findings, affluent, efficient"),
    "close letters": styled("letter-spacing:-.6pt"),
    "wide letters": styled("letter-spacing:6pt"),
    "capitals": styled("font-variant:small-caps;font-weight:bold"),
    "bold italics": f"<p><b><i>{NAME}</i></b> {PARAGRAPH}</p>",
    "list with bullets": f"<ul><li>{NAME}<li>{LINE}<ol><li>{PARAGRAPH}</ol></ul>",
    "links": f'<p><a href="https://www.gov.uk/" style="border:1pt solid #00f">{NAME}</a> and <a href="#x">below</a></p><p id=x>{PARAGRAPH}',
    "quotation": f'<blockquote style="border-left:4pt solid #888;background:#f2f2f2;padding:6pt">{NAME}: {PARAGRAPH}</blockquote>',
    "redacted properly": f"<p>{NAME} and <span style='{_BOX}'></span> were seen.</p>",
    "redacted with labels": f"<p>{NAME}, <span style='background:#000;color:#fff;padding:0 4pt'>REDACTED</span>.</p>",
    "caption on a picture": f'<div style="position:relative;width:200pt"><img src="{PICTURE}" width=260 height=120><span style="position:absolute;left:8pt;bottom:8pt;background:rgba(255,255,255,.8)">{NAME}</span></div>',
    "logo with words under it": f'<svg width=120 height=60><circle cx=30 cy=25 r=20 fill=#a33 /><path d="M20 25h20M30 15v20" stroke=#fff stroke-width=4 /></svg>{styled("margin-top:-8pt")}',
    "form filled in": f'<p><label>Name <input value="{NAME}" style="width:150pt"></label> <input type=checkbox checked> seen</p><textarea rows=3>{LINE}</textarea>',
    "Welsh": styled("", f"{NAME}: Adolygiad Ymarfer Plant, Bwrdd Diogelu; ŵyr, tŷ, gêm, ïodin"),
    "Arabic": f'<p dir=rtl lang=ar>مراجعة الحالة: لجنة حماية الطفل في المدينة</p>{styled("")}',
    "Hebrew": f'<p dir=rtl lang=he>סקירת מקרה של ועדת ההגנה</p>{styled("")}',
    "Greek and Cyrillic": styled("", f"{NAME} Ανασκόπηση; Обзор случая ребёнка; Ł ø ß æ"),
    "signs and fractions": styled("", f"{NAME} ½ ¼ ≥ ± → • ✓ £ € § † “quoted” – — …"),
    "yellow on blue": styled("background:#003078;color:#ffdd00;padding:4pt"),
    "white on mid grey": styled("background:#767676;color:#fff"),
    "grey bar behind": styled("background:#d8d8d8"),
    "dotted contents": f'<p style="border-bottom:1pt dotted #000">{NAME} <span style="float:right">12</span></p>',
    "rounded button": styled("display:inline-block;background:#00703c;color:#fff;border-radius:8pt;padding:6pt 12pt;box-shadow:0 2pt #002d18"),
    "time line": f'<div style="border-left:3pt solid #357;padding-left:12pt"><p><span style="display:inline-block;width:9pt;height:9pt;border-radius:9pt;background:#357;margin-left:-18pt"></span> {NAME}</p><p>{PARAGRAPH}</p></div>',
    "pages of a report": f"<h1>{NAME}</h1>" + "".join(f"<h2>{n}. Findings</h2>" + f"<p>{PARAGRAPH}</p>" * 5 for n in range(1, 7)),
}  # fmt: skip


def good_page(kind: str) -> str:
    """Some are whole pages, because of their style."""
    made = GOOD[kind]
    return made if made.startswith("<!doctype") else page(made, head=_SHEET)
