"""Reporting the progress of an action plan on one screen: the next edition, written and submitted at once."""

from datetime import datetime
from functools import cached_property

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from reviews import workflow
from reviews.admin.links import edition_address
from reviews.admin.names import page_name
from reviews.admin.pages.page_action import PageAction
from reviews.admin.pages.progress_form import (
    OVERTAKEN,
    ProgressForm,
    proposed_note,
    version_of,
)
from reviews.admin.verbs import VerbView
from reviews.editions.approval import Stage, approval_status
from reviews.editions.digest import edition_content
from reviews.editions.plan_progress import PlanProgress, plan_progress
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.lib.exceptions import Refused
from reviews.models import Action, ActionPlan, Edition, Page, ReviewEdition, User

NO_PLAN = "This page has no actions to report on. Press Edit to write its action plan."
SCHEDULED = "Edition {number} is scheduled to go live. Take back its schedule on the page’s own screen first."
WITHDRAWN = "This page is withdrawn: readers would not see the report."
WAITING = {Stage.SUBMITTED, Stage.APPROVED}


def progress_address(page: Page) -> str:
    return reverse("admin:reviews_review_progress", args=[page.pk])


class ReportProgress(PageAction, VerbView):
    """What is reported goes into the draft that there is, else into a new edition that is submitted."""

    right = "change_edition"
    form_class = ProgressForm
    template_name = "admin/reviews/progress.html"

    def get_object(self) -> Page:
        page = super().get_object()
        self.latest = latest_edition(page)
        if page.kind != Page.Kind.REVIEW or self.latest is None:
            raise Http404
        return page

    def get_title(self) -> str:
        return f"Report progress on the action plan: {page_name(self.object)}"

    @cached_property
    def progress(self) -> PlanProgress:
        return plan_progress(self.latest.actions.all(), at=clock.now())

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"edition": self.latest, "progress": self.progress}

    def verb(self, page: Page, *, by: User, **report) -> Edition:
        return report_progress(page, by=by, **report)

    def get_success_url(self) -> str:
        return edition_address(self.result, "submit") if self._adds else super().get_success_url()

    def get_success_message(self) -> str:
        if self._adds:
            return f"Saved in the draft, edition {self.result.number}. Submit it when it is ready."
        return (
            f"Edition {self.result.number} is submitted: somebody else has to approve it. Its "
            f"change note: “{self.result.change_note}”"
        )

    @property
    def _adds(self) -> bool:
        """To a draft that was there before."""
        return self.latest.is_draft

    def get_context_data(self, **kwargs) -> dict:
        draft = self.latest if self._adds else None
        status = approval_status(edition_content(draft)) if draft else None
        around = {
            "progress": self.progress,
            "obstacle": obstacle(self.latest, at=clock.now()),
            "draft": draft,
            "draft_address": edition_address(draft) if draft else "",
            "is_waiting": bool(status and status.stage in WAITING),
        }
        return super().get_context_data(**around, **kwargs)


def latest_edition(page: Page) -> ReviewEdition | None:
    found = ReviewEdition.objects.filter(page=page).select_related("edited_by", "page__board")
    return found.order_by("number").last()


def obstacle(latest: ReviewEdition, *, at: datetime) -> str:
    """Why nothing can be reported on the plan of a page with this latest edition; empty if it can."""
    if not any(action.is_counted for action in latest.actions.all()):
        return NO_PLAN
    if latest.is_scheduled(at=at):
        return SCHEDULED.format(number=latest.number)
    return WITHDRAWN if latest.has_ended(at=at) else ""


@transaction.atomic
def report_progress(
    page: Page,
    *,
    by: User,
    seen: str,
    reported: dict[int, dict],
    reported_on: PartialDate | None,
    note: str,
) -> Edition:
    """Write the report into a draft, and submit it unless there was one before. All of it, or nothing."""
    page = Page.objects.select_for_update().get(pk=page.pk)
    latest = latest_edition(page)
    if latest is None or version_of(latest) != seen:
        raise Refused(OVERTAKEN)
    if reason := obstacle(latest, at=clock.now()):
        raise Refused(reason)
    draft = workflow.open_edition(page, by=by)
    before = edition_content(draft)
    _write(draft, reported, reported_on)
    progress = plan_progress(draft.actions.all(), at=clock.now())
    draft.change_note = _with_note(draft.change_note, note or proposed_note(progress))
    draft.edited_by, draft.draft_version = by, draft.draft_version + 1
    draft.save()
    workflow.record_draft_saved(draft, by=by, before=before)
    if not latest.is_draft:
        workflow.submit(draft, by=by, note=draft.change_note)
    return draft


def _write(draft: Edition, reported: dict[int, dict], on: PartialDate | None) -> None:
    actions = list(Action.objects.filter(edition=draft))
    for number, values in reported.items():
        for name, value in values.items():
            setattr(actions[number], name, value)
    names = {name for values in reported.values() for name in values}
    Action.objects.bulk_update(actions, sorted(names))
    ActionPlan.objects.update_or_create(edition=draft, defaults={"reported_on": on})


def _with_note(stored: str, note: str) -> str:
    """Added to the note of a draft on which somebody else works."""
    return note if not stored.strip() else stored if note in stored else f"{stored}\n{note}"
