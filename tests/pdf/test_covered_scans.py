"""What lies on a scan and is no box: lines, letters, shapes of any kind."""

import pytest
from pikepdf import Dictionary, Name, Pdf

from reviews.pdf.examine import examine_content
from tests.support import hiding_pdfs as hiding

LEFT, BOTTOM, RIGHT, TOP = 88, 640, 190, 670
UPRIGHT = " ".join(f"{x} {BOTTOM} m {x} {TOP} l S" for x in range(LEFT, RIGHT))
LEVEL = " ".join(f"{LEFT} {y} m {RIGHT} {y} l S" for y in range(BOTTOM, TOP))
ZIGZAG = " ".join(f"{x} {TOP if x % 4 else BOTTOM} l" for x in range(LEFT, RIGHT, 2))
TILES = " ".join(
    f"{x} {y} 3.3 4.3 re" for x in range(LEFT, RIGHT, 3) for y in range(BOTTOM, TOP, 4)
)
LETTERS = " ".join(f"BT /F1 44 Tf {LEFT + 2 * n} 638 Td (M) Tj ET" for n in range(35))
BLACK = "90 640 100 30 re f"
STATES = Dictionary(
    Pale=Dictionary(ca=0.9), Marker=Dictionary(BM=Name.Multiply), Glass=Dictionary(ca=0.4)
)
COVERED = {
    "thin lines": f"0 G 1.2 w {LEVEL}",
    "upright lines": f"1 G 1.2 w {UPRIGHT}",
    "a scribble": f"3 w {LEFT} {BOTTOM} m {ZIGZAG} S",
    "a brush": f"30 w 1 J {LEFT} 655 m {RIGHT} 657 l S",
    "small tiles": f"0 g {TILES} f",
    "letters": LETTERS,
    "a shape of five corners": f"{LEFT} {BOTTOM} m 194 636 l 196 672 l 140 676 l 84 668 l f",
    "a box that lets a tenth through": f"/Pale gs 0 g {BLACK}",
}
# As high as a line, which is all that a person needs to hide one.
SMALLER = {
    "a brush": f"16 w 1 J {LEFT} 654 m {RIGHT} 655 l S",
    "thin lines": f"0 G 1.2 w {' '.join(f'{LEFT} {y} m {RIGHT} {y} l S' for y in range(646, 662))}",
    "letters": " ".join(f"BT /F1 22 Tf {LEFT + n} 646 Td (M) Tj ET" for n in range(95)),
}
NOT_COVERED = {
    "a signature": f"0 0 1 RG 1 w {LEFT} 400 m 120 450 l 140 390 l 170 440 l 190 400 l S",
    "a frame": f"1 0 0 RG 3 w {LEFT} {BOTTOM} {RIGHT - LEFT} 30 re S",
    "a number of a page": "BT /F1 9 Tf 290 20 Td (Page 3 of 9) Tj ET",
    "a label on a box of its own": "1 g 400 20 150 20 re f 0 g BT /F1 9 Tf 404 26 Td (REF 000123) Tj ET",
    "a marker": f"/Marker gs 1 1 0 rg {BLACK}",
    "glass": f"/Glass gs 0 0 1 rg {BLACK}",
    "a stroke through it": f"0 G 2 w {LEFT} 655 m {RIGHT} 655 l S",
    "a stamp": "1 0 0 rg BT /F1 20 Tf 88 650 Td (RECEIVED) Tj ET",
}


@pytest.mark.parametrize("shown", COVERED.values(), ids=COVERED)
def test_whatever_covers_a_scan_has_to_be_settled(shown):
    assert kinds(hiding.scan(f"q {shown} Q", ExtGState=STATES)) == {"box-over-picture"}


@pytest.mark.parametrize("turned", [90, 270])
@pytest.mark.parametrize("shown", ["a brush", "thin lines", "letters"])
def test_writing_that_runs_down_the_page_is_looked_at_too(turned, shown):
    def turn(pdf):
        pdf.pages[0].Rotate = turned

    content = hiding.scan(f"q {SMALLER[shown]} Q", ExtGState=STATES)
    assert "box-over-picture" in kinds(hiding.changed(turn, content))


@pytest.mark.parametrize("shown", NOT_COVERED.values(), ids=NOT_COVERED)
def test_what_lets_a_scan_be_read_is_in_order(shown):
    assert not kinds(hiding.scan(f"q {shown} Q", ExtGState=STATES))


def test_a_frame_along_the_edge_of_a_picture_covers_nothing():
    def draw(pdf):
        add_picture(pdf, b"\x20" * 400)
        for step in range(10):  # its edge lies in whatever part of a dot
            place = f"90 {100 + 60 * step + step / 10} "
            shown = f"q 300 0 0 50 {place} cm /Im0 Do Q 0 G 2 w {place} 300 50 re S"
            pdf.pages[0].contents_add(shown.encode())

    assert not kinds(hiding.changed(draw))


@pytest.mark.parametrize(
    ("dots", "expected"),
    [(b"\x20" * 400, set()), (b"\x20\x20\xe0\xe0" * 100, {"box-over-picture"})],
    ids=["a shadow", "strokes"],
)
def test_the_shadow_of_a_box_is_nothing_below_it(dots, expected):
    def draw(pdf):
        add_picture(pdf, dots)
        pdf.pages[0].contents_add(b"q 200 0 0 30 96 394 cm /Im0 Do Q 0.8 0 0 rg 90 400 200 30 re f")

    assert kinds(hiding.changed(draw)) == expected


@pytest.mark.parametrize(("pale", "expected"), [(False, {"box-over-picture"}), (True, set())])
def test_lines_of_a_table_are_nothing_below_a_box(pale, expected):
    """Behind the page are letters drawn as curves: black, or as pale as a watermark."""
    letters = " ".join(
        f"{x} 640 m {x + 4} 640 l {x + 4} 646 l {x + 1} 650 l {x + 4} 655 l {x + 2} 660 l {x + 6} 664 l "
        f"{x + 3} 667 l {x} 668 l {x + 1} 655 l {x} 650 l f"
        for x in range(92, 186, 9)
    )
    grid = "0 G 2 w 88 640 104 30 re S 140 640 m 140 670 l S"
    shown = f"{0.88 if pale else 0} g {letters} {grid} 0.1 0.2 0.4 rg {BLACK}"
    assert kinds(hiding.with_content(shown)) == expected


def add_picture(pdf: Pdf, dots: bytes) -> None:
    picture = pdf.make_stream(dots, Type=Name.XObject, Subtype=Name.Image)
    picture.Width = picture.Height = 20
    picture.BitsPerComponent, picture.ColorSpace = 8, Name.DeviceGray
    pdf.pages[0].Resources.XObject = Dictionary(Im0=picture)


def kinds(content: bytes) -> set[str]:
    return {finding.kind for finding in examine_content(content).findings}
