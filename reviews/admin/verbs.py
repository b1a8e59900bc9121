"""How a button becomes a verb, and a refusal a message."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError
from django.db.models import Model
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.views.generic import FormView
from psycopg import errors

from reviews.admin.links import edition_address, fragment, step_address
from reviews.editions.blockers import Blocker
from reviews.lib.exceptions import Refused
from reviews.lib.form_renderer import removals
from reviews.models import Edition

BUSY = (
    "Somebody else is saving here, and it took too long to wait for them. Nothing was saved. What you "
    "entered is still below: try again in a minute."
)
NOT_SAVED = (
    "Nothing was saved, because it contradicts what somebody else saved at the same moment. What you "
    "entered is still below: save again."
)


REFUSALS = (Refused, IntegrityError, OperationalError)
WAITED_TOO_LONG = (errors.LockNotAvailable, errors.QueryCanceled, errors.DeadlockDetected)


def require(request: HttpRequest, permission: str, *, whole_site: bool = False) -> None:
    """Raises PermissionDenied for those who may not, or not for the whole site."""
    user = request.user
    if not user.has_perm(f"reviews.{permission}") or (whole_site and not user.all_boards):
        raise PermissionDenied


def act(request: HttpRequest, verb: Callable, subject: Model, **facts) -> object | None:
    """Call ``verb`` for the person who pressed its button.

    When it is refused, the answer is None and each reason becomes a message for that person.
    """
    try:
        return verb(subject, by=request.user, **facts) or True
    except REFUSALS as refusal:
        for reason in getattr(refusal, "blockers", sentences(refusal)):
            messages.error(request, _linked(reason, subject, facts))
        return None


def is_accepted(request: HttpRequest, form: BaseForm) -> bool:
    """Whether a form is valid and was sent now; see reviews/admin/kept_work/restoring.py."""
    is_valid = form.is_valid()
    for reason in getattr(request, "refused", ()):
        form.add_error(None, reason)
        is_valid = False
    return is_valid


def report_removals(request: HttpRequest, *forms: BaseForm) -> None:
    """Say what was taken out of the texts that were typed, once they are saved."""
    for form in forms:
        for sentence in removals(form):
            messages.warning(request, sentence)


def sentences(refusal: Refused | IntegrityError | OperationalError) -> tuple[str, ...]:
    """The reasons of a verb, the sentence of one of our triggers, or ours for a constraint or a lock.

    Raises ``refusal`` itself if the database failed in another way than by waiting too long.
    """
    if isinstance(refusal, Refused):
        return tuple(refusal.reasons)
    if isinstance(refusal, OperationalError):
        if isinstance(refusal.__cause__, WAITED_TOO_LONG):
            return (BUSY,)
        raise refusal
    diagnosis = getattr(refusal.__cause__, "diag", None)
    is_ours = diagnosis is not None and diagnosis.sqlstate == "23000"
    return (diagnosis.message_primary if is_ours else NOT_SAVED,)


def _linked(reason: str | Blocker, subject: Model, facts: dict) -> str:
    """The reason, as a link to the field that it concerns: of the form just sent, else of the edition's."""
    anchor = getattr(reason, "anchor", "")
    if getattr(reason, "step", "") and isinstance(subject, Edition):
        return format_html('<a href="{}">{}</a>', step_address(subject, reason.step), reason)
    if not anchor or not (anchor in facts or isinstance(subject, Edition)):
        return str(reason)
    form = "" if anchor in facts else edition_address(subject)
    return format_html('<a href="{}">{}</a>', form + fragment(anchor), reason)


class VerbView(FormView):
    """A form at an address of its own, and the verb that its button calls: GET asks, POST acts.

    The verb is called with the object, ``by`` the person, and the form's cleaned data; what it
    returns is ``result``. When it is refused, the form is shown again.
    """

    http_method_names = ["get", "head", "post"]
    verb: Callable
    right: str
    whole_site = False
    success_message = ""
    result = None

    def get_object(self) -> Model:
        """The row that the verb is about, if the person works on it. Raises Http404."""
        raise NotImplementedError

    def get_title(self) -> str:
        raise NotImplementedError

    def get_success_message(self) -> str:
        return self.success_message

    def authorise(self) -> None:
        """Raises PermissionDenied."""
        require(self.request, self.right, whole_site=self.whole_site)

    def too_late(self) -> HttpResponse | None:
        """The answer when there is nothing left for the verb to do; None while there is."""
        return None

    def dispatch(self, request, *args, **kwargs):
        if request.method.lower() in self.http_method_names:
            self.authorise()
            self.object = self.get_object()
            if answer := self.too_late():
                return answer
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        return self.form_valid(form) if is_accepted(request, form) else self.form_invalid(form)

    def form_valid(self, form):
        self.result = act(self.request, self.verb, self.object, **form.cleaned_data)
        if self.result is None:
            return self.form_invalid(form)
        report_removals(self.request, form)
        if message := self.get_success_message():
            messages.success(self.request, message)
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs) -> dict:
        around = admin.site.each_context(self.request) | {"title": self.get_title()}
        return around | super().get_context_data(**kwargs)


class ButtonView(VerbView):
    """A verb that needs no form: its button is on another page, to which its refusal leads too."""

    http_method_names = ["post"]
    form_class = Form

    def form_invalid(self, form):
        return redirect(self.get_success_url())
