from django import forms
from django.contrib import admin, messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.urls import include, path, reverse

GROUPS = {
    "Publishing": ["Review", "Listing", "PlainPage", "Banner", "Board"],
    "Record": ["Document", "Event", "PublicationRule"],
    "People": ["User"],
}


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
        super().__init__(user, *args, **kwargs)
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


class RegisterSite(admin.AdminSite):
    """Django's admin under the register's name, its models in the order in which staff need them."""

    site_header = site_title = "Case review register"
    index_title = "Your register"
    enable_nav_sidebar = False

    def get_urls(self) -> list:
        """Without Django's “view on site”, which would give any account the address of any row."""
        known = [each for each in super().get_urls() if getattr(each, "name", "") != "view_on_site"]
        return [path("", include("reviews.admin.urls")), *known]

    def get_app_list(self, request, app_label=None) -> list[dict]:
        """GROUPS in the place of Django's apps."""
        if app_label:
            return super().get_app_list(request, app_label)
        known = {
            model["object_name"]: model
            for app in self._build_app_dict(request).values()
            for model in app["models"]
        }
        groups = {
            group: [known[name] for name in names if name in known]
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
