"""The list of what must never appear in one review: a screen of its own, so that no draft holds it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from reviews import workflow
from reviews.admin.forms import WrittenDateField
from reviews.admin.links import edition_address, names_address, page_address
from reviews.admin.names import page_name
from reviews.admin.verbs import ButtonView, VerbView, act
from reviews.documents.protected_names import wanted_of
from reviews.editions.digest import EditionContent, edition_contents
from reviews.editions.protected_names import (
    Unsettled,
    name_blockers,
    named_in_public,
    search_page,
    unsettled,
    where,
)
from reviews.lib import clock
from reviews.lib.dates import PartialDate, as_words, london_date
from reviews.lib.sealing import Unsealable, unseal
from reviews.models import Attachment, Edition, NameWaiver, Page, ProtectedName, User
from reviews.workflow.permissions import permitted

Kind = ProtectedName.Kind
NOT_READ = (
    "Not everything is searched yet: there are many files, or one could not be read. What was not searched "
    "cannot be published. Press “Search again”, which goes on where this search stopped."
)
STOPPED = (
    "Edition {number} was waiting to go live and holds what must never appear, or could not be searched "
    "for it: its schedule is taken back."
)
IN_PUBLIC = "It stands in what readers can find now. Withdraw the page, or publish an edition without it at once."


class NameForm(forms.Form):
    kind = forms.ChoiceField(label="What it is", choices=Kind.choices, initial=Kind.NAME)
    text = forms.CharField(
        label="What must never appear",
        max_length=300,
        widget=forms.Textarea({"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
        help_text="One name, as in Ann Example, with each nickname by itself; one date, as in 3 April 2012; "
        "or one address with its postcode. Order, initials, accents and other ways to write it are found too.",
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("kind") == Kind.BIRTH and cleaned.get("text"):
            cleaned["text"] = self._day(cleaned["text"])
        return cleaned

    def _day(self, text: str) -> str:
        try:
            day = WrittenDateField().to_python(text)
        except ValidationError as error:
            self.add_error("text", error)
            return ""
        if day and day > london_date(clock.now()):
            self.add_error("text", "This day is in the future.")
        return day.isoformat() if day else ""


class SettleForm(forms.Form):
    items = forms.MultipleChoiceField(
        label="What you looked at", widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(
        label="Why it may stay",
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="What it is instead: “the hospital’s name”. Do not repeat a name here.",
    )

    def __init__(self, *args, choices: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = choices


@method_decorator([never_cache, sensitive_post_parameters("text", "reason")], name="dispatch")
class NamesView(VerbView):
    """Whatever is done with the list, for those who may change the editions of the review."""

    right = "change_edition"
    template_name = "admin/reviews/names.html"
    sent_as = "add"  # which of the two forms of the screen is sent to this address
    shown: dict[int, str] | None = None

    def get_object(self) -> Page:
        pages = Page.objects.of(self.request.user).in_use().of_kind(Page.Kind.REVIEW)
        return get_object_or_404(pages, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return names_address(self.object)

    def get_title(self) -> str:
        return f"Names that must never appear: {page_name(self.object)}"

    @cached_property
    def contents(self) -> list[EditionContent]:
        """The editions that may still go live, and the one that is."""
        now = clock.now()
        editions = Edition.objects.filter(page=self.object).select_related("page__board")
        rows = editions.drafts() | editions.scheduled(at=now) | editions.public(at=now)
        return list(edition_contents(rows.order_by("number")).values())

    @cached_property
    def unsettled(self) -> dict[str, Unsettled]:
        return _unsettled(self.contents)

    def choices(self) -> list[tuple[str, str]]:
        """Each single part to be settled, with its word when the names are shown."""
        return [
            (key, _word(self.unsettled[key], self.shown) + sentence)
            for key, sentence in _choices(self.object, self.unsettled)
        ]

    def get_context_data(self, **kwargs) -> dict:
        page, user = self.object, self.request.user
        rows = page.protected_names.select_related("added_by")
        found = {"page": page, "page_url": page_address(page), "name": page_name(page)}
        found |= {"names": [(row, _readable(row, self.shown)) for row in rows]}
        found |= {"is_shown": self.shown is not None, "places": _places(self.contents)}
        found |= {"settle": SettleForm(choices=self.choices()), "settled": _settled(page)}
        found["is_public"] = bool(named_in_public([page], at=clock.now()))
        found["may_withdraw"] = permitted(user, "withdraw_edition", page)
        found |= {"add": NameForm(), "add_url": self._url("names")}
        found["settle_url"] = self._url("names_settle")
        context = super().get_context_data(**found | kwargs)
        return context | {self.sent_as: context["form"]}

    def _url(self, name: str) -> str:
        """Of this screen itself with its query, which tells what was typed before somebody was signed out."""
        address = reverse(f"admin:{name}", args=[self.object.pk])
        return self.request.get_full_path() if self.request.path == address else address


class Names(NamesView):
    """The list, masked, and the form that adds to it."""

    form_class = NameForm
    verb = staticmethod(workflow.add_protected_name)

    def form_valid(self, form) -> HttpResponse:
        self.result = act(self.request, self.verb, self.object, **form.cleaned_data)
        if self.result is None:
            return self.form_invalid(form)
        if _search(self.request, self.object):
            messages.success(self.request, "Entered, and looked for everywhere in this review.")
        else:
            messages.success(self.request, "Entered.")
        return redirect(self.get_success_url())


class SearchAgain(NamesView, ButtonView):
    def form_valid(self, form) -> HttpResponse:
        if _search(self.request, self.object):
            messages.success(self.request, "Everything in this review is searched.")
        return redirect(self.get_success_url())


class Show(NamesView, ButtonView):
    """The names are in the answer to the POST only."""

    def form_valid(self, form) -> HttpResponse:
        self.shown = act(self.request, workflow.show_protected_names, self.object)
        if not isinstance(self.shown, dict):
            return redirect(self.get_success_url())
        return render(self.request, self.template_name, self.get_context_data(form=NameForm()))


class Remove(NamesView, ButtonView):
    success_message = "Removed from the list, with what was found and settled of it."

    def verb(self, page: Page, *, by: User) -> bool:
        name = get_object_or_404(page.protected_names, pk=self.kwargs["name"])
        workflow.remove_protected_name(name, by=by)
        return True


class Settle(NamesView):
    """Settles what is ticked; the form is part of the list's screen."""

    http_method_names = ["post"]
    sent_as = "settle"
    success_message = "Settled, with your reason."

    def get_form(self, form_class=None) -> SettleForm:
        return SettleForm(self.request.POST, choices=self.choices())

    def verb(self, page: Page, *, by: User, items: list[str], reason: str) -> list[NameWaiver]:
        ticked = [self.unsettled[key] for key in items]
        return workflow.settle_names(page, by=by, items=ticked, reason=reason)


def _search(request, page: Page) -> bool:
    """Look for all of them, take back what would go live with one, and say what was found."""
    is_complete = search_page(page)
    if not is_complete:
        messages.warning(request, NOT_READ)
    stopped = act(request, workflow.stop_what_names, page)
    for number in stopped if isinstance(stopped, list) else ():
        messages.warning(request, STOPPED.format(number=number))
    if named_in_public([page], at=clock.now()):
        messages.error(request, IN_PUBLIC)
    return is_complete


def _places(contents: list[EditionContent]) -> list[tuple[str, str, str]]:
    """Where names stand now: the edition, the sentence, and where to go."""
    return [
        (f"Edition {content.row.number}", each.text, edition_address(content.row))
        for content in contents
        for each in name_blockers(content)
    ]


def _unsettled(contents: list[EditionContent]) -> dict[str, Unsettled]:
    """By its key, each single part that is to be settled in any of them; the most where it differs."""
    try:
        found = [each for content in contents for each in unsettled(content)]
    except Unsealable:
        return {}
    most: dict[str, Unsettled] = {}
    for each in found:
        if each.key not in most or each.count > most[each.key].count:
            most[each.key] = each
    return most


def _choices(page: Page, found: dict[str, Unsettled]) -> list[tuple[str, str]]:
    """Each single part to be settled, without its word: which name, which of its words, and where."""
    rows = Attachment.objects.filter(edition__page=page).order_by("edition__number")
    kinds = {row.document_id: row.kinds for row in rows}  # a title may be what names somebody
    numbers = {row.pk: number for number, row in enumerate(page.protected_names.all(), start=1)}
    return [(key, _choice(each, numbers, kinds)) for key, each in found.items()]


def _choice(each: Unsettled, numbers: dict[int, int], kinds: dict[int, str]) -> str:
    place = kinds.get(each.document, "a document") if each.document else "the page’s own text"
    times = "once" if each.count == 1 else f"{each.count} times"
    name = str if each.document else where
    places = ", ".join(map(name, each.places))
    which = f"Number {numbers[each.name.pk]} of the list, its part {int(each.part) + 1}"
    return f"{which}: {times} in {place} ({places})"


def _readable(row: ProtectedName, shown: dict[int, str] | None) -> str:
    """Its text as people write it, when the names are shown."""
    text = (shown or {}).get(row.pk, "")
    return as_words(PartialDate(text)) if text and row.kind == Kind.BIRTH else text


def _word(each: Unsettled, shown: dict[int, str] | None) -> str:
    if not shown or each.name.pk not in shown:
        return ""
    parts = wanted_of(each.name.kind, shown[each.name.pk]).parts
    return f"“{parts[int(each.part)][0]}”: "


def _settled(page: Page) -> list[tuple[NameWaiver, str]]:
    rows = NameWaiver.objects.filter(name__page=page).select_related("by")
    try:
        return [(row, unseal(row.sealed_reason)) for row in rows]
    except Unsealable:
        return []
