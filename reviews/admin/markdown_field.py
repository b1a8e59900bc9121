"""Fields for prose: Markdown in a text box, which a script turns into an editor where it can."""

from typing import ClassVar

from django import forms
from django.core.validators import MaxLengthValidator

LONGEST = 100_000  # characters; some forty pages, rendered in well under a second
TOO_LONG = (
    "This text has %(show_value)s characters, and at most %(limit_value)s fit. Shorten it, or attach the "
    "long version as a document."
)


class ProseMedia:
    """The script that finds the boxes by their attributes, and its styles; see bin/build-editor."""

    css: ClassVar = {"all": ["editor.css"]}
    js: ClassVar = [forms.Script("editor.js", defer=True)]


class MarkdownEditor(forms.Textarea):
    """A plain text box without JavaScript."""

    Media = ProseMedia

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"rows": 8, "class": "vLargeTextField", "data-prose": ""} | (attrs or {}))


class CountedText(forms.Textarea):
    """A plain text box that counts its words beside the number that is suggested."""

    Media = ProseMedia

    def __init__(self, *, words: int) -> None:
        super().__init__({"rows": 3, "class": "vLargeTextField", "data-words": words})


class MarkdownField(forms.CharField):
    widget = MarkdownEditor

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self.validators.append(MaxLengthValidator(LONGEST, TOO_LONG))


class ProseAdmin:
    """An admin, or a kind of row in one, with fields that readers are shown as Markdown.

    ``prose`` says of each what it is for, in words for whoever fills it in.
    """

    prose: ClassVar[dict[str, str]] = {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if purpose := self.prose.get(db_field.name):
            kwargs |= {
                "form_class": MarkdownField,
                "widget": MarkdownEditor,
                "help_text": purpose,
            }
        return super().formfield_for_dbfield(db_field, request, **kwargs)
