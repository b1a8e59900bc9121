"""Whether readers are offered e-mail alerts: only where they can be sent, and addresses can be encrypted."""

from django.conf import settings

from reviews.lib import sealing


def alerts_are_offered() -> bool:
    return settings.MAIL_IS_SET_UP and sealing.is_set_up(sealing.ADDRESSES)
