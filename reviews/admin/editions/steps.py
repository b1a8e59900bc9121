"""The steps of an edition: origin, submit, take back, approve or return, going live, discard."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.formats import date_format

from reviews import workflow
from reviews.admin.editions.edition_step import EditionStep
from reviews.admin.editions.step_forms import (
    ApproveForm,
    CarryOverForm,
    OriginForm,
    OverrideForm,
    PublishForm,
    ReturnForm,
    SubmitForm,
)
from reviews.admin.findings import looked_through
from reviews.admin.links import edition_address
from reviews.editions.blockers import Blocker, hold_blockers
from reviews.editions.comparison import between, grouped
from reviews.editions.digest import edition_content
from reviews.editions.protected_names import search_page
from reviews.editions.returning import blockers_to_returning, withdrawal_blockers
from reviews.editions.signing import signing_blockers, take_back_blockers
from reviews.lib import clock
from reviews.models import Approval, Attachment, Edition, User, Withdrawal


def step_urls(model_admin) -> list:
    """An address for each step of the editions of ``model_admin``."""
    name = f"reviews_{model_admin.opts.model_name}"
    return [
        path(
            f"<int:pk>/{step.replace('_', '-')}/",
            model_admin.admin_site.admin_view(
                view.as_view(model_admin=model_admin, step=step, steps=tuple(STEPS))
            ),
            name=f"{name}_{step}",
        )
        for step, view in STEPS.items()
    ]


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
    form_class = SubmitForm

    def verb(self, edition: Edition, *, by: User, **typed) -> Approval:
        """Title and board are known now, and are what others sign: files state them, and are searched as such."""
        workflow.label_documents(edition, by=by)
        search_page(edition.page)
        return workflow.submit(edition, by=by, **typed)

    def form_invalid(self, form):
        """If it is refused, what it has written into files is no change by somebody else."""
        answer = super().form_invalid(form)
        form.has_seen(self.content)
        return answer

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
        checked = looked_through(self.content.parts.get(Attachment, []))
        shown |= {"refusals": self._refusals(), "checked": checked}
        return super().get_context_data(**shown, **kwargs)

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
