"""The steps of an edition: origin, submit, approve or return, publish, carry over, override, discard."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.formats import date_format

from reviews import workflow
from reviews.admin.editions.step_forms import (
    ApproveForm,
    CarryOverForm,
    OriginForm,
    OverrideForm,
    PublishForm,
    ReturnForm,
    StepForm,
    SubmitForm,
)
from reviews.admin.links import edition_address, page_address, with_addresses
from reviews.admin.names import edition_name, page_name
from reviews.admin.verbs import act, is_accepted, report_removals, require
from reviews.editions.approval import approval_status
from reviews.editions.blockers import blockers, hold_blockers
from reviews.editions.comparison import between
from reviews.editions.digest import EditionContent, edition_content, edition_contents
from reviews.lib import clock
from reviews.models import Edition


@dataclass(frozen=True)
class Step:
    """A form at an address of its own, and the verb that its button calls."""

    title: str
    form: type
    verb: Callable
    right: str
    message: Callable[[Edition], str]
    after: Callable[[Edition], str] = lambda edition: page_address(edition.page)


def _live(edition: Edition) -> str:
    if edition.is_scheduled(at=clock.now()):
        moment = date_format(edition.live_from.astimezone(), "DATETIME_FORMAT")
        return f"Edition {edition.number} is scheduled: it goes live on {moment}."
    return f"Edition {edition.number} is live."


def _approved(edition: Edition) -> str:
    if edition.is_draft:
        return f"Edition {edition.number} is approved: it can be published as it is now."
    return f"You have given edition {edition.number} its second signature."


STEPS = {
    "origin": Step(
        "State the origin of",
        OriginForm,
        workflow.state_origin,
        "change_edition",
        lambda edition: "The earlier website and its dates are noted.",
        lambda edition: edition_address(edition, "submit"),
    ),
    "submit": Step(
        "Submit",
        SubmitForm,
        workflow.submit,
        "change_edition",
        lambda edition: f"Edition {edition.number} is submitted: somebody else has to approve it.",
    ),
    "approve": Step("Approve", ApproveForm, workflow.approve, "approve_edition", _approved),
    "return": Step(
        "Return",
        ReturnForm,
        workflow.return_,
        "approve_edition",
        lambda edition: f"Edition {edition.number} is returned with your remarks.",
    ),
    "publish": Step("Publish", PublishForm, workflow.publish, "publish_edition", _live),
    "carry_over": Step("Carry over", CarryOverForm, workflow.carry_over, "publish_edition", _live),
    "override": Step(
        "Publish without a second person:",
        OverrideForm,
        workflow.override,
        "publish_edition",
        _live,
    ),
    "discard": Step(
        "Discard the draft of",
        StepForm,
        workflow.discard,
        "change_edition",
        lambda edition: f"The draft, edition {edition.number}, is discarded.",
    ),
}
OF_ANY_EDITION = {"approve"}  # also the second signature for one that is live already
OPEN_TO_READERS = {"approve", "publish", "carry_over"}  # they show the approval of the edition


class Steps:
    """An address for each step of an edition's admin: GET asks, POST acts."""

    def step_urls(self, name: str) -> list:
        view = self.admin_site.admin_view
        return [
            path(
                f"<int:pk>/{step.replace('_', '-')}/",
                view(self.step),
                {"step": step},
                name=f"{name}_{step}",
            )
            for step in STEPS
        ]

    def step(self, request, pk: int, step: str):
        edition = self.readable(request, pk)
        kind = STEPS[step]
        if request.method == "POST" or step not in OPEN_TO_READERS:
            require(request, kind.right)
        content = edition_content(edition)
        if not content.row.is_draft and step not in OF_ANY_EDITION:
            return self._too_late(request, content)
        form = kind.form(request.POST if request.method == "POST" else None, content=content)
        if request.method == "POST" and is_accepted(request, form):
            if act(request, kind.verb, edition, **form.cleaned_data):
                report_removals(request, form)
                return self._done(request, edition, kind)
            content = edition_contents([edition]).get(pk)  # what the verb refused
        if content is None:
            return redirect(page_address(edition.page))
        return self._ask(request, content, step, form)

    def _done(self, request, edition: Edition, kind: Step):
        now = Edition.objects.select_related("page").filter(pk=edition.pk).first() or edition
        messages.success(request, kind.message(now))
        return redirect(kind.after(now))

    def _too_late(self, request, content: EditionContent):
        for blocker in blockers(content, now=clock.now()):
            messages.error(request, blocker.text)
        return redirect(page_address(content.row.page))

    def _ask(self, request, content: EditionContent, step: str, form):
        kind, edition = STEPS[step], content.row
        context = SHOWS.get(step, _status_and_blockers)(content)
        form_address = edition_address(edition)
        can_change = self.has_change_permission(request, edition)
        context |= self.admin_site.each_context(request) | {
            "blockers": with_addresses(context["blockers"], form_address if can_change else None),
            "title": f"{kind.title} {edition_name(edition)} – edition {edition.number}",
            "edition": edition,
            "name": page_name(edition.page),
            "form": form,
            "opts": edition.page._meta,
            "may": request.user.has_perm(f"reviews.{kind.right}"),
            "is_first": not edition.page.editions.exclude(live_from=None).exists(),
            "page_url": page_address(edition.page),
            "addresses": {
                name: edition_address(edition, name) for name in ("change", "preview", *STEPS)
            },
        }
        return TemplateResponse(request, f"admin/reviews/{step}.html", context)


def _status_and_blockers(content: EditionContent) -> dict:
    """How far the approval is, and what is to be done before publication."""
    return {
        "approval_status": approval_status(content),
        "blockers": blockers(content, now=clock.now()) if content.row.is_draft else [],
    }


def _override_context(content: EditionContent) -> dict:
    context = _status_and_blockers(content)
    return context | {"blockers": [*context["blockers"], *hold_blockers(content.row.page)]}


def _going_live_context(content: EditionContent) -> dict:
    context = _override_context(content)
    return context | {"blockers": [*context["blockers"], *context["approval_status"].blockers]}


def _approval_context(content: EditionContent) -> dict:
    """What its approver looks at: how it differs from the edition before it, and its files."""
    edition = content.row
    older = edition.page.editions.filter(number__lt=edition.number)
    before = older.exclude(live_from=None).last()
    differences, files = between(edition_content(before) if before else None, content)
    shown = {"before": before, "differences": differences, "files": files}
    return _status_and_blockers(content) | shown


SHOWS = {
    "approve": _approval_context,
    "publish": _going_live_context,
    "carry_over": _going_live_context,
    "override": _override_context,
}
