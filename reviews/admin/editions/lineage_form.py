"""The form in which an edition says what becomes of the documents that it takes away."""

from django import forms
from django.utils.functional import cached_property

from reviews.admin.editions.row_forms import PartForm, PartFormSet
from reviews.editions.digest import EditionContent
from reviews.editions.lineage import Departure, departures, shown_before
from reviews.lib import clock
from reviews.models import Attachment, Document, Lineage

NOTHING = "Nothing: it is withdrawn"


class SuccessorField(forms.ModelChoiceField):
    """A file of the edition. ``names`` are by the key of the document."""

    names: dict[int, str] = {}

    def label_from_instance(self, document: Document) -> str:
        return self.names[document.pk]


class LineageForm(PartForm):
    """``leaving`` are the documents that leave, ``files`` the names of those that the edition shows."""

    document = forms.ModelChoiceField(Document.objects.all(), widget=forms.HiddenInput)
    successor = SuccessorField(Document.objects.none(), required=False, empty_label=NOTHING)

    def __init__(self, *args, leaving: list[Departure], files: dict[int, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "successor" not in self.fields:  # read-only
            return
        names = {str(each.attachment.document_id): each.name for each in leaving}
        self.fields["document"].queryset = Document.objects.filter(pk__in=names)
        successor, reason = self.fields["successor"], self.fields["reason"]
        successor.queryset, successor.names = Document.objects.filter(pk__in=files), files
        name = names.get(str(self["document"].value()), "the document")
        successor.label, reason.label = f"What replaces {name}", "Why"
        reason.choices = [("", "Choose a reason"), *Lineage.REASONS]


class LineageFormSet(PartFormSet):
    """A row for each document that leaves, whether or not something is stated of it yet."""

    def __init__(self, *args, instance=None, **kwargs) -> None:
        self.edition = instance
        if self.leaving and kwargs.get("data") is not None:
            kwargs["initial"] = [self._suggested(each) for each in self.leaving]
        elif offered := [each for each in self.leaving if each.stated is None]:
            kwargs["initial"] = [self._suggested(each) for each in offered]
            self.extra, self.max_num = len(offered), len(self.leaving)
        super().__init__(*args, instance=instance, **kwargs)

    @cached_property
    def shown(self) -> list[Attachment]:
        return list(self.edition.attachments.order_by("position", "pk"))

    @cached_property
    def leaving(self) -> list[Departure]:
        """As it is stored; nothing leaves with an edition that has a period."""
        if not (self.edition and self.edition.pk and self.edition.is_draft):
            return []
        parts = {Attachment: self.shown, Lineage: list(self.edition.lineage.all())}
        before = shown_before(self.edition, now=clock.now())
        return departures(EditionContent(self.edition, parts), before)

    def get_queryset(self):
        """Of a draft without rows about documents that are shown again."""
        stated = [each.stated.pk for each in self.leaving if each.stated]
        found = super().get_queryset()
        return [row for row in found if row.pk in stated] if self.edition.is_draft else found

    def get_form_kwargs(self, index) -> dict:
        names = {
            row.document_id: f"“{row}” ({row.slug}.pdf)" for row in self.shown if row.document_id
        }
        return super().get_form_kwargs(index) | {"leaving": self.leaving, "files": names}

    def filled(self) -> list[PartForm]:
        """Without those about documents that are shown again, once the documents are saved."""
        shown = set(self.edition.attachments.values_list("document", flat=True))
        return [form for form in super().filled() if form.instance.document_id not in shown]

    def _suggested(self, departure: Departure) -> dict:
        """The file that has its name now, or is of its kind, is offered as its successor."""
        before = departure.attachment
        kept = [row for row in self.shown if row.document_id]
        named = [row for row in kept if row.slug == before.slug]
        similar = [row for row in kept if row.kind == before.kind]
        successor = next(iter([*named, *similar]), None)
        return {
            "document": before.document_id,
            "successor": successor.document_id if successor else None,
        }
