from django.contrib import admin
from django.urls import include, path

from reviews.accounts.views import ChangePassword, SignIn

GROUPS = {
    "Publishing": ["Review", "Listing", "PlainPage", "Banner", "Board", "Theme"],
    "Record": ["Document", "Event", "PublicationRule"],
    "People": ["User"],
}


class RegisterSite(admin.AdminSite):
    """Django's admin under the register's name, its models in the order in which staff need them."""

    site_header = site_title = "Case review register"
    index_title = "Your register"
    enable_nav_sidebar = False

    def get_urls(self) -> list:
        """Without Django's “view on site”, which would give any account the address of any row."""
        known = [each for each in super().get_urls() if getattr(each, "name", "") != "view_on_site"]
        own = ("reviews.accounts.urls", "reviews.admin.urls")
        return [*(path("", include(urls)) for urls in own), *known]

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

    def login(self, request, extra_context=None):
        return SignIn.as_view(extra_context=extra_context)(request)

    def password_change(self, request, extra_context=None):
        return ChangePassword.as_view(extra_context=extra_context)(request)
