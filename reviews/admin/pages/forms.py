"""The forms about a page as such: its address and board, former addresses, holds and withdrawals."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from reviews.admin.forms import SafeForm
from reviews.lib import addresses, clock
from reviews.lib.dates import london_date
from reviews.models import Board, FormerAddress, Hold, Page, User, Withdrawal
from reviews.public import lookup

FRONT_PAGE = (
    "This is the front page of a website, which the site has itself. Give the address of one page, such "
    "as https://old.example/page.php?id=3."
)

OF_NOTE = "What readers find at this address from now on. Name nobody; say how to ask for a copy."
OF_REASON = "Kept in the record. It is not shown to the public."


class PageForm(SafeForm):
    """An address may be typed as a browser shows it, with its slashes."""

    def clean_path(self) -> str:
        path = self.cleaned_data["path"].strip("/")
        refuse_former(path)
        return path


class FormerAddressForm(forms.ModelForm):
    """A whole address as copied from a browser is cut to the part that counts; ``left_off`` says so."""

    path = forms.CharField(
        label="Address",
        max_length=1000,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text="Copy it from the old website: https://old.example/page.php?id=3 or page.php?id=3.",
    )
    left_off: tuple[str, ...] = ()

    def clean_path(self) -> str:
        try:
            copied = addresses.read(self.cleaned_data["path"])
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None
        if not copied.address:
            raise ValidationError(FRONT_PAGE)
        self.left_off = tuple(copied.left_off)
        return copied.address

    def clean(self) -> dict:
        cleaned = super().clean()
        if path := cleaned.get("path"):
            taken = FormerAddress.objects.why_taken(path, self.instance.page) or _answered(path)
            if taken:
                self.add_error("path", taken)
        return cleaned


class FormerAddressFormSet(forms.BaseInlineFormSet):
    """Rows that add addresses. Those there are have buttons on the page instead of rows."""

    def get_queryset(self):
        return super().get_queryset().none()


def _answered(path: str) -> str:
    """Why the address would never lead on although no page has it: the site answers something there."""
    stem, _, query = path.partition("?")
    is_found = lookup.resolve(stem, at=clock.now(), query=query)
    return "The site answers at this address already: choose another." if is_found else ""


def refuse_former(path: str) -> None:
    """Raises ValidationError for an address that leads to another page."""
    if FormerAddress.objects.open().filter(path__iexact=path).exists():
        raise ValidationError("This address leads to another page, which used to be there.")


def boards_of(user: User) -> QuerySet:
    """Those that the person works for."""
    return Board.objects.all() if user.all_boards else user.boards.all()


def next_address(now: datetime) -> str:
    """A neutral address for a new review that was never used: reviews/scr-2026-3."""
    stem = f"reviews/scr-{london_date(now).year}-"
    used = {
        path
        for rows in (Page.objects, FormerAddress.objects)
        for path in rows.filter(path__startswith=stem).values_list("path", flat=True)
    }
    return next(name for n in range(1, len(used) + 2) if (name := f"{stem}{n}") not in used)


class WithdrawForm(forms.Form):
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *Withdrawal.Reason.choices],
        help_text=OF_REASON,
    )
    authorised_by = forms.CharField(
        label="Authorised by",
        max_length=200,
        required=False,
        help_text="Who decided it: name and office. Needed while the minimum term runs.",
    )
    note = forms.CharField(
        label="Public note",
        widget=forms.Textarea({"rows": 4}),
        help_text=OF_NOTE,
    )
    answer = forms.ChoiceField(
        label="The address answers with",
        choices=Withdrawal.Answer,
        initial=Withdrawal.Answer.NOTICE,
        required=False,
        help_text="Search engines forget a page that is gone for good sooner. People read the same notice.",
    )

    def clean_answer(self) -> str:
        return self.cleaned_data["answer"] or Withdrawal.Answer.NOTICE


class CorrectNoticeForm(forms.Form):
    note = forms.CharField(
        label="Public note",
        widget=forms.Textarea({"rows": 4}),
        help_text=OF_NOTE,
    )


class HoldForm(forms.Form):
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *Hold.Reason.choices],
        help_text=OF_REASON,
    )
