"""A form field for one PDF: uploaded, chosen among those that are here, or kept from before.

What was uploaded is kept when the rest of the form fails. Checking a file takes up to half a minute.
So it is taken in before the form is validated, which happens in a transaction that others wait for; and
where a worker checks it, the form is saved meanwhile.
"""

from typing import ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File

from reviews import workflow
from reviews.admin.editions.file_tokens import document_key, token_of, upload_key
from reviews.documents import space, uploads
from reviews.documents.limits import limit, too_large
from reviews.lib import jobs
from reviews.lib.exceptions import Refused, StorageDown
from reviews.models import Document, Edition, Upload, User

EITHER_OR = (
    "You chose a file and a document that is already here. The file was taken: remove it below and save "
    "again if you meant the other."
)
LOST = "The uploaded file was lost on the way: choose it again."


def take_in(file: File, draft: Edition, *, by: User) -> None:
    """Check and store what was sent, or store it for a worker; its ``outcome`` is the Document, the Upload,
    or why there is neither."""
    try:
        file.outcome = (
            _queued(file, draft, by) if jobs.are_queued() else uploads.accept(file, draft, by=by)
        )
    except (Refused, StorageDown) as fault:
        file.outcome = fault


def _queued(file: File, draft: Edition, by: User) -> Upload:
    upload = uploads.receive(file, draft, by=by)
    workflow.have_checked(upload)
    return upload


def reasons(fault: Refused | StorageDown) -> list[str]:
    """Sentences for whoever sent a file that was not taken."""
    return fault.reasons if isinstance(fault, Refused) else [uploads.why_not_stored(fault)]


class DocumentWidget(forms.FileInput):
    """A file input next to the document that is already attached; it says how large a file may be."""

    class Media:
        js: ClassVar = [forms.Script("upload.js", defer=True)]

    template_name = "admin/reviews/document_widget.html"
    needs_multipart_form = True
    kept: Document | None = None
    upload: Upload | None = None  # that waits to be checked, or was refused
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
        waits = self.upload is not None and self.upload.is_waiting
        kept = self.upload if waits else self.kept
        context["widget"] |= {
            "document": self.kept,
            "upload": self.upload,
            "token": token_of(kept) if kept else "",
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


class DocumentField(forms.Field):
    """A Document: a new upload, which was taken in before, one that is already here, or the one kept from before.

    ``library``, what may be chosen from, must be set before the field is cleaned.
    """

    widget = DocumentWidget
    library = None

    def get_bound_field(self, form, field_name):
        """Until something is sent, the widget shows the document of the form's row, or what was sent for it."""
        if not form.is_bound:
            self.widget.kept = getattr(form.instance, field_name)
            self.widget.upload = form.initial.get("upload") or self.library.sent_for(form.instance)
            if self.widget.upload and self.widget.upload.document:
                self.widget.kept, self.widget.upload = self.widget.upload.document, None
        return super().get_bound_field(form, field_name)

    def clean(self, value: dict) -> Document | None:
        """A refused upload or choice leaves the document that was there before it in place.

        None with an ``upload`` of the widget is a file that a worker has not checked yet.
        """
        self.widget.kept = self.widget.upload = None
        self.widget.chosen = value["chosen"]
        if value["kept"] and not value["remove"]:
            self._keep(value["kept"])
        if value["upload"] is not None:
            self._take(value["upload"].outcome)
            if value["chosen"]:
                raise ValidationError(EITHER_OR, code="either_or")
        elif value["chosen"]:
            self.widget.kept, self.widget.upload = self.library.choose(value["chosen"]), None
            self.widget.chosen = ""
        if self.widget.upload and self.widget.upload.refusals:
            raise ValidationError(self.widget.upload.refusals)
        return self.widget.kept

    def _keep(self, token: str) -> None:
        sent = self.library.uploads.get(upload_key(token))
        document = sent.document if sent else self.library.documents.get(document_key(token))
        if sent is None and document is None:
            raise ValidationError(LOST)
        self.widget.kept, self.widget.upload = document, None if document else sent

    def _take(self, outcome: Document | Upload | Refused | StorageDown) -> None:
        """Raises ValidationError with what to do if the file was refused."""
        match outcome:
            case Document():
                self.widget.kept, self.widget.upload = outcome, None
            case Upload():
                self.widget.upload = outcome  # and what is in place until it is checked
            case Refused():
                raise ValidationError(reasons(outcome)) from outcome
            case _:
                raise ValidationError(reasons(outcome), code="storage") from outcome

    def has_changed(self, initial, data: dict) -> bool:
        if data["upload"] is not None or data["remove"] or data["chosen"]:
            return True
        if upload_key(data["kept"]):
            return True
        return bool(data["kept"]) and document_key(data["kept"]) != initial
