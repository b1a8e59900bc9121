"""How every form of the site is rendered. See FORM_RENDERER in the settings."""

from django.forms import BoundField
from django.forms.renderers import TemplatesSetting


class PlainLabelField(BoundField):
    """A field whose label is written as it is, without the colon that Django adds."""

    def label_tag(self, contents=None, attrs=None, label_suffix="", tag=None):
        return super().label_tag(contents, attrs, label_suffix or "", tag)


class FormRenderer(TemplatesSetting):
    bound_field_class = PlainLabelField
