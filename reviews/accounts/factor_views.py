"""Setting up second factors: the list, an app, a passkey, recovery codes."""

from functools import partial

from django.conf import settings
from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from reviews.accounts import codes, forms, passkeys, session
from reviews.accounts.confirming import when_confirmed
from reviews.accounts.views import InAdmin
from reviews.lib.exceptions import Refused
from reviews.models import SecondFactor

APP_SECRET = "new_app"  # noqa: S105 – where a session keeps it
LAST = "This is your only second factor: add another before you remove it."
ADDED = "It is added. You will be asked for it after your password from now on."
Kind = SecondFactor.Kind
confirmed_at_list = partial(when_confirmed, back="admin:second_factors")


@never_cache
def second_factors(request):
    """What the person has, and ways to more."""
    context = admin.site.each_context(request) | {
        "title": "Your second factor",
        "factors": request.user.second_factors.all(),
        "codes_left": request.user.recovery_codes.filter(used_at=None).count(),
        "passkeys_possible": passkeys.possible(),
        "is_required": settings.SECOND_FACTOR_REQUIRED,
    }
    return TemplateResponse(request, "admin/accounts/second_factors.html", context)


@method_decorator([when_confirmed, never_cache], "dispatch")
class AddFactor(InAdmin, FormView):
    success_url = reverse_lazy("admin:second_factors")

    def make(self, **typed) -> SecondFactor:
        """Raises Refused."""
        raise NotImplementedError

    def form_valid(self, form):
        is_first = not self.request.user.second_factors.exists()
        try:
            self.make(**form.cleaned_data)
        except Refused as refusal:
            form.add_error("code" if "code" in form.fields else "name", str(refusal))
            return self.form_invalid(form)
        session.pass_second(self.request)
        messages.success(self.request, ADDED)
        return show_new_codes(self.request) if is_first else redirect(self.success_url)


class AddApp(AddFactor):
    title = "Add an authenticator app"
    form_class = forms.AppForm
    template_name = "admin/accounts/add_app.html"

    def get_context_data(self, **kwargs) -> dict:
        kept = self.request.session.setdefault(APP_SECRET, codes.new_secret())
        address = codes.app_address(self.request.user, kept)
        width, squares = codes.square_code(address)
        groups = " ".join(kept[start : start + 4] for start in range(0, len(kept), 4))
        return super().get_context_data(**kwargs) | {
            "width": width,
            "squares": squares,
            "secret": groups,
        }

    def make(self, *, name: str, code: str) -> SecondFactor:
        secret = self.request.session.get(APP_SECRET, "")
        step = codes.step_of(secret, code) if secret else None
        if step is None:
            raise Refused(
                "This is not the code that the app shows now. Scan the square code again and check that "
                "the telephone's clock is right."
            )
        del self.request.session[APP_SECRET]
        facts = {"name": name, "secret": codes.encrypt(secret), "last_step": step}
        return SecondFactor.objects.create(user=self.request.user, kind=Kind.APP, **facts)


class AddPasskey(AddFactor):
    title = "Add a passkey"
    form_class = forms.PasskeyForm
    template_name = "admin/accounts/add_passkey.html"

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs) | {"is_possible": passkeys.possible()}
        if passkeys.possible():
            context["options"], state = passkeys.registration(self.request.user)
            self.request.session[session.PASSKEY] = state
        return context

    def make(self, *, name: str, answer: str) -> SecondFactor:
        state = self.request.session.pop(session.PASSKEY, {})
        return passkeys.register(self.request.user, name, state, answer)


@require_POST
@confirmed_at_list
@transaction.atomic
def remove_factor(request, pk: int):
    """Of two that are removed at the same moment, the second waits, and stays."""
    factors = {row.pk: row for row in request.user.second_factors.select_for_update()}
    if pk not in factors:
        raise Http404
    factor = factors[pk]
    if settings.SECOND_FACTOR_REQUIRED and len(factors) == 1:
        messages.error(request, LAST)
    else:
        factor.delete()
        messages.success(request, f"Removed: {factor}.")
    return redirect("admin:second_factors")


@require_POST
@confirmed_at_list
def new_codes(request):
    if not request.user.second_factors.exists():
        messages.error(request, "Add a passkey or an app first: recovery codes stand in for it.")
        return redirect("admin:second_factors")
    return show_new_codes(request)


@never_cache
def show_new_codes(request):
    """Shown in the answer itself and nowhere again."""
    context = admin.site.each_context(request) | {
        "title": "Your recovery codes",
        "codes": codes.new_recovery_codes(request.user),
    }
    return TemplateResponse(request, "admin/accounts/recovery_codes.html", context)
