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
    reached, new = set(), {model}
    while new:
        reached |= new
        new = {other for each in new for other in _pointed_at(each)} - reached
    return bool(reached & {Page, Document})


def _pointed_at(model: type[Model]) -> set[type[Model]]:
    fields = model._meta.local_concrete_fields
    return {field.related_model for field in fields if field.is_relation}


def _is_text(field) -> bool:
    field = getattr(field, "base_field", field)  # of an array, its elements
    return isinstance(field, TEXT) and not field.choices and not isinstance(field, PartialDateField)
