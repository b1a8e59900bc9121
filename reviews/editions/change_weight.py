"""Whether the weight that is given to a change can be true."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, Model, URLField

from reviews.editions.blockers import Blocker
from reviews.editions.comparison import label
from reviews.editions.digest import EditionContent, edition_content
from reviews.editions.lineage import superseded
from reviews.models import Edition
from reviews.models.edition_parts import PARTS
from reviews.models.partial_date import PartialDateField

# What is chosen or dated, but says nothing about the review.
NOT_FACTS = {"change_weight", "edition"}


def weight_blockers(content: EditionContent, *, weight: str, now: datetime) -> list[Blocker]:
    """Spelling and layout are in words: a change of anything that is chosen, dated or attached is more."""
    if weight != Edition.Weight.TYPOGRAPHICAL:
        return []
    before = superseded(content.row, now=now)
    if before is None:
        return []
    old, new = _facts(edition_content(before)), _facts(content)
    changed = sorted(label(name).lower() for name in new if new[name] != old.get(name))
    return [Blocker.of("more-than-spelling", "weight", names=", ".join(changed))] if changed else []


def _facts(content: EditionContent) -> dict[str, object]:
    """By the name of each field and part, what of it is not merely worded."""
    own = content.values
    found = {name: own[name] for name in own.keys() & _names(type(content.row))}
    for part in PARTS:
        rows = own.get(part._meta.model_name, [])
        names = sorted(_names(part))
        found[part._meta.model_name] = [
            [row[name] for name in names if name in row] for row in rows
        ]
    return found


def _names(model: type[Model]) -> set[str]:
    fields = model._meta.concrete_fields
    return {field.name for field in fields if _is_fact(field)} - NOT_FACTS


def _is_fact(field: Field) -> bool:
    typed = isinstance(field, PartialDateField | ArrayField | URLField)
    return bool(typed or field.choices or field.is_relation)
