"""What was found in a PDF that its readers should not get, or that staff should know of."""

from dataclasses import dataclass
from enum import StrEnum

from reviews.pdf.plain_text import plain

MOST_FINDINGS = 300
LONGEST_RECOVERED = 2000  # characters


class Severity(StrEnum):
    """What has to happen before the file may be published."""

    BLOCKS = "blocks"
    SETTLE = "settle"
    CLEANED = "cleaned"
    INFORMATION = "information"


# Text that a machine recognised in pictures: somewhere, or in this register. Which of them it is no file can say.
SCAN, RECOGNISED_HERE = "scan-with-text", "recognised-here"
# How bad each kind is, and a sentence that says what to do. A kind never changes its name.
KINDS = {
    "hidden-text": (
        Severity.BLOCKS,
        "There is text here that readers cannot see but can copy. Redact it in the program the "
        "document was written in, save it as a PDF again and upload that. If it is no redaction, it may be "
        "possible to take it out: see what was found in the document.",
    ),
    "small-hidden-text": (
        Severity.SETTLE,
        "A few characters here can be copied but not seen. Look whether they matter, and say why "
        "they may stay, or save the document without them and upload that.",
    ),
    "hidden-character": (
        Severity.INFORMATION,
        "A single character here can be copied but not seen. There is nothing to do.",
    ),
    "under-note": (
        Severity.SETTLE,
        "The icon of a note lies on words here. Delete the note, or look whether the words may be read, "
        "and say so.",
    ),
    "thick-border": (
        Severity.SETTLE,
        "A link has a border so thick that some programs draw it over words, which can be copied all the same. "
        "Delete the border, or look whether the words may be read, and say so.",
    ),
    "undrawn-mark": (
        Severity.BLOCKS,
        "On words here is a mark or a field that some programs draw and others do not, so that the words can be "
        "read or copied by some. Delete it, or redact the words, in the program the document was written in, "
        "save it as a PDF again and upload that.",
    ),
    "tiny-text": (
        Severity.SETTLE,
        "The text here is too small to be read but can be copied. Say why it may stay, or save the "
        "document without it and upload that.",
    ),
    "replaced-text": (
        Severity.BLOCKS,
        "What is copied from here is not what is shown. Save the document as a PDF from the program "
        "it was written in and upload that.",
    ),
    "other-words": (
        Severity.SETTLE,
        "What is copied from here has words that are not shown. Read them, and say why they may "
        "stay, or save the document as a PDF again and upload that.",
    ),
    "unapplied-redaction": (
        Severity.BLOCKS,
        "A place was marked for redaction but not redacted: what is below can still be read. Apply "
        "the redactions in the program that marked them, and upload the result.",
    ),
    "box-over-picture": (
        Severity.SETTLE,
        "A box covers part of a picture here, and the picture is whole beneath it. If it hides "
        "something, paint over the picture itself, save it as a PDF again and upload that.",
    ),
    RECOGNISED_HERE: (
        Severity.INFORMATION,
        "These pages are pictures. The register had their text recognised in what they show, so nothing that is "
        "covered is in it; but the machine may have read a word wrongly. There is nothing to do.",
    ),
    SCAN: (
        Severity.SETTLE,
        "These pages are pictures with invisible text that a machine recognised. Compare what can "
        "be copied with what is shown; or have the pictures recognised afresh (see what was found in the "
        "document), or upload the scan without its text.",
    ),
    "unseen-words": (
        Severity.SETTLE,
        "Descriptions of pictures, bookmarks or the like have words that no page shows. Read them, and "
        "say why they may stay, or change them and upload the result.",
    ),
    "nhs-number": (
        Severity.SETTLE,
        "This looks like an NHS number, its check digit too. Take it out and upload the document again, or "
        "say what else it is.",
    ),
    "date-of-birth": (
        Severity.SETTLE,
        "This looks like somebody’s date of birth. Take it out and upload the document again, or say why "
        "it may stay.",
    ),
    "postcode": (
        Severity.SETTLE,
        "There are postcodes. Look whether they are of offices only, and say so; or take them out and "
        "upload the document again.",
    ),
    "telephone-number": (
        Severity.SETTLE,
        "There are telephone numbers. Look whether they are of offices only, and say so; or take them out "
        "and upload the document again.",
    ),
    "e-mail-address": (
        Severity.SETTLE,
        "There are e-mail addresses. Look whether they are of offices or of people who agree, and say so; "
        "or take them out and upload the document again.",
    ),
    "form": (
        Severity.SETTLE,
        "This PDF has a form to fill in. Look whether its fields hold anything that should not be "
        "published, or print it to a PDF and upload that.",
    ),
    "layers-off": (
        Severity.SETTLE,
        "This PDF has layers that are switched off. Anybody can switch them on: look at them, or "
        "save the document without them and upload that.",
    ),
    "repaired": (
        Severity.SETTLE,
        "This PDF is slightly damaged, but all its pages can be read. Compare it with the original, "
        "or save the original as a PDF again and upload that.",
    ),
    "script": (
        Severity.BLOCKS,
        "This PDF runs a script. Save the document as a PDF without scripts and upload that.",
    ),
    "launch": (
        Severity.BLOCKS,
        "This PDF can start a program on the reader’s computer. Save the document as a PDF without "
        "such actions and upload that.",
    ),
    "submit": (
        Severity.BLOCKS,
        "This PDF sends what readers enter to an address. Save the document as a PDF without a form "
        "and upload that.",
    ),
    "import": (
        Severity.BLOCKS,
        "This PDF fetches data from elsewhere. Save the document as a PDF without such actions and "
        "upload that.",
    ),
    "opens-by-itself": (
        Severity.BLOCKS,
        "This PDF opens an address by itself. Save the document as a PDF without such actions and "
        "upload that.",
    ),
    "media": (
        Severity.BLOCKS,
        "This PDF holds sound, film or a 3D model. Save the document as a PDF without them and "
        "upload that.",
    ),
    "attachment": (
        Severity.BLOCKS,
        "There are other files attached inside this PDF. Save the document as a PDF without "
        "attachments and upload that.",
    ),
    "external-content": (
        Severity.BLOCKS,
        "Part of this PDF is kept elsewhere and fetched when it is read. Save the document as a PDF "
        "with everything in it and upload that.",
    ),
    "dynamic-form": (
        Severity.BLOCKS,
        "This is a dynamic form that many programs cannot show. Print it to a PDF and upload that.",
    ),
    "assistive-technology": (
        Severity.BLOCKS,
        "This PDF is protected so that screen readers cannot read it. Save a copy without protection "
        "and upload that.",
    ),
    "not-checked": (
        Severity.BLOCKS,
        "The checks, which have become stricter since, could not look through this file. Save the document "
        "as a PDF again and upload that.",
    ),
    "protection": (
        Severity.CLEANED,
        "This PDF is protected against copying, printing or changing.",
    ),
    "metadata": (
        Severity.CLEANED,
        "This PDF says things about itself that no page shows, for instance who wrote it.",
    ),
    "title": (Severity.CLEANED, "The title of this PDF has words that no page shows."),
    "comment": (Severity.CLEANED, "There are comments or marks on pages."),
    "earlier-versions": (
        Severity.CLEANED,
        "This PDF still holds parts of earlier versions, which no page shows.",
    ),
    "private-data": (
        Severity.CLEANED,
        "A program left its own working data in this PDF.",
    ),
    "stray-words": (
        Severity.CLEANED,
        "Parts of this PDF that no reader sees hold words that no page shows, for instance names of places.",
    ),
    "picture-data": (
        Severity.CLEANED,
        "Pictures in this PDF hold data of the camera or program that made them, perhaps a smaller picture.",
    ),
    "surplus-data": (
        Severity.CLEANED,
        "This PDF holds data behind its pictures or colour profiles, or comments in its drawings and fonts.",
    ),
    "undrawn-content": (
        Severity.CLEANED,
        "This PDF holds pictures or parts of pages that no page shows.",
    ),
    "thumbnail": (
        Severity.CLEANED,
        "This PDF holds small pictures of its pages, perhaps old ones.",
    ),
    "link": (Severity.CLEANED, "This PDF has links or actions that do not lead to a web page."),
    "signature": (
        Severity.CLEANED,
        "This PDF is digitally signed, often with the name of a person.",
    ),
}


def in_words(kind: str) -> str:
    """“hidden text”, “e-mail address”: the name of a kind for people."""
    return kind.replace("-", " ").replace("e mail", "e-mail")


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    ``page`` counts from 1; 0 is the whole file. ``box`` is left, top, right, bottom in points from
    the upper left corner of the page as it is shown; empty if there is no place. ``why`` says why
    it is so ("covered"). ``recovered`` is what nobody should read by accident: it is kept apart so
    that it can be masked. ``picture`` is the place as WebP, empty if there is none.
    """

    kind: str
    severity: Severity
    page: int = 0
    box: tuple[float, ...] = ()
    why: str = ""
    recovered: str = ""
    picture: bytes = b""

    @classmethod
    def of(cls, kind: str, *, recovered: str = "", **facts) -> "Finding":
        """With the severity that its kind has, and as much of ``recovered`` as is kept, fit to be stored."""
        kept = plain(recovered)[:LONGEST_RECOVERED]
        return cls(kind, KINDS[kind][0], recovered=kept, **facts)

    @property
    def sentence(self) -> str:
        return KINDS[self.kind][1]
