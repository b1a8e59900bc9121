"""The forms of signing in."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError

from reviews.accounts.attempts import Locked
from reviews.accounts.passwords import check_password
from reviews.lib.exceptions import Refused
from reviews.models import SecondFactor


class SignInForm(AdminAuthenticationForm):
    """Username and password; each try is recorded, and counted against guessing."""

    is_locked = False

    def clean(self) -> dict:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name and password:
            try:
                self.user_cache = check_password(self.request, name, password)
            except Refused as refusal:
                self.is_locked = isinstance(refusal, Locked)
                raise ValidationError(str(refusal), code="refused") from None
        return self.cleaned_data


class ChosenByOwner:
    """Comes before a form of Django's: a password that its owner has chosen is no one-time password."""

    def save(self, commit: bool = True):
        self.user.password_is_one_time = False
        return super().save(commit)


class OwnPasswordForm(ChosenByOwner, PasswordChangeForm):
    username = forms.CharField(
        required=False,
        disabled=True,
        widget=forms.TextInput({"autocomplete": "username"}),
        help_text="Shown so that a password manager knows whose password this is.",
    )
    field_order = ["username", "old_password", "new_password1", "new_password2"]

    def __init__(self, user, *args, **kwargs) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["username"].initial = user.get_username()
        self.fields["old_password"].label = "The password you signed in with"
        del self.fields["old_password"].widget.attrs["autofocus"]  # what is wrong comes before it
        self.fields["new_password2"].label = "The new password once more"

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("new_password1") and cleaned["new_password1"] == cleaned.get("old_password"):
            self.add_error(
                "new_password1", ValidationError("Choose a password other than the old.")
            )
        return cleaned


class CodeField(forms.CharField):
    """Letters and figures: apps and people put spaces and dashes between them."""

    def __init__(self, **kwargs) -> None:
        widget = forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "none"})
        super().__init__(max_length=40, widget=widget, **kwargs)

    def to_python(self, value: str | None) -> str:
        return "".join(each for each in super().to_python(value) if each.isalnum())


class SecondStepForm(forms.Form):
    code = CodeField(
        label="Code",
        required=False,
        help_text="Six figures from your authenticator app, or one of your recovery codes.",
    )
    answer = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20_000)

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("code") and not cleaned.get("answer"):
            self.add_error("code", "Enter a code, or use your passkey.")
        return cleaned


class NamedFactorForm(forms.Form):
    name = forms.CharField(
        label="A name for it",
        max_length=SecondFactor._meta.get_field("name").max_length,
        help_text="So that you know it again: work telephone, key on my key ring.",
    )


class AppForm(NamedFactorForm):
    code = CodeField(label="The code that the app shows now")


class PasskeyForm(NamedFactorForm):
    answer = forms.CharField(
        widget=forms.HiddenInput,
        max_length=20_000,
        error_messages={"required": "The browser made no passkey. Try again, or use an app."},
    )


class ConfirmForm(forms.Form):
    own_password = forms.CharField(
        label="Your own password",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
