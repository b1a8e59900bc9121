from django.contrib import admin
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.urls import reverse


class OwnPasswordForm(AdminPasswordChangeForm):
    """Choosing a password of one's own ends the one-time password."""

    def save(self, commit: bool = True):
        self.user.password_is_one_time = False
        return super().save(commit)


class RegisterSite(admin.AdminSite):
    """Django's admin under the register's name."""

    site_header = site_title = "Case review register"
    index_title = "Your register"

    def password_change(self, request, extra_context=None):
        context = self.each_context(request) | {"is_one_time": request.user.password_is_one_time}
        view = PasswordChangeView.as_view(
            form_class=OwnPasswordForm,
            success_url=reverse("admin:password_change_done"),
            template_name="registration/password_change_form.html",
            extra_context=context | (extra_context or {}),
        )
        return view(request)
