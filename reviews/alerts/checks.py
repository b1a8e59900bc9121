"""What `manage.py check --deploy` asks of the settings of e-mail alerts."""

from django.core.checks import Error

from reviews.lib import sealing

HOW = (
    "Set ALERTS_KEY to 32 random bytes in base64, for example the output of "
    "“openssl rand -base64 32”, and keep a copy of it offline."
)


def alerts_key(app_configs, **kwargs) -> list[Error]:
    """Without it readers cannot ask for alerts."""
    if sealing.is_set_up(sealing.ADDRESSES):
        return []
    return [Error("ALERTS_KEY is not set, or not a key.", hint=HOW, id="reviews.E012")]
