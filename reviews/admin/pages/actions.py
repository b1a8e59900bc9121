"""The actions on a page, each with its address: ``ACTIONS``."""

from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from reviews import workflow
from reviews.admin.links import edition_address, page_address
from reviews.admin.names import page_name
from reviews.admin.pages.forms import CorrectNoticeForm, HoldForm, WithdrawForm
from reviews.admin.pages.page_action import PageAction, ReasonChosen
from reviews.admin.pages.progress import ReportProgress
from reviews.admin.verbs import ButtonView, VerbView
from reviews.compliance import availability
from reviews.compliance.minimum_terms import minimum_term_ends
from reviews.editions.discarding import blockers_to_discarding
from reviews.editions.warnings import public_elsewhere
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import (
    Attachment,
    Edition,
    FormerAddress,
    Hold,
    Page,
    Release,
    Review,
    User,
    Withdrawal,
)


def action_urls(model_admin) -> list:
    """An address for each action on the pages of ``model_admin``."""
    name = f"reviews_{model_admin.opts.model_name}"
    return [
        path(
            f"<int:pk>/{route}",
            model_admin.admin_site.admin_view(view.as_view(model_admin=model_admin)),
            name=f"{name}_{action}",
        )
        for action, route, view in ACTIONS
        if action not in OF_REVIEWS or model_admin.model is Review
    ]


class Edit(PageAction, ButtonView):
    """Opens the next edition, or the one in work, and leads to its form."""

    right = "change_edition"
    verb = staticmethod(workflow.open_edition)

    def get_success_url(self) -> str:
        return edition_address(self.result) if self.result else super().get_success_url()


class Unschedule(PageAction, ButtonView):
    right = "publish_edition"

    def verb(self, page: Page, *, by: User) -> Edition:
        waiting = Edition.objects.scheduled(at=clock.now()).filter(page=page).first()
        if waiting is None:
            raise Refused("No edition of this page is waiting to go live.")
        return workflow.unschedule(waiting, by=by)

    def get_success_message(self) -> str:
        return f"Edition {self.result.number} is a draft again and will not go live."


class PutOnHold(ReasonChosen, PageAction, VerbView):
    right = "publish_edition"
    verb = staticmethod(workflow.hold)
    form_class = HoldForm
    template_name = "admin/reviews/hold.html"
    success_message = "On hold: nothing of this page goes live until it is released."

    def get_title(self) -> str:
        return f"Put {page_name(self.object)} on hold"


class ReleaseHold(PageAction, ButtonView):
    right = "publish_edition"

    def get_object(self) -> Page:
        page = super().get_object()
        self.hold = get_object_or_404(Hold, page=page, pk=self.kwargs["hold"])
        return page

    def verb(self, page: Page, *, by: User) -> Release:
        return workflow.release(self.hold, by=by)

    def get_success_message(self) -> str:
        return f"Released ({self.hold.get_reason_display()}). Nothing goes live by itself."


class Withdraw(ReasonChosen, PageAction, VerbView):
    right = "withdraw_edition"
    verb = staticmethod(workflow.withdraw)
    form_class = WithdrawForm
    template_name = "admin/reviews/withdraw.html"
    success_message = "The page is withdrawn: its address now shows your note."

    def get_title(self) -> str:
        return f"Withdraw {page_name(self.object)}"

    def get_context_data(self, **kwargs) -> dict:
        page, now = self.object, clock.now()
        shown = Attachment.objects.filter(edition__in=page.editions.public(at=now))
        facts = {
            "rule": availability.of_page(page, at=now).rule,
            "term_ends": minimum_term_ends(page, at=now),
            "elsewhere": public_elsewhere(shown.values("document"), page, now=now),
        }
        return super().get_context_data(**facts | kwargs)

    def render_to_response(self, context, **kwargs):
        """Back to the page if it is not public, with a message unless the verb has given its own."""
        if self.object.editions.public(at=clock.now()).exists():
            return super().render_to_response(context, **kwargs)
        if not context["form"].is_valid():
            messages.error(self.request, "This page is not public: there is nothing to withdraw.")
        return redirect(self.get_success_url())


class AddressAction(PageAction, ButtonView):
    """A button beside a former address of the page."""

    def get_object(self) -> FormerAddress:
        rows = FormerAddress.objects.filter(page=super().get_object())
        return get_object_or_404(rows.select_related("page"), pk=self.kwargs["former"])

    def get_success_url(self) -> str:
        return page_address(self.object.page)

    def get_success_message(self) -> str:
        return self.success_message.format(address=self.object, page=self.object.page)


class AgreeAddress(AddressAction):
    right = "approve_edition"
    verb = staticmethod(workflow.agree_address)
    success_message = "{address} leads to {page} from now on, as long as that is public."


class EndAddress(AddressAction):
    right = "change_page"
    verb = staticmethod(workflow.end_address)
    success_message = (
        "{address} leads here no more: it answers “page not found”, and another page may have it."
    )


class CorrectNotice(PageAction, VerbView):
    """Puts another note in the place of the one that readers find; the earlier ones stay on record."""

    right = "withdraw_edition"
    verb = staticmethod(workflow.correct_notice)
    form_class = CorrectNoticeForm
    template_name = "admin/reviews/correct_notice.html"
    success_message = "The notice is corrected: its address now shows this one."

    def get_object(self) -> Page:
        page = super().get_object()
        self.withdrawal = Withdrawal.objects.in_force(page, at=clock.now())
        return page

    def too_late(self):
        if self.withdrawal:
            return None
        messages.error(self.request, "This page is not withdrawn: there is no notice to correct.")
        return redirect(self.get_success_url())

    def get_initial(self) -> dict:
        return {"note": self.withdrawal.note_now}

    def get_title(self) -> str:
        return f"Correct the notice of {page_name(self.object)}"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(withdrawal=self.withdrawal, **kwargs)


class DiscardPage(PageAction, VerbView):
    """Throws away a page that was made by mistake and never was public."""

    right = "change_page"
    verb = staticmethod(workflow.discard_page)
    form_class = Form
    template_name = "admin/reviews/discard_page.html"

    def get_title(self) -> str:
        return f"Discard {page_name(self.object)}"

    def get_success_message(self) -> str:
        return f"The page is discarded. Its address, {self.object}, is free again."

    def get_success_url(self) -> str:
        if self.result is None:
            return super().get_success_url()
        return reverse(admin_urlname(self.model_admin.opts, "changelist"))

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(reasons=blockers_to_discarding(self.object), **kwargs)


ACTIONS = [
    ("agree_address", "addresses/<int:former>/agree/", AgreeAddress),
    ("end_address", "addresses/<int:former>/end/", EndAddress),
    ("edit", "edit/", Edit),
    ("unschedule", "unschedule/", Unschedule),
    ("hold", "hold/", PutOnHold),
    ("release", "release/<int:hold>/", ReleaseHold),
    ("withdraw", "withdraw/", Withdraw),
    ("progress", "progress/", ReportProgress),
    ("correct_notice", "correct-notice/", CorrectNotice),
    ("discard", "discard/", DiscardPage),
]
OF_REVIEWS = {"progress"}
