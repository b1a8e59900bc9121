"""What is put together without templates is the HTML that Django’s templates give."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from lxml.html import fromstring

from reviews.lib.form_renderer import FormRenderer
from reviews.lib.quick_widgets import QUICK


class ByTemplates(FormRenderer):
    def render(self, *arguments, **named) -> str:
        return TemplatesSetting.render(self, *arguments, **named)


TYPED = ["", None, "plain", "\n two lines\n", "<b>&\"'</b>", 7]


class Everything(forms.Form):
    text = forms.CharField(max_length=9, help_text="Short.")
    optional = forms.CharField(
        required=False, widget=forms.TextInput({"data-x": '"', "hidden": True})
    )
    area = forms.CharField(widget=forms.Textarea({"rows": 3, "disabled": False}))
    number = forms.IntegerField(min_value=0)
    email = forms.EmailField()
    url = forms.URLField(assume_scheme="https")
    hidden = forms.CharField(widget=forms.HiddenInput)
    checked = forms.BooleanField()
    several = forms.MultipleChoiceField(
        choices=[("plain", "One"), ("b", "Two")], widget=forms.CheckboxSelectMultiple
    )
    choice = forms.ChoiceField(
        choices=[
            ("", "---"),
            ("plain", "A < B"),
            (7, "Seven"),
            ("Group", [("x", "X"), (None, "Y")]),
        ]
    )


def elements(form: forms.Form) -> list:
    """Every element that the form’s boxes, labels and errors are made of."""
    written = "".join(f"{box.label_tag()}{box.legend_tag()}{box}{box.errors}" for box in form)
    root = fromstring(f"<div>{written}{form.non_field_errors()}</div>")
    return [(each.tag, dict(each.attrib), (each.text or "").strip()) for each in root.iter()]


@pytest.mark.parametrize("value", TYPED)
@pytest.mark.parametrize("bound", [True, False])
def test_the_html_is_that_of_the_templates(value, bound):
    names = [*Everything.base_fields]
    given = {"data" if bound else "initial": dict.fromkeys(names, value)}
    quick = Everything(**given, renderer=FormRenderer())
    plain = Everything(**given, renderer=ByTemplates())
    assert elements(quick) == elements(plain)


def test_every_template_that_is_replaced_is_compared():
    form = Everything(renderer=FormRenderer())
    used = {box.field.widget.template_name for box in form if box.name != "several"}
    others = {form.template_name_label, forms.utils.ErrorList.template_name}
    others |= {forms.utils.ErrorList.template_name_ul}
    assert used | others == QUICK.keys()
