"""The steps of an edition: origin, submit, take back, approve or return, going live, discard."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
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
from reviews.admin.findings import looked_through
from reviews.admin.links import edition_address, page_address, with_addresses
from reviews.admin.names import edition_name, page_name
from reviews.admin.verbs import VerbView
from reviews.compliance.publishing import publishing_blockers
from reviews.editions.approval import approval_status
from reviews.editions.blockers import Blocker, hold_blockers
from reviews.editions.comparison import between, grouped
from reviews.editions.digest import edition_content, edition_contents
from reviews.editions.protected_names import search_page
from reviews.editions.returning import blockers_to_returning, withdrawal_blockers
from reviews.editions.signing import signing_blockers, take_back_blockers
from reviews.editions.warnings import warnings
from reviews.lib import clock
from reviews.models import Attachment, Edition, Withdrawal


def step_urls(model_admin) -> list:
    """An address for each step of the editions of ``model_admin``."""
    name = f"reviews_{model_admin.opts.model_name}"
    return [
        path(
            f"<int:pk>/{step.replace('_', '-')}/",
            model_admin.admin_site.admin_view(view.as_view(model_admin=model_admin, step=step)),
            name=f"{name}_{step}",
        )
        for step, view in STEPS.items()
    ]


class EditionStep(VerbView):
    """A step of an edition that ``model_admin`` shows to the person. ``step`` names address and template."""

    model_admin = None
    step = ""
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
            "warnings": warnings(self.content, now=clock.now()) if edition.is_draft else [],
            "withdrawal": self.withdrawal,
            "edition": edition,
            "name": page_name(edition.page),
            "opts": edition.page._meta,
            "may": request.user.has_perm(f"reviews.{self.right}"),
            "is_first": not edition.page.editions.exclude(live_from=None).exists(),
            "page_url": page_address(edition.page),
            "addresses": {
                name: edition_address(edition, name) for name in ("change", "preview", *STEPS)
            },
        }
        return super().get_context_data(**around, **kwargs)


class Origin(EditionStep):
    words = "State the origin of"
    right = "change_edition"
    verb = staticmethod(workflow.state_origin)
    form_class = OriginForm
    success_message = "The earlier website and its dates are noted."

    def get_success_url(self) -> str:
        return edition_address(self.object, "submit") if self.result else super().get_success_url()


class Submit(EditionStep):
    words = "Submit"
    right = "change_edition"
    verb = staticmethod(workflow.submit)
    form_class = SubmitForm

    def get_success_message(self) -> str:
        return f"Edition {self.object.number} is submitted: somebody else has to approve it."


# It frames the preview of a first edition.
@method_decorator(csp_update({"frame-src": [SELF]}), name="dispatch")
class Approve(EditionStep):
    """Also the second signature for an edition that is live already."""

    words = "Approve"
    right = "approve_edition"
    verb = staticmethod(workflow.approve)
    form_class = ApproveForm
    of_any_edition = True
    is_open_to_readers = True  # it shows the approval of the edition

    def get_success_message(self) -> str:
        number = self.object.number
        if self.object.is_draft:
            is_withdrawn = Withdrawal.objects.in_force(self.object.page, at=clock.now())
            way = "brought back" if is_withdrawn else "published"
            return f"Edition {number} is approved: it can be {way} as it is now."
        return f"You have given edition {number} its second signature."

    def get_context_data(self, **kwargs) -> dict:
        """What its approver looks at: how it differs from the edition before it, and its files."""
        edition = self.content.row
        older = edition.page.editions.filter(number__lt=edition.number)
        before = older.exclude(live_from=None).last()
        differences, files = between(edition_content(before) if before else None, self.content)
        shown = {"differences": grouped(differences, is_first=before is None)}
        shown |= {"before": before, "files": files}
        shown |= {"refusals": self._refusals(), "checked": self._checked()}
        return super().get_context_data(**shown, **kwargs)

    def _checked(self) -> list[tuple]:
        """Each document of the edition, with what was found in it and what cleaning took out."""
        rows = [row for row in self.content.parts.get(Attachment, []) if row.document_id]
        shown = [row for row in rows if not row.document.erased_at]
        return looked_through(shown) if shown else []

    def _refusals(self) -> list:
        return signing_blockers([self.content], by=self.request.user)[self.object.pk]


class TakeBack(EditionStep):
    words = "Take back the submission of"
    right = "change_edition"
    verb = staticmethod(workflow.take_back)

    def get_success_message(self) -> str:
        return f"Edition {self.object.number} is a draft again: nobody can approve or publish it."

    def get_context_data(self, **kwargs) -> dict:
        refusals = take_back_blockers(self.content, by=self.request.user)
        return super().get_context_data(refusals=refusals, **kwargs)


class Return(EditionStep):
    words = "Return"
    right = "approve_edition"
    verb = staticmethod(workflow.return_)
    form_class = ReturnForm

    def get_success_message(self) -> str:
        return f"Edition {self.object.number} is returned with your remarks."


class GoingLive(EditionStep):
    """A step after which the edition is live, or will be."""

    right = "publish_edition"

    def get_blockers(self) -> list[Blocker]:
        return [*super().get_blockers(), *hold_blockers(self.content.row.page)]

    def get_success_message(self) -> str:
        edition = self.result
        if edition.is_scheduled(at=clock.now()):
            moment = date_format(edition.live_from.astimezone(), "DATETIME_FORMAT")
            return f"Edition {edition.number} is scheduled: it goes live on {moment}."
        return f"Edition {edition.number} is live."


class BringBack(GoingLive):
    """Puts a withdrawn page back."""

    words = "Bring back"
    verb = staticmethod(workflow.bring_back)
    is_open_to_readers = True  # it shows what is still missing

    def get_blockers(self) -> list[Blocker]:
        returning = blockers_to_returning(self.content.row, self.withdrawal)
        return [*super().get_blockers(), *self.approval_status.blockers, *returning]

    def get_success_message(self) -> str:
        return f"The page is public again, with edition {self.result.number}."


class OrdinaryWay(GoingLive):
    """It does not put a withdrawn page back."""

    def get_blockers(self) -> list[Blocker]:
        return [*super().get_blockers(), *withdrawal_blockers(self.withdrawal)]


class Publish(OrdinaryWay):
    words = "Publish"
    verb = staticmethod(workflow.publish)
    form_class = PublishForm
    is_open_to_readers = True  # it shows what is still missing

    def get_blockers(self) -> list[Blocker]:
        return [*super().get_blockers(), *self.approval_status.blockers]


class CarryOver(Publish):
    words = "Carry over"
    verb = staticmethod(workflow.carry_over)
    form_class = CarryOverForm


class Override(OrdinaryWay):
    words = "Publish without a second person:"
    verb = staticmethod(workflow.override)
    form_class = OverrideForm


class Discard(EditionStep):
    words = "Discard the draft of"
    right = "change_edition"
    verb = staticmethod(workflow.discard)

    def get_success_message(self) -> str:
        return f"The draft, edition {self.object.number}, is discarded."


STEPS = {
    "origin": Origin,
    "submit": Submit,
    "approve": Approve,
    "take_back": TakeBack,
    "return": Return,
    "publish": Publish,
    "carry_over": CarryOver,
    "override": Override,
    "bring_back": BringBack,
    "discard": Discard,
}
