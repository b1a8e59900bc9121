"""The tags of a PDF as a tree of our own: standard roles, in reading order, without loops."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name

from reviews.pdf.named_places import NamedPlaces
from reviews.pdf.objects import text_of
from reviews.pdf.reading.html import LANGUAGE, address_of

DEEPEST = 60  # tags in tags
MOST_TAGS = 300_000
LONGEST_MAP = 12  # roles that stand for roles


@dataclass(frozen=True, slots=True)
class Words:
    """Marked content of a page, by its number."""

    page: int
    number: int


@dataclass(slots=True)
class Tag:
    """``page`` is the one on which it begins, 0 if the tag does not say. ``link`` is where it leads."""

    role: str
    page: int
    description: str = ""
    language: str = ""
    link: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    kids: "list[Tag | Words]" = field(default_factory=list)


def read_tags(pdf: pikepdf.Pdf) -> Tag | None:
    """All tags below one; None where there is no tree."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary) or isinstance(root, pikepdf.Stream):
        return None
    return _Reader(pdf, root).tree()


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf, root: Dictionary) -> None:
        self.root = root
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        self.places = _Places(pdf, self.pages)
        self.met: set[tuple[int, int]] = set()
        self.left = MOST_TAGS
        self.roles: dict[str, str] = {}

    def tree(self) -> Tag:
        tag = Tag("Document", 0)
        self._add_kids(tag, self.root, 0)
        return tag

    def _tag(self, element: Dictionary, page: int, depth: int) -> Tag | None:
        """None for a tag that was met before: it is a loop."""
        if self.left <= 0 or depth > DEEPEST or element.objgen in self.met:
            return None
        if element.is_indirect:
            self.met.add(element.objgen)
        self.left -= 1
        tag = Tag(self._role(element), self._page(element, page))
        tag.description = text_of(element.get("/Alt"))
        language = text_of(element.get("/Lang"))
        tag.language = language if LANGUAGE.fullmatch(language) else ""
        tag.attributes = dict(_attributes(element.get("/A")))
        self._add_kids(tag, element, depth)
        return tag

    def _add_kids(self, tag: Tag, element: Dictionary, depth: int) -> None:
        kids = element.get("/K")
        for kid in kids if isinstance(kids, Array) else [kids]:
            self._add(tag, kid, depth)

    def _add(self, tag: Tag, kid: object, depth: int) -> None:
        if isinstance(kid, int) and not isinstance(kid, bool):
            tag.kids.append(Words(tag.page, kid))
        elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
            number = kid.get("/MCID")
            if isinstance(number, int) and "/Stm" not in kid:
                tag.kids.append(Words(self._page(kid, tag.page), number))
        elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
            tag.link = tag.link or self.places.target(kid.get("/Obj"))
        elif isinstance(kid, Dictionary) and (inner := self._tag(kid, tag.page, depth + 1)):
            tag.kids.append(inner)

    def _page(self, element: Dictionary, inherited: int) -> int:
        page = element.get("/Pg")
        return self.pages.get(page.objgen, inherited) if isinstance(page, Dictionary) else inherited

    def _role(self, element: Dictionary) -> str:
        stated = element.get("/S")
        name = str(stated) if isinstance(stated, Name) else ""
        if name not in self.roles:
            self.roles[name] = self._standard(name)
        return self.roles[name]

    def _standard(self, name: str) -> str:
        roles = self.root.get("/RoleMap")
        for _ in range(LONGEST_MAP):
            other = roles.get(name) if isinstance(roles, Dictionary) and name[1:] else None
            if not isinstance(other, Name) or str(other) == name:
                break
            name = str(other)
        return name[1:]


class _Places:
    """Where links lead: to addresses, and to pages of the document itself."""

    def __init__(self, pdf: pikepdf.Pdf, pages: dict[tuple[int, int], int]) -> None:
        self.named, self.pages = NamedPlaces(pdf), pages

    def target(self, annotation: object) -> str:
        if not isinstance(annotation, Dictionary) or annotation.get("/Subtype") != Name.Link:
            return ""
        action = annotation.get("/A")
        if not isinstance(action, Dictionary):
            return self._of_destination(annotation.get("/Dest"))
        if action.get("/S") == Name.URI:
            return address_of(text_of(action.get("/URI")))
        return self._of_destination(action.get("/D")) if action.get("/S") == Name.GoTo else ""

    def _of_destination(self, destination: object) -> str:
        place = self.named.place(destination)
        page = place[0] if place is not None else None
        number = self.pages.get(page.objgen) if isinstance(page, Dictionary) else None
        return f"#page-{number}" if number else ""


def _attributes(stated: object) -> Iterator[tuple[str, str]]:
    """What tables and lists say of themselves; names and numbers only."""
    for each in stated if isinstance(stated, Array) else [stated]:
        if isinstance(each, Dictionary):
            for key in ("/ColSpan", "/RowSpan", "/Scope"):
                value = each.get(key)
                if isinstance(value, Name | int):
                    yield key[1:], str(value).lstrip("/")
