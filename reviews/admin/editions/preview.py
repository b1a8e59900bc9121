"""An edition as the public sees it: the public template, with the edition's own files."""

from datetime import datetime

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.clickjacking import xframe_options_sameorigin

from reviews.admin.links import edition_address
from reviews.admin.names import edition_state
from reviews.documents import delivery
from reviews.lib import clock, site_language
from reviews.lib.dates import PartialDate
from reviews.models import Attachment, Edition, ReviewEdition, Withdrawal
from reviews.public import history, pages

NOTE_TO_COME = "What you write in the change note when you submit it stands here."


def framed(view):
    """The approval's page may show it in a frame."""
    return xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(view))


class Preview:
    """Four addresses of an edition's admin, open to those who may view it."""

    def preview_urls(self, name: str) -> list:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", view(framed(self.preview)), name=f"{name}_preview"),
            path("<int:pk>/preview/<int:attachment>/", view(self.file), name=f"{name}_file"),
            path(
                "<int:pk>/preview/<int:attachment>/read/",
                view(framed(self.reading)),
                name=f"{name}_reading",
            ),
            path(
                "<int:pk>/preview/<int:attachment>/cover/", view(self.cover), name=f"{name}_cover"
            ),
        ]

    def readable(self, request, pk: int) -> Edition:
        edition = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        return edition

    def preview(self, request, pk: int):
        edition = self.readable(request, pk)
        if isinstance(edition, ReviewEdition):
            whole = ReviewEdition.objects.with_parts().with_versions(at=clock.now())
            edition = whole.get(pk=edition.pk)
        response = TemplateResponse(request, *_as_published(edition, request.GET))
        response["Cache-Control"] = "no-store"
        return response

    def file(self, request, pk: int, attachment: int):
        return self._stored(request, pk, attachment, "file", "application/pdf")

    def cover(self, request, pk: int, attachment: int):
        return self._stored(request, pk, attachment, "cover", "image/webp")

    def reading(self, request, pk: int, attachment: int):
        """The words of a file, which are approved with it."""
        found = self._attachment(request, pk, attachment)
        site_language.speak_for(found.edition.language)
        files = edition_address(found.edition, "preview")
        shown = pages.reading_of(found, f"{files}{found.pk}/", files, at=clock.now())
        state = {"preview": edition_state(found.edition, now=clock.now())}
        response = TemplateResponse(request, shown.template, shown.context | state)
        response["Cache-Control"] = "no-store"
        return response

    def _attachment(self, request, pk: int, attachment: int) -> Attachment:
        self.readable(request, pk)
        attachments = Attachment.objects.select_related("document", "edition__page__board")
        kept = attachments.filter(document__erased_at=None).exclude(document=None)
        return get_object_or_404(kept.defer("document__text"), edition=pk, pk=attachment)

    def _stored(self, request, pk: int, attachment: int, what: str, media_type: str):
        document = self._attachment(request, pk, attachment).document
        headers = {"ETag": f'"{document.sha256}-{what}"', "Cache-Control": "no-store"}
        return delivery.stream(request, getattr(document, what), media_type, headers)


def _as_published(edition: Edition, query) -> tuple[str, dict]:
    """The public template and its context, with the dates that publishing it now would give."""
    site_language.speak_for(edition.language)
    now = clock.now()
    moment = edition.live_from if edition.is_scheduled(at=now) else now
    withdrawal = Withdrawal.objects.in_force(edition.page, at=now)
    today = {}
    if edition.is_draft:
        today = {
            "last_updated": edition.carried_updated or PartialDate.of(now),
            "changes": _changes(edition, withdrawal, now=now),
        }
        edition.first_published = edition.first_published or PartialDate.of(now)
    shown = pages.shown(edition, at=moment, query=query)
    state = edition_state(edition, now=now)
    preview = {"preview": state, "files": edition_address(edition, "preview")}
    preview["withdrawal"] = withdrawal
    return shown.template, shown.context | today | preview


def _changes(
    draft: Edition, withdrawal: Withdrawal | None, *, now: datetime
) -> list[history.HistoryEntry]:
    """What the history of a review would begin with."""
    if not isinstance(draft, ReviewEdition):
        return []
    if draft.carried_updated:  # only ever the first edition
        return history.carried(draft, now, draft.carried_from, {})
    before = (
        ReviewEdition.objects.begun(by=now).filter(page=draft.page).order_by("live_from").last()
    )
    earlier = history.latest(before, at=now, read_at=now)[1] if before else []
    note = draft.change_note or (NOTE_TO_COME if before else draft.first_note)
    is_usual = draft.change_weight == Edition.Weight.SUBSTANTIVE
    weight = "" if is_usual else draft.get_change_weight_display()
    facts = {"is_return": withdrawal is not None, "language": draft.language}
    found = [history.HistoryEntry(PartialDate.of(now), now, note, weight, **facts), *earlier]
    return found[: history.LATEST] + found[history.LATEST :][-1:]
