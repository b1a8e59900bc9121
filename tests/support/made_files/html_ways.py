"""Ways to hide a name in a page of HTML, which browsers and others print."""

from tests.support.made_files.words import LAST, LINE, NAME

PICTURE = (  # noise of a few dots, so that it is not one plain colour
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAAAAACMmsGiAAAAFElEQVR4nGNoYPj/n+E/w38GBgYAIuwEPVQh"
    "3tQAAAAASUVORK5CYII="
)


def page(inner: str, *, head: str = "", title: str = "") -> str:
    """Lines that everybody sees, and ``inner`` between them."""
    style = "@page{size:A4;margin:60pt} body{font:11pt/1.5 'DejaVu Sans',sans-serif;margin:0}"
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>"
        f"<style>{style}{head}</style><body><p>{LINE}</p>{inner}<p>{LAST}</p>"
    )


def styled(style: str, text: str = NAME) -> str:
    return f'<p style="{style}">{text}</p>'


def under(over: str, *, text: str = "", label: str = "") -> str:
    """The name, and something as large as it ``over`` it."""
    lies = "position:absolute;left:-4pt;top:-2pt;right:-4pt;bottom:-2pt"
    return (
        f'<p><span style="position:relative;display:inline-block;{text}">{NAME}'
        f'<span style="{lies};{over}">{label}</span></span></p>'
    )


def beneath(over: str, around: str = "") -> str:
    """The name under an element ``over``, which is as large as its frame."""
    return (
        f'<div style="position:relative;height:60pt;width:200pt;{around}">'
        f'<span style="position:absolute;left:20pt;top:20pt">{NAME}</span>{over}</div>'
    )


def _copies(text: str, count: int) -> str:
    """``text`` so often, nearly in one place."""
    place = "position:absolute;top:0;white-space:pre;left:"
    return "".join(f'<span style="{place}{0.3 * n:.1f}pt">{text}</span>' for n in range(count))


_WHOLE = "position:absolute;left:0;top:0;width:200pt;height:60pt"
_STRIPES = "repeating-linear-gradient(45deg,#000 0 2pt,#333 2pt 4pt)"
_LINES = "repeating-linear-gradient(#000 0 1.2pt,#222 1.2pt 1.3pt)"
_BARS = "".join(f"<rect x={x} y=5 width=21 height=50 fill=#246 />" for x in range(10, 180, 20))

WAYS = {
    "white text": styled("color:#fff"),
    "nearly white text": styled("color:#fcfcfc"),
    "pale yellow text": styled("color:#ffffe6"),
    "black highlight on black": f'<p><mark style="background:#000;color:#000">{NAME}</mark></p>',
    "nearly black on black": f'<p><mark style="background:#000;color:#0b0b0b">{NAME}</mark></p>',
    "white text in a white cell": f'<table><tr style="background:#135;color:#fff"><th>Name<td style="background:#fff">{NAME}</table>',
    "dark text in a dark header": f'<table><tr style="background:#135;color:#135"><th>{NAME}</table>',
    "colour of a banner": styled("background:#264f8c;color:#264f8c;padding:6pt"),
    "colours of a gradient": styled("background:linear-gradient(#fefefe,#fafafa);color:#fdfdfd"),
    "black box on top": under("background:#000"),
    "white box on top": under("background:#fff"),
    "coloured box on top": under("background:#3b7dd8"),
    "box nearly opaque on top": under("background:rgba(0,0,0,.97)"),
    "box with a label on top": under("background:#000;color:#fff;font-size:8pt", label="REDACTED"),
    "white box with a word on top": under("background:#fff", label="Child L"),
    "box with a frame on top": under("background:#fff;border:1pt solid #000"),
    "gradient on top": under("background:linear-gradient(90deg,#111,#777)"),
    "stripes on top": under(f"background:{_STRIPES}"),
    "lines side by side on top": under(f"background:{_LINES}"),
    "rounded shape on top": under("background:#444;border-radius:8pt"),
    "shadow of a box on top": under("left:-200pt;right:204pt;background:#fff;box-shadow:200pt 0 #111"),
    "inner shadow on top": under("box-shadow:inset 0 0 0 20pt #000"),
    "thick border on top": under("border:10pt solid #222;top:-4pt"),
    "two halves on top": under("background:#000;right:50%")
    .replace("</span></span>", '</span><span style="position:absolute;left:50%;top:-2pt;right:-4pt;bottom:-2pt;background:#000"></span></span>'),
    "lower two thirds covered": under("background:#000;top:30%"),
    "slanted, under a box": under("background:#000", text="transform:rotate(20deg)"),
    "upright, under a box": under("background:#000", text="writing-mode:vertical-rl"),
    "picture on top": beneath(f'<img src="{PICTURE}" style="{_WHOLE}">'),
    "behind a picture": beneath(f'<img src="{PICTURE}" style="{_WHOLE}">').replace(
        "left:20pt", "z-index:0;left:20pt"
    ),
    "oval on top": beneath(f'<svg style="{_WHOLE}"><ellipse cx=130 cy=40 rx=130 ry=40 fill=#555 /></svg>'),
    "chart on top": beneath(f'<svg viewBox="0 0 200 60" style="{_WHOLE}">{_BARS}</svg>'),
    "scribble on top": beneath(
        f'<svg viewBox="0 0 200 60" style="{_WHOLE}"><path d="M15 27 L120 29 L15 31 L120 33 L15 25" stroke=#000 stroke-width=7 fill=none /></svg>'
    ),
    "letters in an SVG, covered": f'<svg width=300 height=40><text x=10 y=25>{NAME}</text><rect x=5 y=8 width=160 height=24 /></svg>',
    "tiny type": styled("font-size:.5pt"),
    "hardly readable type": styled("font-size:1.5pt"),
    "shrunk": f'<div style="height:20pt"><p style="transform:scale(.05);transform-origin:0 0">{NAME}</p></div>',
    "squeezed to a line": styled("transform:scaleX(.01);transform-origin:0 0"),
    "squeezed flat": styled("transform:scaleY(.03)"),
    "nearly transparent": styled("opacity:.03"),
    "transparent ink": styled("color:rgba(0,0,0,.04)"),
    "cut by a path": styled("clip-path:inset(0 0 60% 0)"),
    "faded by a mask": styled("-webkit-mask-image:linear-gradient(rgba(0,0,0,.02),rgba(0,0,0,.02))"),
    "thick strike-through": styled("text-decoration:line-through;text-decoration-thickness:16pt").replace(NAME, f"<span>{NAME}</span>"),
    "thick underline": styled("text-decoration:underline;text-decoration-thickness:16pt;text-underline-offset:-13pt;text-decoration-skip-ink:none;text-decoration-color:#000"),
    "letters on each other": styled("letter-spacing:-5pt"),
    "other letters over it": f'<p style="position:relative">{NAME}{_copies("XXXXXXXXXXX", 14)}</p>',
    "its own outline over it": styled("-webkit-text-stroke:5pt #fff"),
    "blended away": f'<div style="background:#fff">{styled("mix-blend-mode:screen")}</div>',
    "made lighter": f'<div style="background:#fff">{styled("mix-blend-mode:lighten")}</div>',
}  # fmt: skip

# Browsers leave out letters of which nothing shows; not all programs do.
LEFT_OUT_BY_BROWSERS = {
    "drawing cut by its frame": f'<svg width=200 height=40 viewBox="0 0 200 40"><rect width=200 height=40 fill=#eee /><svg x=10 y=10 width=20 height=8 viewBox="0 0 20 8"><text x=0 y=17>{NAME}</text></svg></svg>',
    "cut off by its frame": f'<div style="height:18.5pt;overflow:hidden">Child L<p style="margin:0">{NAME}</p></div>',
    "off the edge of the page": styled("position:absolute;right:-150pt;white-space:pre", f"Child L {NAME}"),
    "left of the page": styled("position:absolute;left:-500pt"),
}  # fmt: skip

# What no page shows, of what a program writes beside it.
ASIDE = {
    "description of a picture": f'<img alt="{NAME} with her mother" src="{PICTURE}" width=40 height=40>',
    "title of the file": "",
    "link that names": '<p><a href="https://example.org/children/Grace-Okafor">The report</a></p>',
}


def bad_page(way: str) -> str:
    if way == "title of the file":
        return page("", title=f"Report on {NAME}")
    return page((WAYS | LEFT_OUT_BY_BROWSERS | ASIDE)[way])
