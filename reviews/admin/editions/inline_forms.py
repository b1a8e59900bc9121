"""The forms of an edition's parts: its documents, names, response and actions."""

from collections import Counter

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property

from reviews.admin.editions.document_field import DocumentField, limits
from reviews.admin.editions.dropped_files import BOX, row_of
from reviews.admin.editions.row_forms import PartForm, PartFormSet
from reviews.admin.forms import LanguageField
from reviews.lib.dates import HOW_TO_WRITE
from reviews.models import Attachment, Upload
from reviews.models.partial_date import PartialDateFormField


class AttachmentForm(PartForm):
    """The admin sets ``library`` to the documents that may be chosen."""

    library = None
    headed_by = ("title", "kind")
    document = DocumentField(required=False, label="PDF file")
    language = LanguageField()
    also_contains = forms.MultipleChoiceField(
        choices=Attachment.Kind,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="The same file also contains",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].library = self.library

    def _get_validation_exclusions(self) -> set[str]:
        """A file name left empty is made by AttachmentFormSet, which knows the others."""
        made = set() if self.cleaned_data.get("slug") else {"slug"}
        return super()._get_validation_exclusions() | made

    @property
    def upload(self) -> Upload | None:
        """The file that this row is to have once a worker has checked it."""
        return self.fields["document"].widget.upload

    def wait_with(self, document: int | None) -> None:
        """Of a saved row: until the other file is checked, it has the one that it had."""
        self.upload.attachment = self.instance
        self.upload.save(update_fields=["attachment"])
        if document and self.instance.slug and not self.cleaned_data["document"]:
            self.instance.document_id = document
            self.instance.save(update_fields=["document"])

    def clean(self) -> dict:
        cleaned = super().clean()
        for problem, field, sentence in self._contradictions(cleaned):
            if problem and field not in self.errors:
                self.add_error(field, sentence)
        return cleaned

    def _contradictions(self, cleaned: dict):
        document, link = cleaned.get("document") or self.upload, cleaned.get("link")
        state = cleaned.get("state")
        shown = state == Attachment.State.PUBLISHED
        linked = shown or state == Attachment.State.MENTIONED
        return [
            (document and link, "link", "Give either a file or an address elsewhere, not both."),
            (
                (document and not shown) or (link and not linked),
                "state",
                "A document in this state has no file: remove the file or the address, or choose “published”. “Exists, not published here” may have an address elsewhere.",
            ),
            (link and not cleaned.get("hosted_by"), "hosted_by", "Say whose website it is."),
            (
                cleaned.get("dated") and not cleaned.get("dated_as"),
                "dated_as",
                "Say what this date is: date of the report, signed off …",
            ),
            (
                cleaned.get("dated_as") and not cleaned.get("dated"),
                "dated",
                "Give the date, or leave out what it is.",
            ),
        ]


class AttachmentFormSet(PartFormSet):
    def __init__(self, *args, **kwargs) -> None:
        """A new row for each file that was sent before somebody left the form."""
        super().__init__(*args, **kwargs)
        if not self.is_bound and self.max_num:
            sent = [each for each in self.form.library.without_a_row if not each.refusals]
            self.initial_extra = [row_of(each) for each in sent]
            self.extra = len(sent)

    @property
    def box_for_files(self) -> dict:
        """A box that takes several files at once, and makes a row of each."""
        refused = [each for each in self.form.library.without_a_row if each.refusals]
        return {"name": BOX, "refused": refused} | limits()

    @cached_property
    def forms(self) -> list[PartForm]:
        """The documents that the rows name are read together, not row by row."""
        if self.is_bound:
            self.form.library.read_form(self.data)
        return super().forms

    def clean(self) -> None:
        """Give each file a name of its own; a name that was typed is not touched."""
        super().clean()
        rows = self.filled()
        typed = Counter(form.instance.slug for form in rows if form.instance.slug)
        taken = set(typed)
        for form in rows:
            if typed[form.instance.slug] > 1:
                form.add_error("slug", "Another document of this edition has this file name.")
            elif form.instance.document_id and not form.instance.slug:
                form.instance.slug = form.instance.free_slug(taken)
                taken.add(form.instance.slug)

    def waiting(self) -> list[AttachmentForm]:
        """The rows with a file that is not checked yet."""
        return [form for form in self.filled() if form.upload]

    def save(self, commit: bool = True) -> list:
        """Rows with a file that is not checked yet wait for it, with the one that they have."""
        waiting = self.waiting()
        stored = self.model.objects.filter(edition=self.instance).exclude(document=None)
        before = dict(stored.values_list("pk", "document")) if waiting else {}
        saved = super().save(commit)
        for form in waiting:
            form.wait_with(before.get(form.instance.pk))
        return saved


class DatedPartForm(PartForm):
    """A part with dates, each with a hint on how to write it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PartialDateFormField):
                purpose = "" if field.help_text == HOW_TO_WRITE else f"{field.help_text} "
                field.help_text = f"{purpose}14 June 2017, June 2017, 2017 or unknown."


class IdentifierForm(PartForm):
    headed_by = ("value",)


class SubjectForm(PartForm):
    headed_by = ("pseudonym",)


class RowChoiceField(forms.ModelChoiceField):
    """Reads the rows that can be chosen once for a whole form, however many fields share them."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.read: dict[str, models.Model] = {}  # shared with its copies

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if not self.read:
            self.read |= {str(key): key.instance for key, _ in self.choices if key}
        if str(value) not in self.read:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.read[str(value)]


class BoardRoleForm(PartForm):
    headed_by = ("board",)
