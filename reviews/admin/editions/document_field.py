"""A form field for one PDF: uploaded, chosen among those that are here, or kept from before.

What was uploaded is kept when the rest of the form fails. Checking a file takes up to half a minute.
So it is taken in before the form is validated, which happens in a transaction that others wait for.
"""

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.signing import BadSignature, Signer

from reviews.documents import intake, space
from reviews.documents.labels import as_labelled_before
from reviews.documents.limits import limit, too_large
from reviews.lib.exceptions import DiskFull, Refused, StorageDown
from reviews.models import Document, Edition, User

STORAGE_DOWN = (
    "The file could not be stored, because the store of documents or the database does not answer. "
    "Everything else you entered is still here: choose the file again and save in a few minutes."
)
EITHER_OR = (
    "You chose a file and a document that is already here. The file was taken: remove it below and save "
    "again if you meant the other."
)
# Signed, so that nobody attaches a document that they were not shown.
_signer = Signer(salt="reviews.uploads")


def take_in(upload: File, draft: Edition, *, by: User) -> None:
    """Check and store what was uploaded; its ``outcome`` is the Document, or why there is none.

    What the page of the draft shows already, with its title, is that again.
    """
    shown = Document.objects.filter(attachments__edition__page=draft.page, erased_at=None)
    try:
        document = intake.accept(upload, by=by)
        upload.outcome = as_labelled_before(document, shown.distinct().order_by("-pk"))
    except (Refused, StorageDown) as fault:
        upload.outcome = fault


class DocumentWidget(forms.FileInput):
    """A file input next to the document that is already attached; it says how large a file may be."""

    class Media:
        js: ClassVar = [forms.Script("upload.js", defer=True)]

    template_name = "admin/reviews/document_widget.html"
    needs_multipart_form = True
    kept: Document | None = None
    chosen = ""

    def format_value(self, value) -> None:
        return None

    def value_from_datadict(self, data, files, name) -> dict:
        return {
            "upload": files.get(name),
            "kept": data.get(f"{name}-kept", ""),
            "remove": f"{name}-remove" in data,
            "chosen": data.get(f"{name}-chosen", "").strip(),
        }

    def value_omitted_from_data(self, data, files, name) -> bool:
        others = (f"{name}-kept", f"{name}-chosen")
        return name not in files and not any(data.get(other) for other in others)

    def get_context(self, name, value, attrs) -> dict:
        context = super().get_context(name, None, attrs)
        token = token_of(self.kept) if self.kept else ""
        context["widget"] |= {
            "document": self.kept,
            "token": token,
            "chosen": self.chosen,
            **limits(),
        }
        return context


def limits() -> dict:
    """What a box for files says of how large each may be."""
    return {
        "limit": limit(),
        "limit_mb": settings.DOCUMENT_LIMIT_MB,
        "too_large": too_large(),
        "no_space": space.NO_SPACE if space.is_nearly_full() else "",
    }


def accepted(upload: File) -> Document:
    """The Document of an upload that was taken in. Raises ValidationError with what to do if it was refused."""
    match upload.outcome:
        case Refused() as refusal:
            raise ValidationError(refusal.reasons) from refusal
        case DiskFull() as fault:
            raise ValidationError(space.NO_SPACE, code="storage") from fault
        case StorageDown() as fault:
            raise ValidationError(STORAGE_DOWN, code="storage") from fault
    return upload.outcome


def token_of(document: Document) -> str:
    """What a form sends back to keep a document that it has uploaded before."""
    return _signer.sign(document.pk)


class DocumentField(forms.Field):
    """A Document: a new upload, which was taken in before, one that is already here, or the one kept from before.

    ``library``, what may be chosen from, must be set before the field is cleaned.
    """

    widget = DocumentWidget
    library = None

    def get_bound_field(self, form, field_name):
        """Until something is sent, the widget shows the document of the form's row."""
        if not form.is_bound:
            self.widget.kept = getattr(form.instance, field_name)
        return super().get_bound_field(form, field_name)

    def clean(self, value: dict) -> Document | None:
        """A refused upload or choice leaves the document that was there before it in place."""
        is_kept = value["kept"] and not value["remove"]
        self.widget.kept = self._kept(value["kept"]) if is_kept else None
        self.widget.chosen = value["chosen"]
        if value["upload"] is not None:
            self.widget.kept = accepted(value["upload"])
            if value["chosen"]:
                raise ValidationError(EITHER_OR, code="either_or")
        elif value["chosen"]:
            self.widget.kept = self.library.choose(value["chosen"])
            self.widget.chosen = ""
        return self.widget.kept

    def _kept(self, token: str) -> Document:
        document = self.library.documents.get(_number(token))
        if document is None:
            raise ValidationError("The uploaded file was lost on the way: choose it again.")
        return document

    def has_changed(self, initial, data: dict) -> bool:
        if data["upload"] is not None or data["remove"] or data["chosen"]:
            return True
        return bool(data["kept"]) and _number(data["kept"]) != initial


def named_in(data: Mapping[str, str]) -> tuple[list[int], list[str]]:
    """The numbers of the documents that a form keeps from before, and what was typed to choose others."""
    kept = [_number(token) for name, token in data.items() if name.endswith("-kept")]
    chosen = [typed for name, typed in data.items() if name.endswith("-chosen") and typed]
    return [number for number in kept if number], chosen


def _number(token: str) -> int | None:
    """The primary key in ``token``; None when it is not one of ours."""
    try:
        return int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
