"""The steps from a draft: publish, carry over, discard."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.formats import date_format

from reviews import workflow
from reviews.admin.acting import act, require
from reviews.admin.addresses import edition_address, page_address
from reviews.admin.naming import edition_name, page_name
from reviews.blockers import blockers
from reviews.forms import CarryOverForm, PublishForm
from reviews.models import Edition, clock


class Steps:
    """Three addresses of an edition's admin: GET asks, POST acts."""

    def step_urls(self, name: str) -> list:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/publish/", view(self.publish), name=f"{name}_publish"),
            path("<int:pk>/carry-over/", view(self.carry_over), name=f"{name}_carry_over"),
            path("<int:pk>/discard/", view(self.discard), name=f"{name}_discard"),
        ]

    def publish(self, request, pk: int):
        return self._go_live(request, pk, "publish", PublishForm, workflow.publish)

    def carry_over(self, request, pk: int):
        return self._go_live(request, pk, "carry_over", CarryOverForm, workflow.carry_over)

    def _go_live(self, request, pk: int, step: str, form_class, verb):
        edition = self.readable(request, pk)
        if request.method == "POST":
            require(request, "publish_edition")
        form = form_class(request.POST if request.method == "POST" else None, edition=edition)
        if not edition.is_draft:
            return self._too_late(request, edition)
        if form.is_valid() and (live := act(request, verb, edition, **form.cleaned_data)):
            messages.success(request, _told(live))
            return redirect(page_address(live.page))
        if not Edition.objects.drafts().filter(pk=pk).exists():
            return redirect(page_address(edition.page))
        return self._step(request, edition, step, form)

    def _too_late(self, request, edition: Edition):
        for reason in blockers(edition, now=clock.now()):
            messages.error(request, reason)
        return redirect(page_address(edition.page))

    def discard(self, request, pk: int):
        edition = self.readable(request, pk)
        require(request, f"change_{self.model._meta.model_name}")
        if not edition.is_draft:
            return self._too_late(request, edition)
        if request.method != "POST":
            return self._step(request, edition, "discard", None)
        if act(request, workflow.discard, edition):
            messages.success(request, f"The draft, edition {edition.number}, is discarded.")
        return redirect(page_address(edition.page))

    def _step(self, request, edition: Edition, step: str, form):
        context = self.admin_site.each_context(request) | {
            "title": f"{TITLES[step]} {edition_name(edition)} – edition {edition.number}",
            "edition": edition,
            "name": page_name(edition.page),
            "form": form,
            "opts": edition.page._meta,
            "blockers": blockers(edition, now=clock.now()),
            "is_first": not edition.page.editions.exclude(live_from=None).exists(),
            "room": page_address(edition.page),
            **{
                name: edition_address(edition, name) for name in ("change", "preview", "carry_over")
            },
        }
        return TemplateResponse(request, f"admin/reviews/{step}.html", context)


TITLES = {"publish": "Publish", "carry_over": "Carry over", "discard": "Discard the draft of"}


def _told(edition: Edition) -> str:
    if edition.is_scheduled(at=clock.now()):
        moment = date_format(edition.live_from.astimezone(), "DATETIME_FORMAT")
        return f"Edition {edition.number} is scheduled: it goes live on {moment}."
    return f"Edition {edition.number} is live."
