"""The forms of drafts, guarded against two people saving over each other."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from reviews.admin.forms import LanguageField, SafeForm
from reviews.admin.markdown_field import CountedText
from reviews.admin.version_field import NO_VERSION, VersionField
from reviews.lib.dates import HOW_TO_WRITE
from reviews.lib.exceptions import Refused
from reviews.models import Edition, ListingEdition, Page, ReviewType, User
from reviews.models.partial_date import PartialDateFormField

SUGGESTED_WORDS = 60  # of a summary
SOMEBODY_SAVED = (
    "{who} saved this draft at {when} while you were working on it. What you entered is still below "
    "and has not been saved. Open this page in a second window to see what they saved. To put your "
    "version in its place, tick “Replace what is saved” and save again."
)
YOU_SAVED = (
    "You saved this draft yourself at {when}, in another window or before you came back to this form. "
    "What you entered here is still below and has not been saved. If nothing is missing in it, tick "
    "“Replace what is saved” and save again."
)
NO_LONGER_A_DRAFT = (
    "This edition was published while you were working on it, so it can no longer be changed. What "
    "you entered is still below: copy what you need, go to the page and press Edit."
)


class EditionForm(SafeForm):
    """A draft. ``seen_version`` is what its editor opened, ``replace`` the version that an error has shown them since.

    The admin sets ``user`` to the editor.
    """

    user: User | None = None
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    replace = forms.IntegerField(required=False)
    language = LanguageField()
    version_of = VersionField()

    class Meta:
        widgets = {"summary": CountedText(words=SUGGESTED_WORDS)}
        help_texts = {
            "summary": "One or two plain sentences, shown under the title. "
            f"About {SUGGESTED_WORDS} words read best."
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.stored_version = self.initial["seen_version"] = self.instance.draft_version
        self.is_overtaken = False
        for field in self.fields.values():
            if isinstance(field, PartialDateFormField) and field.help_text == HOW_TO_WRITE:
                field.help_text = ""  # how to write dates stands above all of them

    def clean(self) -> dict:
        cleaned = super().clean()
        stored = Edition.objects.select_related("edited_by").get(pk=self.instance.pk)
        if not stored.is_draft:
            raise ValidationError(NO_LONGER_A_DRAFT, code="published")
        self.stored_version = self.instance.draft_version = stored.draft_version
        if stored.draft_version not in (cleaned.get("seen_version"), cleaned.get("replace")):
            self.is_overtaken = True
            when = date_format(stored.edited_at.astimezone(), "H:i, j F")
            sentence = YOU_SAVED if stored.edited_by == self.user else SOMEBODY_SAVED
            raise ValidationError(
                sentence.format(who=stored.edited_by, when=when), code="overtaken"
            )
        return cleaned

    def clean_version_of(self) -> Page | None:
        """Of the same kind and board, which the database asks too."""
        found, own = self.cleaned_data["version_of"], self.instance.page
        is_like = found and (found.kind, found.board_id) == (own.kind, own.board_id)
        if found and (not is_like or found == own):
            raise ValidationError(NO_VERSION)
        return found

    @property
    def resolved_at(self) -> str:
        """The box that settles what is wrong with the whole form, if there is one."""
        return "id_replace" if self.is_overtaken else ""

    def lock(self) -> None:
        """Lock the page as the verbs lock it, so that neither overtakes the other.

        Once the form is valid, because checking a long one takes seconds. Raises Refused if
        somebody saved or published the edition meanwhile: validated again, the form says so.
        """
        Page.objects.select_for_update().get(pk=self.instance.page_id)
        stored = Edition.objects.filter(pk=self.instance.pk).first()
        if not stored or not stored.is_draft or stored.draft_version != self.stored_version:
            raise Refused


class ListingEditionForm(EditionForm):
    review_types = forms.MultipleChoiceField(
        choices=ReviewType,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Types of review that it lists",
    )

    class Meta(EditionForm.Meta):
        model = ListingEdition
        fields = ["title", "summary", "review_types", "body", "language", "version_of"]
