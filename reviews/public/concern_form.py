"""The form with which anybody reports that a page names somebody, or is wrong."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews.lib.addresses import split
from reviews.lib.form_problems import Problem, form_problems
from reviews.models import Concern, Edition, Page, ReviewEdition
from reviews.public import lookup
from reviews.public.found import Gone, History, LivePage, WithdrawalNotice

LONGEST = 5_000  # characters
LONGEST_ADDRESS = 500
TOO_LONG = _("This has %(show_value)s characters, and at most %(limit_value)s fit. Shorten it.")


@dataclass(frozen=True)
class About:
    """The public page that a concern is about, by the address that was given; perhaps none.

    ``edition`` is what is live of it, unless the address is of something else: an earlier edition, a file,
    a notice that the page ``is_withdrawn``.
    """

    address: str
    page: Page | None
    edition: Edition | None = None
    is_withdrawn: bool = False

    @property
    def title(self) -> str:
        """What the page is called; its address where nothing of it is live there."""
        edition = self.edition
        name = edition.heading if isinstance(edition, ReviewEdition) else edition and edition.title
        return name or self.address

    @property
    def language(self) -> str:
        return self.edition.language if self.title != self.address else ""


NOTHING = About("", None)


class ConcernForm(forms.Form):
    """Bad input keeps everything that was typed. ``website`` is a box that people do not see."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Concern.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what it is about."),
            "invalid_choice": _("Choose what it is about."),
        },
    )
    what = forms.CharField(
        label=_("What is wrong?"),
        help_text=_(
            "In your own words. You do not have to repeat a name: it is enough to say where it is."
        ),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Write what is wrong."), "max_length": TOO_LONG},
    )
    where = forms.CharField(
        label=_("Where is it? (optional)"),
        help_text=_("Such as: overview report, page 12, second paragraph."),
        max_length=500,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    name = forms.CharField(
        label=_("Your name (optional)"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"max_length": TOO_LONG},
    )
    email = forms.EmailField(
        label=_("Your e-mail address (optional)"),
        help_text=_(
            "If you give it, we can tell you that your report has arrived and what came of it. It is "
            "used for nothing else."
        ),
        max_length=200,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "invalid": _(
                "Write the e-mail address in full, like name@example.com, or leave it empty."
            ),
            "max_length": TOO_LONG,
        },
    )
    website = forms.CharField(
        label=_("Leave this box empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    page = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        """Programs that fill in every box fill in this one too. A person can empty it and send again."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                gettext("Empty this box, which people usually do not see, and send again.")
            )
        return ""

    @property
    def problems(self) -> list[Problem]:
        return list(form_problems(self))


def about(address: str, *, at: datetime) -> About:
    """What is public at the address, and nothing about what is not."""
    path = split(address[:LONGEST_ADDRESS].replace("\0", "")).path if address else ""
    found = lookup.resolve(path.lstrip("/"), at=at) if path.startswith("/") else None
    if found is None:
        return NOTHING
    edition = found.edition if isinstance(found, LivePage | History) else None
    return About(path, found.page, edition, isinstance(found, WithdrawalNotice | Gone))


def form_address(address: str, kind: str = "") -> str:
    """Where the form is about the page at ``address``."""
    asked = {"page": address} | ({"kind": kind} if kind else {})
    return f"{reverse('concern')}?{urlencode(asked)}"
