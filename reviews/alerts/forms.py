"""The form with which readers ask for alerts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.alerts.topics import Topic
from reviews.lib.form_problems import Problem, form_problems
from reviews.models import Subscription

NO_ADDRESS = _("Enter your e-mail address, such as name@example.org.")
TRAP = "website"  # hidden from people; programs fill it in


def _only(sentence: str, *codes: str) -> dict[str, str]:
    """The one sentence for whatever can be wrong with a box."""
    return dict.fromkeys(("required", "invalid", *codes), sentence)


class AlertForm(forms.Form):
    about = forms.ChoiceField(
        label=_("About"),
        widget=forms.RadioSelect,
        error_messages=_only(_("Choose what the alerts should be about."), "invalid_choice"),
    )
    pace = forms.ChoiceField(
        label=_("How often"),
        choices=Subscription.Pace.choices,
        widget=forms.RadioSelect,
        error_messages=_only(_("Choose how often you want to get them."), "invalid_choice"),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_(
            "It is kept encrypted, used for these alerts only, and deleted when you stop them."
        ),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        error_messages=_only(NO_ADDRESS, "max_length"),
    )

    def __init__(self, *args, topics: list[Topic], **kwargs) -> None:
        first = {"about": topics[0].key, "pace": Subscription.Pace.AT_ONCE}
        super().__init__(*args, initial=first, **kwargs)
        self.fields["about"].choices = [(each.key, each.name) for each in topics]

    @property
    def problems(self) -> list[Problem]:
        return list(form_problems(self))

    @property
    def is_of_a_program(self) -> bool:
        return bool(self.data.get(TRAP))
