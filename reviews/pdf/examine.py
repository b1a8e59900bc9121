"""The whole examination of one file, in the child process: qpdf first, PDFium only afterwards."""

import io
from dataclasses import asdict, replace
from pathlib import Path

import pikepdf

from reviews.pdf import budget, envelope, refusals
from reviews.pdf.facts import Facts, Label, Unreadable
from reviews.pdf.findings import MOST_FINDINGS, Finding, Severity
from reviews.pdf.inspect import damage
from reviews.pdf.inspect.accessibility import accessibility
from reviews.pdf.inspect.active_content import active_content
from reviews.pdf.inspect.content_names import content_comments
from reviews.pdf.inspect.leftovers import has_leftovers
from reviews.pdf.inspect.marks import comments
from reviews.pdf.inspect.metadata import metadata
from reviews.pdf.inspect.other_letters import remove_other_letters
from reviews.pdf.inspect.personal_data import personal_data
from reviews.pdf.inspect.picture_data import picture_data
from reviews.pdf.inspect.replaced_text import remove_replacements, replaced_text, unused
from reviews.pdf.inspect.stray_words import stray_words
from reviews.pdf.inspect.surplus import surplus
from reviews.pdf.inspect.undrawn import undrawn
from reviews.pdf.inspect.unseen_words import says_more, unseen_words, words_of
from reviews.pdf.objects import Objects
from reviews.pdf.pages import Content, extracted_texts, open_pages, read_pages
from reviews.pdf.reading.copy import reading_copy
from reviews.pdf.saved import saved
from reviews.pdf.seen_before import SeenBefore
from reviews.pdf.structure import Structure, as_title, describe

ORDER = list(Severity)
NOT_CLEAN = {Severity.BLOCKS, Severity.CLEANED}
NO_LABEL = Label("", "")


def examine(path: Path, label: Label | None = None) -> Facts:
    """Everything there is to know about the file; raises Unreadable.

    What the register wrote into it as its ``label`` everybody knows.
    """
    envelope.check(path)
    budget.impose()
    return examine_content(path.read_bytes(), label=label)


def examine_content(
    content: bytes, before: SeenBefore | None = None, *, label: Label | None = None
) -> Facts:
    """The same of bytes that begin and end as a PDF does."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _examine(pdf, content, before or SeenBefore(), label or NO_LABEL)
    except pikepdf.PasswordError:
        raise Unreadable(refusals.PROTECTED) from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError) as error:
        empty = "no pages found" in str(error)
        raise Unreadable(refusals.NO_PAGES if empty else refusals.DAMAGED) from None


def _examine(pdf: pikepdf.Pdf, content: bytes, before: SeenBefore, label: Label) -> Facts:
    objects = Objects.of(pdf)
    structure = describe(pdf)
    budget.check(objects)
    found = [
        *_of_damage(objects, content),
        *active_content(objects),
        *comments(pdf),
        *metadata(objects, replace(label, title=structure.title)),
        *undrawn(objects),
        *picture_data(objects),
        *surplus(objects),
        *content_comments(objects),
    ]
    shown, replaced, also = _shown(objects, content, structure.tagged, before)
    if len(shown.text) != structure.pages:
        raise Unreadable(refusals.DAMAGED)  # two programs would show two different documents
    seen = words_of(shown.text)
    found += [*shown.findings, *replaced]
    found += [*unseen_words(objects, seen, also), *stray_words(objects, seen)]
    found += personal_data(shown.text)
    facts = asdict(structure) | {"text": shown.text, "cover": shown.cover}
    if structure.title != as_title(label.title) and says_more(structure.title, seen):
        found.append(Finding.of("title", recovered=structure.title))
        facts["title"] = ""  # it may name somebody whom no page names
    facts["accessibility"] = accessibility(objects, shown.text, shown.recognised)
    facts["reading_copy"] = before.reading_copy or _reading_copy(objects, shown, structure, found)
    return Facts(**facts, findings=worst_first(found))


def _reading_copy(
    objects: Objects, shown: Content, structure: Structure, found: list[Finding]
) -> str:
    """None of what is never published, or of pages that need not be looked at again."""
    blocked = any(finding.severity == Severity.BLOCKS for finding in found)
    if blocked or not structure.tagged or not shown.marked:
        return ""
    return reading_copy(objects.pdf, shown.marked, structure.language)


def _of_damage(objects: Objects, content: bytes) -> list[Finding]:
    """Damage that all programs repair alike has to be settled; any other is refused."""
    damaged = damage.is_damaged(objects.pdf)
    leftovers = has_leftovers(objects, content)
    if damaged and leftovers:
        raise Unreadable(refusals.DAMAGED)
    if damaged:
        with open_pages(content) as original, open_pages(saved(objects.pdf)) as repaired:
            damage.check_one_reading(original, repaired)
    kinds = {"repaired": damaged, "earlier-versions": leftovers}
    return [Finding.of(kind) for kind, found in kinds.items() if found]


def _shown(
    objects: Objects, content: bytes, tagged: bool, before: SeenBefore
) -> tuple[Content, list[Finding], list[str]]:
    """What is drawn, what is extracted in its place, and what is stated for nothing that is extracted:
    the first alone is the document's text."""
    with open_pages(content) as document:
        replacements = remove_replacements(objects)
        if not remove_other_letters(objects) and not replacements:
            return read_pages(document, tagged=tagged, before=before), [], []
        extracted = extracted_texts(document)
    with open_pages(saved(objects.pdf)) as document:
        drawn = extracted_texts(document)
        pairs = enumerate(zip(extracted, drawn, strict=False), start=1)
        replaced = [each for number, pair in pairs for each in replaced_text(number, *pair)]
        return read_pages(document, tagged=tagged), replaced, unused(replacements, extracted)


def worst_first(found: list[Finding]) -> tuple[Finding, ...]:
    """By severity and page, no more than anybody reads."""
    ordered = sorted(found, key=lambda each: (ORDER.index(each.severity), each.page))
    return tuple(ordered[:MOST_FINDINGS])
