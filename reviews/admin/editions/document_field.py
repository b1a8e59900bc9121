"""A form field for one PDF that keeps what was uploaded when the rest of the form fails.

Checking a file takes up to half a minute. So it is taken in before the form is validated, which
happens in a transaction that others wait for.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.signing import BadSignature, Signer

from reviews.documents import intake
from reviews.lib.exceptions import Refused, StorageDown
from reviews.models import Document, User

STORAGE_DOWN = (
    "The file could not be stored, because the store of documents does not answer. Everything else "
    "you entered is still here: choose the file again and save in a few minutes."
)
# Signed, so that nobody attaches a document that they were not shown.
_signer = Signer(salt="reviews.uploads")


def take_in(upload: File, *, by: User) -> None:
    """Check and store what was uploaded; its ``outcome`` is the Document, or why there is none."""
    try:
        upload.outcome = intake.accept(upload, by=by)
    except (Refused, StorageDown) as fault:
        upload.outcome = fault


class DocumentWidget(forms.FileInput):
    """A file input next to the document that is already attached."""

    template_name = "admin/reviews/document_widget.html"
    needs_multipart_form = True
    kept: Document | None = None

    def format_value(self, value) -> None:
        return None

    def value_from_datadict(self, data, files, name) -> dict:
        return {
            "upload": files.get(name),
            "kept": data.get(f"{name}-kept", ""),
            "remove": f"{name}-remove" in data,
        }

    def value_omitted_from_data(self, data, files, name) -> bool:
        return name not in files and f"{name}-kept" not in data

    def get_context(self, name, value, attrs) -> dict:
        context = super().get_context(name, None, attrs)
        token = _signer.sign(self.kept.pk) if self.kept else ""
        context["widget"] |= {"document": self.kept, "token": token}
        return context


class DocumentField(forms.Field):
    """A Document: a new upload, which was taken in before, or the one kept from before."""

    widget = DocumentWidget

    def get_bound_field(self, form, field_name):
        """Until something is sent, the widget shows the document of the form's row."""
        if not form.is_bound:
            self.widget.kept = getattr(form.instance, field_name)
        return super().get_bound_field(form, field_name)

    def clean(self, value: dict) -> Document | None:
        """A refused upload leaves the document that was there before it in place."""
        is_kept = value["kept"] and not value["remove"]
        self.widget.kept = _kept(value["kept"]) if is_kept else None
        if value["upload"] is not None:
            self.widget.kept = _taken_in(value["upload"])
        return self.widget.kept

    def has_changed(self, initial, data: dict) -> bool:
        if data["upload"] is not None or data["remove"]:
            return True
        return bool(data["kept"]) and _key(data["kept"]) != str(initial)


def _taken_in(upload: File) -> Document:
    match upload.outcome:
        case Refused() as refusal:
            raise ValidationError(refusal.reasons) from refusal
        case StorageDown() as fault:
            raise ValidationError(STORAGE_DOWN, code="storage") from fault
    return upload.outcome


def _key(token: str) -> str | None:
    """The primary key in ``token``; None when it is not one of ours."""
    try:
        return _signer.unsign(token)
    except BadSignature:
        return None


def _kept(token: str) -> Document:
    document = Document.objects.filter(pk=_key(token)).first()
    if document is None:
        raise ValidationError("The uploaded file was lost on the way: choose it again.")
    return document
