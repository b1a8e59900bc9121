"""Choosing a password by a link in an e-mail, where mail is set up.

No session is involved: browsers send none of its cookies when a link is followed from elsewhere.
"""

import datetime

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm, UsernameField
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from reviews.accounts.forms import ChosenByOwner
from reviews.accounts.views import InAdmin
from reviews.models import Mail, User
from reviews.notifications.queue import queue_account_mail

ON_ITS_WAY = (
    "If there is such an account with an e-mail address, a link is on its way. It can take some "
    "minutes; without it, ask an administrator."
)
USED = "This link was used before, or is older than three days. Ask for another."
SLOT = datetime.timedelta(minutes=10)  # in which a person is sent one link at most


class ForgottenForm(forms.Form):
    username = UsernameField(max_length=150)


@method_decorator(never_cache, "dispatch")
class Forgotten(InAdmin, FormView):
    """The same answer for everybody, so that nobody learns who has an account."""

    title = "Have a link sent to you"
    form_class = ForgottenForm
    template_name = "admin/accounts/form.html"
    success_url = reverse_lazy("admin:login")
    extra_context = {
        "introduction": "The link leads to a page on which you choose a new password.",
        "button": "Send the link",
    }

    def dispatch(self, request, *args, **kwargs):
        if not settings.MAIL_IS_SET_UP:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        user = User.objects.named(form.cleaned_data["username"])
        if user and user.is_active and user.is_staff:
            slot = int(timezone.now().timestamp() // SLOT.total_seconds())
            queue_account_mail(Mail.Kind.RESET, user, key=str(slot))
        messages.info(self.request, ON_ITS_WAY)
        return redirect(self.success_url)


class ChosenPasswordForm(ChosenByOwner, SetPasswordForm):
    pass


@method_decorator(never_cache, "dispatch")
class ByLink(InAdmin, FormView):
    """The link is checked when the page is asked for, and again when the form is sent."""

    title = "Choose a password"
    form_class = ChosenPasswordForm
    template_name = "admin/accounts/form.html"
    success_url = reverse_lazy("admin:login")

    def dispatch(self, request, *args, **kwargs):
        self.user = _owner(kwargs["key"])
        if not default_token_generator.check_token(self.user, kwargs["token"]):
            messages.error(request, USED)
            return redirect("admin:login")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.user}

    def get_context_data(self, **kwargs) -> dict:
        words = {
            "introduction": f"For the username {self.user.get_username()}.",
            "button": "Set the password",
        }
        return super().get_context_data(**kwargs) | words

    def form_valid(self, form):
        form.save()
        messages.success(self.request, "Your password is set: sign in with it.")
        return redirect(self.success_url)


def _owner(key: str) -> User | None:
    try:
        number = int(urlsafe_base64_decode(key).decode())
    except ValueError:
        return None
    return User.objects.filter(pk=number, is_active=True, is_staff=True).first()
