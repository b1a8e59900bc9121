"""The form of a review’s edition: its themes and, while it has never been public, its board and address."""

from django import forms
from django.core.exceptions import ValidationError

from reviews import workflow
from reviews.admin.editions.forms import EditionForm
from reviews.admin.editions.theme_field import ThemesField
from reviews.admin.pages.forms import boards_of, refuse_former
from reviews.models import Board, Page, User

NOT_FREE = "Another page has this address: choose another."


def place_fields(page: Page, user: User) -> list[str]:
    """Which of board and address the person may still choose."""
    if page.editions.exclude(live_from=None).exists() or not user.has_perm("reviews.change_page"):
        return []
    return ["board", "path"] if boards_of(user)[1:2] else ["path"]


class ReviewEditionForm(EditionForm):
    """``place`` is set by the admin: what of its page may be chosen."""

    place: tuple[str, ...] = ()
    board = forms.ModelChoiceField(
        Board.objects.none(), label="Board", help_text="Whose page it is."
    )
    path = forms.CharField(
        label="Address of the page",
        max_length=200,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text="Never put a name or a title into an address: it cannot be changed once the page is public.",
    )

    themes = ThemesField()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "themes" in self.fields:
            self.initial["themes"] = self.fields["themes"].offer(self.instance)
        for name in {"board", "path"} - {*self.place}:
            del self.fields[name]
        for name in self.place:
            self.initial[name] = getattr(self.instance.page, name)
        if "board" in self.fields:
            self.fields["board"].queryset = boards_of(self.user)

    def clean_path(self) -> str:
        path = self.cleaned_data["path"].strip("/")
        Page._meta.get_field("path").run_validators(path)
        if Page.objects.filter(path=path).exclude(pk=self.instance.page_id).exists():
            raise ValidationError(NOT_FREE)
        refuse_former(path)
        return path

    def save_themes(self) -> None:
        """Once the page is locked."""
        if "themes" in self.changed_data:
            self.fields["themes"].save(self.instance, self.cleaned_data["themes"])

    def save_place(self, *, by: User) -> None:
        """Once the page is locked. Refused by the database if it has gone public meanwhile."""
        if changed := [name for name in self.place if name in self.changed_data]:
            page = Page.objects.filter(pk=self.instance.page_id)
            page.update(**{name: self.cleaned_data[name] for name in changed})
            workflow.record_page_changed(page.get(), by=by, fields=changed)
