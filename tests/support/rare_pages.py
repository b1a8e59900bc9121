"""Pages that readers seldom meet, each as the site answers: copies to read, notices in the place of files, refusals.

With the longest words there are, to be looked at like the others.
"""

from django.core.files.base import ContentFile

from reviews import workflow
from reviews.documents import intake
from reviews.lib import clock
from reviews.lib.dates import london_date
from reviews.models import ReviewEdition
from reviews.public.plain_answers import plain_answer
from tests.support import factories as make
from tests.support.tagged_pdfs import tag, tagged_pdf


def rare_pages(client, board, words: str) -> dict[str, str]:
    """By their addresses. ``words`` stand where somebody else’s would."""
    asked = [
        *_reading_copies(board, words),
        *_instead_of_files(board, words),
        _as_it_was(board),
        f"/concerns/new/?page={'x' * 90}",
    ]
    found = {address: client.get(address) for address in asked}
    report = {"kind": "other", "what": words, "email": "reader@example.org"}
    found["/concerns/wrong/"] = client.post("/concerns/new/", {"email": words})
    found["/concerns/received/"] = client.post("/concerns/new/", report, follow=True)
    found["/refused/host/"] = client.get("/", headers={"host": "other.example"})
    found["/refused/method/"] = client.post("/")
    found["/refused/fault/"] = plain_answer("fault", 500)
    return {address: answer.content.decode() for address, answer in found.items()}


def _reading_copies(board, words: str) -> list[str]:
    """With headings, a list and a table that is wider than any page; and the plain text of a file without tags."""
    row = tag("TR", *(tag("TD", f"{number} {words}") for number in range(8)))
    head = tag("TR", *(tag("TH", f"Column {number}") for number in range(8)))
    texts = [tag("H1", words), tag("P", words), tag("L", tag("LI", tag("LBody", words)))]
    content = tagged_pdf(*texts, tag("Table", head, row), title=words)
    report = intake.accept(ContentFile(content, "report.pdf"), by=make.make_user())
    draft = make.open_bare_review(board, path="reviews/read", state="published")
    make.attach(draft, report, title=words)
    make.attach(draft, make.make_document(words), kind="appendix", slug="plain")
    live = make.make_live(draft)
    return [
        f"/reviews/read/{slug}.pdf/read/"
        for slug in live.attachments.order_by("pk").values_list("slug", flat=True)
    ]


def _instead_of_files(board, words: str) -> list[str]:
    """Where a file was that was withdrawn, one whose successor was, and one that went with its page."""
    lost = make.make_live(make.open_review(board, path="reviews/lost"))
    draft = _next(lost, state="no_longer")
    draft.attachments.all().delete()
    make.state_lineage(draft, public_note=words)
    make.make_live(draft)
    dropped = make.make_live(make.open_review(board, path="reviews/dropped"))
    draft = _next(dropped)
    draft.attachments.update(document=make.make_document(), slug="other", title=words)
    make.make_live(draft)
    draft = _next(dropped, state="no_longer")
    draft.attachments.all().delete()
    make.make_live(draft)
    gone = make.make_live(make.open_review(board, path="reviews/gone-file"))
    make.withdraw(gone, note=words)
    draft = _next(gone)
    draft.attachments.update(slug="corrected", document=make.make_document("Corrected."))
    make.make_live(draft)
    return [f"/reviews/{name}/overview-report.pdf" for name in ("lost", "dropped", "gone-file")]


def _as_it_was(board) -> str:
    make.make_live(make.open_bare_review(board, path="reviews/day"))
    return f"/reviews/day/on/{london_date(clock.now())}/"


def _next(live: ReviewEdition, **fields) -> ReviewEdition:
    draft = workflow.open_edition(live.page, by=make.make_user()).as_kind
    return make.change(draft, **fields)
