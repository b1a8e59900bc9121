"""A form field for the colour of words on public pages: it takes only what can be read there."""

import re
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from reviews.lib import colour

NO_COLOUR = (
    "“%(typed)s” is not a colour that this box takes. Write # and six digits or letters from a to f, for "
    "example #17505c, or leave the box empty for the site’s own colour."
)
TOO_LIGHT = (
    "Words in %(typed)s are hard to read on the pages: the contrast is %(contrast)s, and at least "
    "%(enough)s to 1 is needed. The nearest shade of it that is dark enough is %(nearest)s."
)


class ColourInput(forms.TextInput):
    """A box to type in, beside which a script puts the browser’s own way to choose a colour."""

    class Media:
        js: ClassVar = [forms.Script("colour.js", defer=True)]

    def __init__(self) -> None:
        super().__init__({"data-colour": "", "autocomplete": "off", "spellcheck": "false"})


class ColourField(forms.CharField):
    """Without the longest length of its column, so that whatever is typed is answered with a sentence."""

    def __init__(self, *, max_length: int, **kwargs) -> None:
        super().__init__(**kwargs | {"widget": ColourInput})

    def clean(self, value: str | None) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        written = f"#{typed.removeprefix('#').lower()}"
        if not re.fullmatch(colour.FORM, written):
            raise ValidationError(NO_COLOUR, params={"typed": typed})
        if not colour.is_readable(written):
            raise ValidationError(TOO_LIGHT, params=_shortfall(written))
        return written


def _shortfall(written: str) -> dict[str, object]:
    return {
        "typed": written,
        "contrast": colour.in_words(colour.contrast(written)),
        "enough": colour.ENOUGH,
        "nearest": colour.nearest_readable(written),
    }
