"""Names of places in a document, by which links and bookmarks lead there."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, String

FOUND = {"/JavaScript", "/EmbeddedFiles"}  # as scripts and attachments


class NamedPlaces:
    """What a file keeps by name: places in ``/Dests``, and, for ``words``, all else beside them."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        names, old = pdf.Root.get("/Names"), pdf.Root.get("/Dests")
        trees = names.items() if isinstance(names, Dictionary) else ()
        self._trees = {key: tree for key, tree in trees if isinstance(tree, Dictionary)}
        self._old = old if isinstance(old, Dictionary) else Dictionary()

    def place(self, destination: object) -> Array | None:
        """The page that a destination leads to and what of it, also if it is given by a name."""
        if isinstance(destination, String | Name):
            destination = self._named(destination)
        if isinstance(destination, Dictionary):
            destination = destination.get("/D")
        return destination if isinstance(destination, Array) and len(destination) else None

    def words(self) -> Iterator[str]:
        """All names but those of scripts and attachments."""
        yield from (key[1:] for key in self._old.keys())  # noqa: SIM118  (no dict)
        for tree in (tree for key, tree in self._trees.items() if key not in FOUND):
            try:
                yield from map(str, NameTree(tree))
            except (pikepdf.PdfError, ValueError, RuntimeError):
                continue  # a tree that leads round in a ring has no names

    def _named(self, name: pikepdf.Object) -> object:
        tree = self._trees.get("/Dests")
        try:
            if isinstance(name, String):
                return NameTree(tree).get(str(name)) if tree is not None else None
            return self._old.get(str(name))
        except (pikepdf.PdfError, ValueError, RuntimeError):
            return None
