"""Confirming that it is still you, before what cannot be taken back or gives rights.

Nothing of the kind stands before a withdrawal.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse

from reviews.accounts import session
from reviews.accounts.attempts import Locked
from reviews.accounts.passwords import check_password
from reviews.lib.exceptions import Refused


class ConfirmedForm:
    """Comes before a form's other bases: asks for the person's own password unless it was typed of late.

    The password is a field among the others, so that whatever else was typed stays.
    """

    request: HttpRequest | None = None  # a class of the admin's forms is made for each request

    def __init__(self, *args, request: HttpRequest | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request or self.request
        if not session.is_confirmed(self.request):
            self.fields["own_password"] = own_password()

    def clean(self) -> dict | None:
        cleaned = super().clean()
        typed = self.cleaned_data.pop("own_password", "")
        if typed:
            try:
                confirm(self.request, typed)
            except Refused as refusal:
                self.add_error("own_password", str(refusal))
        return cleaned


def own_password() -> forms.CharField:
    return forms.CharField(
        label="Your own password",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        help_text="You signed in some time ago: show that it is still you.",
        error_messages={"required": "Enter your own password to go on."},
    )


def confirm(request: HttpRequest, password: str) -> None:
    """Raises Refused, with a sentence, for a wrong password."""
    try:
        check_password(request, request.user.get_username(), password)
    except Locked:
        raise
    except Refused:
        raise Refused("This is not your password.") from None
    session.confirm(request)


def when_confirmed(view: Callable, *, back: str = "") -> Callable:
    """Leads to the page that asks for the password, and then here, or to ``back`` if this takes no GET."""

    @wraps(view)
    def confirmed_first(request: HttpRequest, *args, **kwargs):
        if session.is_confirmed(request):
            return view(request, *args, **kwargs)
        then = reverse(back) if back else request.path
        return redirect(f"{reverse('admin:confirm')}?{urlencode({'next': then})}")

    return confirmed_first
