"""The acts on a page: edit, take back a schedule, hold, release, withdraw."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from reviews import workflow
from reviews.admin.links import edition_address, page_address
from reviews.admin.names import page_name
from reviews.admin.pages.forms import HoldForm, WithdrawForm
from reviews.admin.verbs import act, require
from reviews.compliance import availability
from reviews.compliance.availability import minimum_term_ends
from reviews.lib import clock
from reviews.models import Edition, Hold


class PageActions:
    """An address for each act of a page's admin; those that need no question are POST only."""

    def action_urls(self, name: str) -> list:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/edit/", view(self.edit), name=f"{name}_edit"),
            path("<int:pk>/unschedule/", view(self.unschedule), name=f"{name}_unschedule"),
            path("<int:pk>/hold/", view(self.hold), name=f"{name}_hold"),
            path("<int:pk>/release/<int:hold>/", view(self.release), name=f"{name}_release"),
            path("<int:pk>/withdraw/", view(self.withdraw), name=f"{name}_withdraw"),
        ]

    def own(self, request, pk: int, right: str):
        """The page, for somebody with the right who works for its board. Raises 403, 404."""
        page = get_object_or_404(self.get_queryset(request), pk=pk)
        require(request, right)
        return page

    @method_decorator(require_POST)
    def edit(self, request, pk: int):
        """Open the next edition, or the one in work, and go to its form."""
        page = self.own(request, pk, "change_edition")
        draft = act(request, workflow.open_edition, page)
        return redirect(edition_address(draft) if draft else page_address(page))

    @method_decorator(require_POST)
    def unschedule(self, request, pk: int):
        page = self.own(request, pk, "publish_edition")
        waiting = Edition.objects.scheduled(at=clock.now()).filter(page=page).first()
        if waiting is None:
            messages.error(request, "No edition of this page is waiting to go live.")
        elif act(request, workflow.unschedule, waiting):
            messages.success(
                request, f"Edition {waiting.number} is a draft again and will not go live."
            )
        return redirect(page_address(page))

    def hold(self, request, pk: int):
        page = self.own(request, pk, "publish_edition")
        form = HoldForm(request.POST if request.method == "POST" else None, label_suffix="")
        if form.is_valid() and act(request, workflow.hold, page, **form.cleaned_data):
            messages.success(
                request, "On hold: nothing of this page goes live until it is released."
            )
            return redirect(page_address(page))
        return self._ask(request, page, "hold", f"Put {page_name(page)} on hold", {"form": form})

    @method_decorator(require_POST)
    def release(self, request, pk: int, hold: int):
        page = self.own(request, pk, "publish_edition")
        held = get_object_or_404(Hold, page=page, pk=hold)
        if act(request, workflow.release, held):
            messages.success(
                request, f"Released ({held.get_reason_display()}). Nothing goes live by itself."
            )
        return redirect(page_address(page))

    def withdraw(self, request, pk: int):
        page = self.own(request, pk, "withdraw_edition")
        form = WithdrawForm(request.POST if request.method == "POST" else None, label_suffix="")
        if form.is_valid() and act(request, workflow.withdraw, page, **form.cleaned_data):
            messages.success(request, "The page is withdrawn: its address now shows your note.")
            return redirect(page_address(page))
        now = clock.now()
        if not page.editions.public(at=now).exists():
            if not form.is_valid():
                messages.error(request, "This page is not public: there is nothing to withdraw.")
            return redirect(page_address(page))
        context = {
            "form": form,
            "term_ends": minimum_term_ends(page, at=now),
            "rule": availability.of_page(page, at=now).rule,
        }
        return self._ask(request, page, "withdraw", f"Withdraw {page_name(page)}", context)

    def _ask(self, request, page, step: str, title: str, context: dict):
        around = self.admin_site.each_context(request) | {
            "title": title,
            "page": page,
            "name": page_name(page),
            "opts": self.model._meta,
            "page_url": page_address(page),
        }
        return TemplateResponse(request, f"admin/reviews/{step}.html", around | context)
