"""What `manage.py check --deploy` asks of the register's own settings."""

from django.conf import settings
from django.core.checks import Error

from reviews.ledger import checkpoint_note

HOW = (
    "Set CHECKPOINT_KEY to 32 random bytes in base64, for example the output of "
    "“openssl rand -base64 32”, and keep a copy of it offline."
)


def checkpoint_key(app_configs, **kwargs) -> list[Error]:
    """A key of the site's own signs the checkpoints: one that others know proves nothing."""
    if settings.CHECKPOINT_KEY == settings.CHECKPOINT_STAND_IN:
        return [Error("CHECKPOINT_KEY is not set.", hint=HOW, id="reviews.E001")]
    try:
        checkpoint_note.private_key(settings.CHECKPOINT_KEY)
    except ValueError:
        return [Error("CHECKPOINT_KEY is not a key.", hint=HOW, id="reviews.E002")]
    return []
