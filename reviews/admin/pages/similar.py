"""A new review that starts like another: its board and type, and of the rest what somebody chose."""

from django import forms
from django.db import transaction
from django.db.models import Q

from reviews import workflow
from reviews.admin.links import edition_address
from reviews.admin.names import page_name
from reviews.admin.pages.actions import PageAction
from reviews.admin.pages.forms import PageForm, next_address
from reviews.admin.verbs import VerbView
from reviews.editions.digest import edition_content
from reviews.lib import clock
from reviews.models import (
    Action,
    ActionPlan,
    Attachment,
    BoardResponse,
    BoardRole,
    Edition,
    Identifier,
    Page,
    Review,
    ReviewEdition,
    Subject,
    User,
    Withdrawal,
)
from reviews.models.edition_parts import values

# Of the review as such, and always the same in the next one of its type.
ALWAYS = ("review_type", "local_type", "subtype", "content_warning", "methodology", "language")
CHOICES = [
    ("boards", "Other boards that lead or join"),
    ("kinds", "A row for each of its documents, with the kind but without the file"),
    ("words", "Title, summary and text"),
    ("names", "Names by which the review is known"),
    ("people", "Children or adults whom it is about"),
    ("response", "Board response, in words"),
    ("plan", "Action plan, with its actions"),
    ("documents", "Its documents, with the same files: one document for both reviews"),
]
USUAL = ["boards", "kinds"]
PARTS = {
    "boards": [BoardRole],
    "names": [Identifier],
    "people": [Subject],
    "response": [BoardResponse],
    "plan": [ActionPlan, Action],
}


class SimilarForm(PageForm):
    """What may be the reason for which the other page is withdrawn, or waits, is not offered."""

    copied = forms.MultipleChoiceField(
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="What the new review takes over",
        help_text="Its board, type, language and content warning are the same in any case. Dates, addresses and approvals are never taken over.",
    )

    class Meta:
        model = Review
        fields = ["path"]

    def __init__(self, *args, page: Page, withdrawal: Withdrawal | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if withdrawal:
            self.fields["copied"].choices = [each for each in CHOICES if each[0] in USUAL]
        elif page.holds.in_force().exists():
            self.fields["copied"].choices = CHOICES[:-1]


@transaction.atomic
def start_similar(page: Page, *, by: User, path: str, copied: list[str]) -> Edition:
    """A new page of the same board, and its first draft."""
    last = page.editions.order_by("number").last()
    review = Review.objects.create(kind=Page.Kind.REVIEW, path=path, board=page.board)
    workflow.record_page_changed(review, by=by, fields=["board", "path"])
    draft = workflow.open_edition(review, by=by)
    if last is not None:
        before = edition_content(draft)
        _copy(last.as_kind, draft, copied)
        workflow.record_draft_saved(draft, by=by, before=before)
    return draft


def _copy(source: ReviewEdition, draft: ReviewEdition, copied: list[str]) -> None:
    words = ("title", "summary", "body") if "words" in copied else ()
    for name in (*ALWAYS, *words):
        setattr(draft, name, getattr(source, name))
    draft.save()
    for part in (part for name in copied for part in PARTS.get(name, [])):
        rows = part.objects.filter(edition=source)
        own = {"id", "edition"}
        part.objects.bulk_create(part(edition=draft, **values(row, but=own)) for row in rows)
    Attachment.objects.bulk_create(_attachments(source, draft, copied))


def _attachments(source: ReviewEdition, draft: ReviewEdition, copied: list[str]):
    """With their files, or as rows that say only of which kind a document is expected."""
    rows = source.attachments.filter(Q(document=None) | Q(document__erased_at=None))
    for row in rows if {"kinds", "documents"} & {*copied} else ():
        if "documents" in copied:
            yield Attachment(edition=draft, **values(row, but={"id", "edition"}))
        else:
            kept = ("kind", "position", "also_contains", "language", "licence")
            yield Attachment(edition=draft, **{name: getattr(row, name) for name in kept})


class StartSimilar(PageAction, VerbView):
    right = "add_review"
    verb = staticmethod(start_similar)
    form_class = SimilarForm
    template_name = "admin/reviews/similar.html"
    success_message = "The new review has its first draft: nobody but staff can see it."

    def get_title(self) -> str:
        return f"Start a new review like {page_name(self.object)}"

    def get_initial(self) -> dict:
        return {"path": next_address(clock.now()), "copied": USUAL}

    def get_object(self) -> Page:
        page = super().get_object()
        self.withdrawal = Withdrawal.objects.in_force(page, at=clock.now())
        return page

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"page": self.object, "withdrawal": self.withdrawal}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(withdrawal=self.withdrawal, **kwargs)

    def get_success_url(self) -> str:
        return edition_address(self.result)
