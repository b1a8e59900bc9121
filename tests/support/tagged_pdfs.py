"""Tagged PDFs, from a tree of tags written by hand. The same call gives the same bytes."""

import io
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.support.pdfs import make_pdf

TOP, LINE = 780, 16  # points


@dataclass
class Tag:
    """A tag with its kids: tags, and texts that are drawn on ``page``. ``more`` are further entries."""

    role: str
    kids: list = field(default_factory=list)
    page: int = 1
    more: dict = field(default_factory=dict)


def tag(role: str, *kids: object, page: int = 1, **more: object) -> Tag:
    return Tag(role, list(kids), page, more)


def tagged_pdf(*tags: Tag, pages: int = 1, roles: dict[str, str] | None = None, **facts) -> bytes:
    """Every text is a line of its own, drawn in the order of the tree."""
    made = make_pdf("", pages=pages, tagged=True, **{"language": "en-GB"} | facts)
    with Pdf.open(io.BytesIO(made)) as pdf:
        _Writer(pdf).write(tags)
        if roles:
            named = {f"/{role}": Name(f"/{other}") for role, other in roles.items()}
            pdf.Root.StructTreeRoot.RoleMap = Dictionary(named)
        return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


def changed(content: bytes, change) -> bytes:
    """The file after ``change(pdf)``."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        return saved(pdf)


class _Writer:
    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.lines: dict[int, list[str]] = {number: [] for number in range(1, len(pdf.pages) + 1)}

    def write(self, tags: tuple[Tag, ...]) -> None:
        root = self.pdf.Root.StructTreeRoot
        root.K = Array([self._element(each, root) for each in tags])
        del root["/ParentTree"]
        for number, lines in self.lines.items():
            content = " ".join(["0 g", *lines, "/Artifact BMC", _line(30, "Footer"), "EMC"])
            self.pdf.pages[number - 1].Contents = self.pdf.make_stream(content.encode("cp1252"))

    def _element(self, made: Tag, parent: pikepdf.Object) -> pikepdf.Object:
        page = self.pdf.pages[made.page - 1].obj
        element = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{made.role}"), P=parent, Pg=page)
        )
        for key, value in made.more.items():
            element[f"/{key}"] = String(value) if isinstance(value, str) else value
        element.K = Array([self._kid(kid, made.page, element) for kid in made.kids])
        return element

    def _kid(self, kid: object, page: int, element: pikepdf.Object) -> object:
        if isinstance(kid, Tag):
            return self._element(kid, element)
        if isinstance(kid, pikepdf.Object):
            return kid
        lines = self.lines[page]
        drawn = _line(TOP - LINE * len(lines), kid)
        lines.append(f"/Span <</MCID {len(lines)}>> BDC {drawn} EMC")
        return len(lines) - 1


def _line(height: int, text: str) -> str:
    shown = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 11 Tf 1 0 0 1 70 {height} Tm ({shown}) Tj ET"


def link_to(pdf_entries: dict) -> Dictionary:
    """An object reference to the annotation of a link."""
    annotation = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([1, 1, 9, 9]), **pdf_entries
    )
    return Dictionary(Type=Name.OBJR, Obj=annotation)


def web_link(address: str) -> Dictionary:
    return link_to({"A": Dictionary(S=Name.URI, URI=String(address))})
