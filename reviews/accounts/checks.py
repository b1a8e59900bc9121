"""What `manage.py check --deploy` asks of the settings of signing in."""

import os

from django.conf import settings
from django.core.checks import Error
from django.core.checks import Warning as Caution


def second_factor(app_configs, **kwargs) -> list[Error]:
    """Only a demonstration does without."""
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    hint = "Unset SECOND_FACTOR_OFF: it is for the demonstration of bin/serve only."
    return [Error("Staff sign in with a password alone.", hint=hint, id="reviews.E003")]


def security_contact(app_configs, **kwargs) -> list[Caution]:
    if os.environ.get("SECURITY_CONTACT"):
        return []
    hint = "Set SECURITY_CONTACT, for example SECURITY_CONTACT=mailto:security@example.org"
    return [
        Caution("/.well-known/security.txt names a made-up address.", hint=hint, id="reviews.W001")
    ]
