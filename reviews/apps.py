from django.apps import AppConfig, apps
from django.contrib.admin import site
from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register

from reviews.accounts import checks as sign_in_checks
from reviews.alerts import checks as alert_checks
from reviews.documents import checks as document_checks
from reviews.ledger import checks


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "Register"

    def ready(self) -> None:
        asked = (
            checks.checkpoint_key,
            sign_in_checks.second_factor,
            sign_in_checks.security_contact,
            document_checks.protected_names_key,
            document_checks.files_of_nginx,
            alert_checks.alerts_key,
        )
        for check in asked:
            register(check, Tags.security, deploy=True)


class RegisterAdmin(AdminConfig):
    """Django's admin with the register's own site as the default."""

    default_site = "reviews.admin_site.RegisterSite"

    def ready(self) -> None:
        """The groups, with their rights, come with the register: nobody changes them. Nor the queue of tasks."""
        super().ready()
        site.unregister(apps.get_model("auth", "Group"))
        site.unregister(apps.get_model("django_tasks_database", "DBTaskResult"))
