"""The screens of signing in, in the order in which somebody meets them."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.views import PasswordChangeView, RedirectURLMixin
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from reviews.accounts import confirming, forms, passkeys, session
from reviews.accounts.attempts import Locked
from reviews.accounts.second_step import check_second
from reviews.lib.exceptions import Refused
from reviews.models import SecondFactor

OWN_SHOWN = 50


class InAdmin(RedirectURLMixin):
    """A page in the admin's look, which knows where its reader wanted to go."""

    title = ""
    next_page = reverse_lazy("admin:index")

    def get_context_data(self, **kwargs) -> dict:
        here = {
            "title": self.title,
            "app_path": self.request.get_full_path(),
            "next": self.get_redirect_url(),
            "second_factor_required": settings.SECOND_FACTOR_REQUIRED,
        }
        around = admin.site.each_context(self.request)
        return around | here | super().get_context_data(**kwargs)


@method_decorator(never_cache, "dispatch")
class SignIn(InAdmin, FormView):
    """Name and password. Whoever has a second factor is asked for it on the next page."""

    title = "Sign in"
    form_class = forms.SignInForm
    template_name = "admin/login.html"

    def get(self, request):
        if admin.site.has_permission(request):
            return redirect(self.get_success_url())
        return super().get(request)

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"mail_is_set_up": settings.MAIL_IS_SET_UP}

    def form_valid(self, form):
        user = form.get_user()
        if user.second_factors.exists():
            session.wait_for_second(self.request, user, self.get_redirect_url())
            return redirect("admin:second_step")
        try:
            session.sign_in(self.request, user, method="password")
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return redirect(self.get_success_url())

    def form_invalid(self, form):
        status = HTTPStatus.TOO_MANY_REQUESTS if form.is_locked else HTTPStatus.OK
        return self.render_to_response(self.get_context_data(form=form), status=status)


@method_decorator(never_cache, "dispatch")
class SecondStep(InAdmin, FormView):
    """After the password: a code, or a passkey."""

    title = "One more step"
    form_class = forms.SecondStepForm
    template_name = "admin/accounts/second_step.html"

    def dispatch(self, request, *args, **kwargs):
        waiting = session.pending(request)
        if waiting is None:
            messages.info(request, "Signing in took too long: please begin again.")
            return redirect("admin:login")
        self.user, self.destination = waiting
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return self.destination or reverse("admin:index")

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        kinds = set(self.user.second_factors.values_list("kind", flat=True))
        if SecondFactor.Kind.PASSKEY in kinds and passkeys.possible():
            context["options"], state = passkeys.request(self.user)
            self.request.session[session.PASSKEY] = state
        return context

    def form_valid(self, form):
        try:
            used = check_second(self.request, self.user, **form.cleaned_data)
            method = f"password and {used}"
            session.sign_in(self.request, self.user, method=method, with_second=True)
        except Refused as refusal:
            form.add_error("code", str(refusal))
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=429 if _is_locked(refusal) else 200)
        return redirect(self.get_success_url())


def _is_locked(refusal: Refused) -> bool:
    return isinstance(refusal, Locked)


class ChangePassword(InAdmin, PasswordChangeView):
    title = "Choose a new password"
    form_class = forms.OwnPasswordForm
    success_url = reverse_lazy("admin:index")
    template_name = "registration/password_change_form.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {
            "is_one_time": self.request.user.password_is_one_time
        }

    def form_valid(self, form):
        answer = super().form_valid(form)
        session.confirm(self.request)
        messages.success(self.request, "Your new password is set.")
        return answer


class Confirm(InAdmin, FormView):
    """Asks for the password once more, and goes on."""

    title = "Show that it is still you"
    form_class = forms.ConfirmForm
    template_name = "admin/accounts/form.html"
    extra_context = {
        "introduction": "You signed in some time ago, and what comes next needs to be certain "
        "that it is you.",
        "button": "Go on",
    }

    def form_valid(self, form):
        try:
            confirming.confirm(self.request, form.cleaned_data["own_password"])
        except Refused as refusal:
            form.add_error("own_password", str(refusal))
            return self.form_invalid(form)
        return redirect(self.get_success_url())


def own_sign_ins(request):
    """The latest tries to sign in as the person who looks, with those that failed."""
    tries = request.user.sign_ins.order_by("-at")[:OWN_SHOWN]
    context = admin.site.each_context(request) | {"title": "Your sign-ins", "tries": tries}
    return TemplateResponse(request, "admin/accounts/own_sign_ins.html", context)


def account(request):
    context = admin.site.each_context(request) | {"title": "Your account"}
    return TemplateResponse(request, "admin/accounts/account.html", context)
