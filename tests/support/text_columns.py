"""Where text about a page may be, by the fields of the models."""

from django.db.models import CharField, FileField, JSONField, Model, TextField

from reviews.models import Document, Page
from reviews.models.partial_date import PartialDateField

TEXT = (CharField, TextField, JSONField, FileField)


def text_columns(model: type[Model]) -> list[str]:
    """The columns of its own table that hold text which is not chosen from a list."""
    return [field.column for field in model._meta.local_concrete_fields if _is_text(field)]


def is_about_a_page(model: type[Model]) -> bool:
    """A page, a document, or what points at one of them, directly or not."""
    fields = (field for field in model._meta.local_concrete_fields if field.is_relation)
    others = {field.related_model for field in fields} - {model}
    return model in {Page, Document} or any(map(is_about_a_page, others))


def _is_text(field) -> bool:
    field = getattr(field, "base_field", field)  # of an array, its elements
    return isinstance(field, TEXT) and not field.choices and not isinstance(field, PartialDateField)
