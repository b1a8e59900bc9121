from collections.abc import Callable
from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.urls import reverse

GROUPS = {
    "Publishing": ["Review", "Listing", "PlainPage", "Banner", "Board"],
    "Record": ["Document", "Event", "PublicationRule"],
    "People": ["User"],
}
PLURALS = {"User": "People"}


class OwnPasswordForm(PasswordChangeForm):
    """Choosing a password of one's own ends the one-time password."""

    username = forms.CharField(
        required=False,
        disabled=True,
        widget=forms.TextInput({"autocomplete": "username"}),
        help_text="Shown so that a password manager knows whose password this is.",
    )
    field_order = ["username", "old_password", "new_password1", "new_password2"]

    def __init__(self, user, *args, **kwargs) -> None:
        super().__init__(user, *args, **kwargs, label_suffix="")
        self.fields["username"].initial = user.get_username()
        self.fields["old_password"].label = "The password you signed in with"
        self.fields["new_password2"].label = "The new password once more"

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("new_password1") and cleaned["new_password1"] == cleaned.get("old_password"):
            self.add_error(
                "new_password1", ValidationError("Choose a password other than the old.")
            )
        return cleaned

    def save(self, commit: bool = True):
        self.user.password_is_one_time = False
        return super().save(commit)


class SignInForm(AdminAuthenticationForm):
    def __init__(self, request=None, *args, **kwargs) -> None:
        super().__init__(request, *args, **kwargs, label_suffix="")


class RegisterSite(admin.AdminSite):
    """Django's admin under the register's name, its rooms in the order in which staff need them."""

    site_header = site_title = "Case review register"
    index_title = "Your register"
    login_form = SignInForm
    enable_nav_sidebar = False
    # What the first page shows of a user’s work. Set by reviews.admin.desk, which needs this site.
    dashboard: Callable[[object], dict] | None = None
    # The addresses of rooms that are no model's: each of their modules appends a function.
    rooms: ClassVar[list[Callable[[], list]]] = []

    def get_urls(self) -> list:
        """Without Django's “view on site”, which tells any account the address of any row."""
        own = [address for model in self.rooms for address in model()]
        known = super().get_urls()
        return own + [each for each in known if getattr(each, "name", "") != "view_on_site"]

    def index(self, request, extra_context=None):
        return super().index(request, self.dashboard(request.user) | (extra_context or {}))

    def get_app_list(self, request, app_label=None) -> list[dict]:
        """Groups of rooms in the place of Django's apps."""
        if app_label:
            return super().get_app_list(request, app_label)
        rooms = {
            model["object_name"]: model | {"name": PLURALS.get(model["object_name"], model["name"])}
            for app in self._build_app_dict(request).values()
            for model in app["models"]
        }
        groups = {
            group: [rooms[name] for name in names if name in rooms]
            for group, names in GROUPS.items()
        }
        return [
            {"name": group, "app_label": group.lower(), "app_url": "", "models": models}
            for group, models in groups.items()
            if models
        ]

    def password_change(self, request, extra_context=None):
        is_one_time = request.user.password_is_one_time
        context = self.each_context(request) | {"is_one_time": is_one_time}
        view = PasswordChangeView.as_view(
            form_class=OwnPasswordForm,
            success_url=reverse("admin:index"),
            template_name="registration/password_change_form.html",
            extra_context=context | {"title": "Choose a new password"} | (extra_context or {}),
        )
        response = view(request)
        if response.status_code == 302:
            messages.success(request, "Your new password is set.")
        return response
