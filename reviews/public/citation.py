"""How to cite a review, for BibTeX and for reference managers (RIS); in words its page says it."""

from django.conf import settings

from reviews.models import ReviewEdition

# What has a meaning of its own in BibTeX.
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "{}%&$#_"},
    }
)


def bibtex(edition: ReviewEdition) -> str:
    board = edition.page.board.name
    fields = {
        "title": edition.heading,
        "institution": board,
        "type": edition.type_name,
        "year": _year(edition),
        "url": _address(edition),
        "note": f"Edition {edition.number} of the page",
    }
    lines = [f"  {name} = {{{_plain(value)}}}," for name, value in fields.items() if value]
    key = edition.page.path.replace("/", "-")
    # In two braces, so that no program takes a board for a person’s first and last names.
    author = f"  author = {{{{{_plain(board)}}}}},"
    return "\n".join([f"@techreport{{{key},", author, *lines, "}", ""])


def ris(edition: ReviewEdition) -> str:
    """RIS as its makers describe it: two letters, two spaces, a hyphen, lines ended by CR LF."""
    fields = [
        ("TY", "RPRT"),
        ("TI", edition.heading),
        ("AU", edition.page.board.name),
        ("PB", edition.page.board.name),
        ("M3", edition.type_name),
        ("PY", _year(edition)),
        ("LA", edition.language),
        ("ET", str(edition.number)),
        ("UR", _address(edition)),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _address(edition: ReviewEdition) -> str:
    return f"{settings.SITE_URL}{edition.page.get_absolute_url()}"


def _year(edition: ReviewEdition) -> str:
    date = edition.first_published
    return str(date.year) if date and date.is_known else ""


def _plain(text: str) -> str:
    return " ".join(text.split()).translate(_BIBTEX)
