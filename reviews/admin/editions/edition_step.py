"""What all steps of an edition have in common."""

from django.contrib import messages
from django.shortcuts import redirect

from reviews import workflow
from reviews.admin.editions.step_forms import StepForm
from reviews.admin.links import edition_address, page_address, with_addresses
from reviews.admin.names import edition_name, page_name
from reviews.admin.verbs import VerbView
from reviews.compliance.publishing import publishing_blockers, publishing_warnings
from reviews.editions.approval import approval_status
from reviews.editions.blockers import Blocker
from reviews.editions.digest import edition_content, edition_contents
from reviews.editions.protected_names import search_page
from reviews.lib import clock
from reviews.models import Edition, Withdrawal


class EditionStep(VerbView):
    """A step of an edition that ``model_admin`` shows to the person. ``step`` names address and template,
    and ``steps`` are all of them."""

    model_admin = None
    step = ""
    steps = ()
    form_class = StepForm
    words = ""
    of_any_edition = False
    is_open_to_readers = False

    def authorise(self) -> None:
        if self.request.method == "POST" or not self.is_open_to_readers:
            super().authorise()

    def get_object(self) -> Edition:
        edition = self.model_admin.readable(self.request, self.kwargs["pk"])
        self.content = edition_content(edition)
        return edition

    def too_late(self):
        if self.object.is_draft or self.of_any_edition:
            return None
        for blocker in publishing_blockers(self.content, now=clock.now()):
            messages.error(self.request, blocker.text)
        return redirect(self.get_success_url())

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"content": self.content}

    def post(self, request, *args, **kwargs):
        """Files are first looked through by the checks of today, and for names: no verb may wait for that."""
        if not getattr(request, "refused", ()):  # else it is only shown again, in a transaction
            workflow.recheck_edition(self.object)
            search_page(self.object.page)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form):
        """What is shown now is the edition as it is now; back to the page if it was discarded."""
        found = edition_contents([self.object])
        if self.object.pk not in found:
            return redirect(self.get_success_url())
        self.content = found[self.object.pk]
        return super().form_invalid(form)

    def get_success_url(self) -> str:
        return page_address(self.object.page)

    def get_title(self) -> str:
        edition = self.content.row
        return f"{self.words} {edition_name(edition)} – edition {edition.number}"

    def get_template_names(self) -> list[str]:
        return [f"admin/reviews/{self.step}.html"]

    def get_blockers(self) -> list[Blocker]:
        """What is to be done before publication."""
        is_draft = self.content.row.is_draft
        return publishing_blockers(self.content, now=clock.now()) if is_draft else []

    def get_context_data(self, **kwargs) -> dict:
        edition, request = self.content.row, self.request
        can_change = self.model_admin.has_change_permission(request, edition)
        form_address = edition_address(edition) if can_change else None
        self.approval_status = approval_status(self.content)
        self.withdrawal = Withdrawal.objects.in_force(edition.page, at=clock.now())
        around = {
            "approval_status": self.approval_status,
            "blockers": with_addresses(self.get_blockers(), form_address, edition),
            "warnings": publishing_warnings(self.content, now=clock.now()),
            "withdrawal": self.withdrawal,
            "edition": edition,
            "name": page_name(edition.page),
            "opts": edition.page._meta,
            "may": request.user.has_perm(f"reviews.{self.right}"),
            "is_first": not edition.page.editions.exclude(live_from=None).exists(),
            "page_url": page_address(edition.page),
            "addresses": {
                name: edition_address(edition, name) for name in ("change", "preview", *self.steps)
            },
        }
        return super().get_context_data(**around, **kwargs)
