"""A copy without hidden text, and the proofs: nothing hidden is left, and the pages show the same."""

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array

from reviews.pdf import budget, consent
from reviews.pdf.boxes import Box
from reviews.pdf.characters import Char, address
from reviews.pdf.clean.copy import cleaned
from reviews.pdf.clean.redacted import looks_redacted
from reviews.pdf.clean.same_pictures import look_the_same
from reviews.pdf.clean.shown_text import take_out
from reviews.pdf.examine import examine_content
from reviews.pdf.facts import Copy, Facts, Replacement, Unreadable, refuse, require
from reviews.pdf.findings import MOST_FINDINGS
from reviews.pdf.inspect.hidden_text import BAD, hidden_runs, kind_of
from reviews.pdf.inspect.replaced_text import remove_replacements
from reviews.pdf.inspect.unseen_words import words_of
from reviews.pdf.inspect.visibility import Looked, look
from reviews.pdf.objects import Objects, text_of
from reviews.pdf.pages import extracted_texts, open_pages
from reviews.pdf.saved import saved
from reviews.pdf.seen_before import seen_before

DEEPEST = 20  # arrays in arrays
SHORTEST = 4  # letters of a word that is looked for elsewhere in the file


@dataclass
class Gone:
    """What is taken out: words, and on each page by its index, what of it can be seen as specks."""

    words: set[str] = field(default_factory=set)
    specks: dict[int, list[Box]] = field(default_factory=lambda: defaultdict(list))


def without_hidden_text(path: Path) -> Replacement:
    """Raises Unreadable, with a sentence that says why nothing was taken out."""
    budget.impose()
    original = path.read_bytes()
    known = examine_content(original)
    refuse(consent.obstacle(known.findings))
    try:
        content, gone = _taken_out(original, known)
        same = _same_pages(original, content, gone)
        facts = examine_content(content, seen_before(known, same))
        require(_letters(facts) == _letters(known), consent.DIFFERENT)
        copy = cleaned(content, known.public_title, facts)
        _require_clean(copy, gone)
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        raise Unreadable(consent.NOT_CLEAN) from None
    return Replacement(known, copy)


def _taken_out(original: bytes, known: Facts) -> tuple[bytes, Gone]:
    gone, pages = Gone(), []
    with pikepdf.open(io.BytesIO(original)) as pdf, open_pages(as_drawn(original)) as document:
        for index in _suspicious(known):
            looked = look(document[index])
            if owners := _hidden(looked, index, gone):
                pages.append((index, looked, owners))
        take_out(pdf, pages)
        return saved(pdf), gone


def as_drawn(original: bytes) -> bytes:
    """Its letters are those that are drawn, not those that are copied in their place."""
    with pikepdf.open(io.BytesIO(original)) as pdf:
        return saved(pdf) if remove_replacements(Objects.of(pdf)) else original


def _suspicious(known: Facts) -> list[int]:
    """The indexes of pages with hidden text: of all pages if there were too many to name."""
    if len(known.findings) >= MOST_FINDINGS:
        return list(range(known.pages))
    return sorted({each.page - 1 for each in known.findings if each.kind in consent.TAKEN})


def _hidden(looked: Looked, index: int, gone: Gone) -> set[int]:
    """The addresses of the text objects of a page that go. Raises Unreadable."""
    going = [run for run in hidden_runs(looked) if kind_of(run) in consent.TAKEN]
    for run in going:
        drawn = [char for char in run if char.owner]
        refuse(looks_redacted(drawn, looked))
        words = words_of(["".join(char.text for char in run)])
        gone.words |= {word for word in words if len(word) >= SHORTEST}
        gone.specks[index] += [char.box for char in drawn if char.state == "tiny"]
    _require_whole(looked, going)
    owners = _owners(going)
    return owners | {address(twin) for at, twin in looked.twins if at in owners}


def _require_whole(looked: Looked, going: list[list[Char]]) -> None:
    """All letters that one operator shows go, or none of them."""
    letters, owners = set(map(id, chain(*going))), _owners(going)
    for char in looked.chars:
        if char.owner in owners and id(char) not in letters:
            require(char.state in BAD and not char.text.isalnum(), consent.PARTIAL)


def _owners(runs: list[list[Char]]) -> set[int]:
    return {char.owner for char in chain(*runs) if char.owner}


def _same_pages(original: bytes, content: bytes, gone: Gone) -> list[bool]:
    """For each page whether its words are the very same too. Raises Unreadable if it shows anything else."""
    with open_pages(original) as before, open_pages(content) as after:
        require(len(before) == len(after), consent.DIFFERENT)
        return [
            _is_same(before[index], after[index], gone.specks[index])
            for index in range(len(before))
        ]


def _is_same(before: pypdfium2.PdfPage, after: pypdfium2.PdfPage, specks: list[Box]) -> bool:
    require(look_the_same(before, after, specks), consent.DIFFERENT)
    was, now = (page.get_textpage().get_text_range() for page in (before, after))
    return was == now and not specks


def _letters(facts: Facts) -> list[str]:
    """What is seen on each page, without the spaces that were made up around hidden text."""
    return ["".join(page.split()) for page in facts.text]


def _require_clean(copy: Copy | None, gone: Gone) -> None:
    require(copy is not None, consent.NOT_CLEAN)
    left = {found.kind for found in copy.facts.findings}
    require(not left & consent.TAKEN, consent.UNMAPPED)
    require(not _elsewhere(copy, gone.words), consent.ELSEWHERE)


def _elsewhere(copy: Copy, words: set[str]) -> set[str]:
    """Words that were hidden, are seen nowhere, and can still be read by a machine."""
    with pikepdf.open(io.BytesIO(copy.content)) as pdf:
        texts = [text for entry in Objects.of(pdf).entries for text in _strings(entry.value)]
    with open_pages(copy.content) as document:
        texts += extracted_texts(document)
    return (words - words_of(copy.facts.text)) & words_of(texts)


def _strings(holder: pikepdf.Object) -> Iterator[str]:
    own = holder.stream_dict if isinstance(holder, pikepdf.Stream) else holder
    for value in own.as_dict().values():
        yield from _texts(value)


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    """What is written there, also in arrays."""
    if isinstance(value, Array) and depth < DEEPEST:
        for each in value:
            yield from _texts(each, depth + 1)
    else:
        yield text_of(value)
