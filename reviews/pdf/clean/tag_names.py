"""Tags in a copy have the standard’s own names, and numbers for what a program named."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Pdf, String

from reviews.pdf.inspect.listed import STANDARD, is_tag
from reviews.pdf.inspect.metadata import NAMESPACES
from reviews.pdf.objects import Entry, Objects, text_of

LONGEST_MAP = 12  # roles that stand for roles


def rename_tags(pdf: Pdf) -> None:
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return
    entries = Objects.of(pdf).entries
    tags = [entry for entry in entries if is_tag(entry)]
    _use_standard_roles(root, tags)
    _number_classes(root, tags)
    _number_places(root, tags, entries)
    _number_namespaces(root)


def _use_standard_roles(root: Dictionary, tags: list[Entry]) -> None:
    roles = root.get("/RoleMap")
    known: dict[str, str] = {}
    for tag in tags:
        name = tag.name("/S")
        if name and "/NS" not in tag.keys:  # a namespace has a map of its own
            if name not in known:
                known[name] = _standard(name, roles)
            if known[name] != name:
                tag.value["/S"] = Name(known[name])
    if roles is not None:
        del root["/RoleMap"]


def _standard(name: str, roles: object) -> str:
    for _ in range(LONGEST_MAP):
        other = roles.get(name) if isinstance(roles, Dictionary) else None
        if not isinstance(other, Name) or str(other) == name:
            break
        name = str(other)
    return name if name[1:] in STANDARD else "/NonStruct"


def _number_classes(root: Dictionary, tags: list[Entry]) -> None:
    """Sets of attributes, which tags name."""
    classes = root.get("/ClassMap")
    held = dict(classes.items()) if isinstance(classes, Dictionary) else {}
    numbers = {name: f"/C{number}" for number, name in enumerate(sorted(held), start=1)}
    for tag in tags:
        if "/C" in tag.keys:
            stated = tag.value.get("/C")
            named = list(stated) if isinstance(stated, Array) else [stated]
            kept = [Name(numbers[str(each)]) for each in named if str(each) in numbers]
            _set(tag.value, "/C", kept)
    if "/ClassMap" in root:
        root["/ClassMap"] = Dictionary({numbers[name]: held[name] for name in sorted(held)})


def _number_places(root: Dictionary, tags: list[Entry], entries: list[Entry]) -> None:
    """By which notes are found, and the headings of a cell."""
    marked = [tag for tag in tags if "/ID" in tag.keys]
    numbers = {
        bytes(tag.value["/ID"]): f"tag{number:06}"
        for number, tag in enumerate(marked, start=1)
        if isinstance(tag.value["/ID"], String)
    }
    for entry in entries:
        headings = entry.value.get("/Headers") if "/Headers" in entry.keys else None
        if isinstance(headings, Array):
            known = [numbers.get(bytes(each)) for each in headings if isinstance(each, String)]
            entry.value["/Headers"] = Array([String(each) for each in known if each])
    _rebuild_places(root, list(_numbered(marked, numbers)))


def _numbered(marked: list[Entry], numbers: dict[bytes, str]) -> Iterator[tuple[str, Dictionary]]:
    for tag in marked:
        stated = tag.value["/ID"]
        number = numbers.pop(bytes(stated), None) if isinstance(stated, String) else None
        if number is None:  # none, or another’s
            del tag.value["/ID"]
        else:
            tag.value["/ID"] = String(number)
            yield number, tag.value


def _rebuild_places(root: Dictionary, places: list[tuple[str, Dictionary]]) -> None:
    if "/IDTree" in root:
        del root["/IDTree"]
    if places:
        pairs = [each for number, tag in places for each in (String(number), tag)]
        root["/IDTree"] = Dictionary(Names=Array(pairs))


def _number_namespaces(root: Dictionary) -> None:
    spaces = root.get("/Namespaces")
    for number, space in enumerate(spaces if isinstance(spaces, Array) else (), start=1):
        if isinstance(space, Dictionary) and not NAMESPACES.match(text_of(space.get("/NS"))):
            space["/NS"] = String(f"urn:namespace:{number}")


def _set(tag: Dictionary, key: str, names: list[Name]) -> None:
    if names:
        tag[key] = names[0] if len(names) == 1 else Array(names)
    else:
        del tag[key]
