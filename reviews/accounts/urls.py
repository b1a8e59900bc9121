"""The addresses of signing in. RegisterSite puts them before its own."""

from django.contrib.admin import site
from django.urls import path

from reviews.accounts import factor_views, views


def staff(route: str, view, name: str):
    return path(route, site.admin_view(view), name=name)


urlpatterns = [
    path("login/second-step/", views.SecondStep.as_view(), name="second_step"),
    staff("account/", views.account, "account"),
    staff("confirm/", views.Confirm.as_view(), "confirm"),
    staff("sign-ins/", views.own_sign_ins, "own_sign_ins"),
    staff("second-factor/", factor_views.second_factors, "second_factors"),
    staff("second-factor/app/", factor_views.AddApp.as_view(), "add_app"),
    staff("second-factor/passkey/", factor_views.AddPasskey.as_view(), "add_passkey"),
    staff("second-factor/codes/", factor_views.new_codes, "recovery_codes"),
    staff("second-factor/<int:pk>/remove/", factor_views.remove_factor, "remove_factor"),
]
