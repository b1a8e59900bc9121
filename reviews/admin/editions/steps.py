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
from reviews.admin.links import edition_address, page_address
from reviews.admin.names import edition_name, page_name
from reviews.admin.verbs import act, require
from reviews.editions.approval import approval_status
from reviews.editions.blockers import blockers, hold_blockers
from reviews.editions.comparison import between
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


def _signed(edition: Edition) -> str:
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
    "approve": Step("Approve", ApproveForm, workflow.approve, "approve_edition", _signed),
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
OPEN_TO_READERS = {"approve", "publish", "carry_over"}  # they show how the edition stands


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
        if not edition.is_draft and step not in OF_ANY_EDITION:
            return self._too_late(request, edition)
        form = kind.form(request.POST if request.method == "POST" else None, edition=edition)
        if form.is_valid() and act(request, kind.verb, edition, **form.cleaned_data):
            return self._done(request, edition, kind)
        if not Edition.objects.filter(pk=pk).exists():
            return redirect(page_address(edition.page))
        return self._ask(request, edition, step, form)

    def _done(self, request, edition: Edition, kind: Step):
        now = Edition.objects.select_related("page").filter(pk=edition.pk).first() or edition
        messages.success(request, kind.message(now))
        return redirect(kind.after(now))

    def _too_late(self, request, edition: Edition):
        for reason in blockers(edition, now=clock.now()):
            messages.error(request, reason)
        return redirect(page_address(edition.page))

    def _ask(self, request, edition: Edition, step: str, form):
        kind = STEPS[step]
        context = self.admin_site.each_context(request) | {
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
        template = f"admin/reviews/{step}.html"
        return TemplateResponse(
            request, template, context | SHOWS.get(step, _status_and_blockers)(edition)
        )


def _status_and_blockers(edition: Edition) -> dict:
    """How it stands, and what stands against it."""
    status = approval_status(edition)
    blockers_to_erasing = blockers(edition, now=clock.now()) if edition.is_draft else []
    return {"approval_status": status, "blockers": blockers_to_erasing}


def _override_context(edition: Edition) -> dict:
    context = _status_and_blockers(edition)
    return context | {"blockers": [*context["blockers"], *hold_blockers(edition.page)]}


def _going_live_context(edition: Edition) -> dict:
    context = _override_context(edition)
    return context | {"blockers": [*context["blockers"], *context["approval_status"].reasons]}


def _changes(edition: Edition) -> dict:
    """What its approver looks at: how it differs from the edition before it, and its files."""
    before = edition.page.editions.filter(number__lt=edition.number).exclude(live_from=None).last()
    fields, files = between(before and before.as_kind, edition.as_kind)
    return _status_and_blockers(edition) | {"before": before, "differences": fields, "files": files}


SHOWS = {
    "approve": _changes,
    "publish": _going_live_context,
    "carry_over": _going_live_context,
    "override": _override_context,
}
