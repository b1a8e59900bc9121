"""What every form of the site has in common: clean texts, and labels without Django’s colon.

Set as FORM_RENDERER, so that no form has to remember it.
"""

from collections.abc import Iterator

from django import forms
from django.forms.renderers import TemplatesSetting

from reviews.lib.quick_widgets import QUICK
from reviews.lib.text import Cleaned, clean


class CleanBoundField(forms.BoundField):
    """A field whose text arrives cleaned, or exactly as it is stored if cleaning shows no change.

    A text that was stored before the rules for cleaning, or with other line ends than browsers
    send, therefore keeps its bytes (and its edition its digest) until somebody changes a word.
    """

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        self.is_text = isinstance(field, forms.CharField) and not _is_password(field)
        if self.is_text:
            # Done here instead, so that spaces around a stored text do not count as a change.
            self.strip, field.strip = field.strip, False

    def label_tag(self, contents=None, attrs=None, label_suffix="", tag=None):
        return super().label_tag(contents, attrs, label_suffix or "", tag)

    def build_widget_attrs(self, attrs, widget=None) -> dict:
        """Of a group of boxes, each is described by the error too: the admin draws no group around them."""
        attrs = super().build_widget_attrs(attrs, widget)
        if self.use_fieldset and self.errors:
            attrs.setdefault("aria-describedby", f"{self.auto_id}_error")
        return attrs

    @property
    def data(self):
        typed = super().data
        return self._cleaned(typed).text if self._is_text(typed) else typed

    @property
    def removed(self) -> str:
        """A sentence about what was taken out; empty when that is nothing."""
        typed = super().data
        return self._cleaned(typed).sentence if self._is_text(typed) else ""

    def _is_text(self, typed: object) -> bool:
        return self.is_text and isinstance(typed, str)

    def _cleaned(self, typed: str) -> Cleaned:
        new, stored = self._as_read(typed), self.initial
        if isinstance(stored, str) and self._as_read(stored).text == new.text:
            return Cleaned(stored, {})
        return new

    def _as_read(self, typed: str) -> Cleaned:
        found = clean(typed, multiline=isinstance(self.field.widget, forms.Textarea))
        return Cleaned(found.text.strip(), found.removed) if self.strip else found


class FormRenderer(TemplatesSetting):
    """Django’s renderer with templates of ours, clean texts and plain labels."""

    bound_field_class = CleanBoundField

    def render(self, template_name, context, request=None):
        """Without a template for what a form holds by the hundred."""
        quick = QUICK.get(template_name)
        return quick(context) if quick else super().render(template_name, context, request)


def removals(form: forms.BaseForm) -> Iterator[str]:
    """A sentence for each field from whose text something was taken out."""
    for field in form:
        if sentence := getattr(field, "removed", ""):
            yield f"“{field.label}”: {sentence}"


def _is_password(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.PasswordInput)
