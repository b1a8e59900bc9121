"""Tables: rows of cells, with what the tags say of their spans and headers."""

from collections.abc import Callable, Iterator

from reviews.pdf.reading.flow import Piece, as_caption, as_content
from reviews.pdf.reading.html import element
from reviews.pdf.reading.tags import Tag

GROUPS = {"THead", "TBody", "TFoot", "NonStruct", "Div", "Sect"}
CELLS = {"TH": "th", "TD": "td"}
SCOPES = {"Row": "row", "Column": "col"}
WIDEST = 1000  # columns or rows that a cell may span
Render = Callable[[Tag], list[Piece]]


def rows_of(table: Tag, render: Render) -> tuple[str, list[str], list[Piece]]:
    """The caption, the rows, and what stands in the table that is neither."""
    caption, rows, after = "", [], []
    for tag, is_head in _parts(table):
        if tag.role == "TR":
            rows += filter(None, [_row(tag, render, is_head)])
        elif tag.role == "Caption" and not caption:
            text = as_caption(render(tag))
            caption = element("caption", text) if text else ""
        else:
            after += render(tag)
    return caption, rows, after


def _parts(table: Tag) -> Iterator[tuple[Tag, bool]]:
    """What is in a table and in its parts, and whether that is its head; the tree is no deeper than
    it may be."""
    for kid in table.kids:
        if isinstance(kid, Tag) and kid.role in GROUPS:
            yield from ((tag, is_head or kid.role == "THead") for tag, is_head in _parts(kid))
        elif isinstance(kid, Tag):
            yield kid, False


def _row(row: Tag, render: Render, is_head: bool) -> str:
    usual = "col" if is_head else ""
    cells = [_cell(kid, render, usual) for kid in row.kids if isinstance(kid, Tag)]
    return element("tr", "".join(cells)) if cells else ""


def _cell(cell: Tag, render: Render, usual: str) -> str:
    """``usual`` is what a header is of, if it does not say."""
    inside = Tag("LBody", cell.page, language=cell.language, kids=cell.kids)
    spans = {f"{name.lower()}": _span(cell, name) for name in ("ColSpan", "RowSpan")}
    name = CELLS.get(cell.role, "td")
    scope = SCOPES.get(cell.attributes.get("Scope", ""), usual) if name == "th" else ""
    return element(name, as_content(render(inside)), scope=scope, **spans)


def _span(cell: Tag, name: str) -> str:
    stated = cell.attributes.get(name, "")
    number = min(int(stated), WIDEST) if stated.isdecimal() and len(stated) < 10 else 1
    return str(number) if number > 1 else ""
