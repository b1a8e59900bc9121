"""What `manage.py check --deploy` asks of the settings about documents."""

from django.core.checks import Error

from reviews.lib import sealing

HOW = (
    "Set PROTECTED_NAMES_KEY to 32 random bytes in base64, for example the output of "
    "“openssl rand -base64 32”, and keep a copy of it offline."
)


def protected_names_key(app_configs, **kwargs) -> list[Error]:
    """Without it staff cannot enter the names that must never appear."""
    if sealing.is_set_up():
        return []
    return [Error("PROTECTED_NAMES_KEY is not set, or not a key.", hint=HOW, id="reviews.E010")]
