"""Passwords that whoever guesses tries first."""

import string

from django.contrib.auth.password_validation import CommonPasswordValidator

AROUND = string.digits + string.punctuation


class CommonWithin(CommonPasswordValidator):
    """Refuses “Liverpool2026!” as well as “liverpool”: the first thing that people add is a year or a sign."""

    def validate(self, password: str, user=None) -> None:
        super().validate(password, user)
        inner = password.strip(AROUND)
        if len(inner) > len(password) / 2:  # else what is around it is long enough to be no guess
            super().validate(inner, user)

    def get_help_text(self) -> str:
        return "Your password can’t be a commonly used one, nor such a one with figures or signs around it."
