"""The field with which an editor names the same page in another language, by its address."""

from django import forms
from django.core.exceptions import ValidationError

from reviews.lib.addresses import split
from reviews.models import Page

NO_VERSION = (
    "There is no other page of this board and kind at that address. Copy the address of the page in the "
    "other language, such as /reviews/child-a/, or leave the box empty."
)


class VersionField(forms.CharField):
    """The page at the address that was typed or pasted; None for an empty box."""

    def __init__(self) -> None:
        super().__init__(
            label="Same page in another language",
            max_length=500,
            required=False,
            widget=forms.TextInput({"class": "vTextField"}),
            help_text="The address of the page of which this one is the version in its own language, such "
            "as /reviews/child-a/. Readers of either find the other while both are public. Enter it on one "
            "of the two pages only.",
        )

    def prepare_value(self, value: object) -> object:
        page = Page.objects.filter(pk=value).first() if isinstance(value, int) else None
        return str(page) if page else value

    def to_python(self, value: object) -> Page | None:
        typed = super().to_python(value)
        if not typed:
            return None
        path = split(typed).path.strip("/")
        found = Page.objects.in_use().filter(path=path).first()
        if found is None:
            raise ValidationError(NO_VERSION)
        return found

    def run_validators(self, value: Page | None) -> None:
        """Those of a text are for what was typed."""

    def has_changed(self, initial: object, data: object) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
