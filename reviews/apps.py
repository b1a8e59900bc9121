from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "Register"


class RegisterAdmin(AdminConfig):
    """Django's admin with the register's own site as the default."""

    default_site = "reviews.staff_site.RegisterSite"
