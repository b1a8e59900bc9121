"""Days of publication that this register has not seen and no earlier website states, where a term depends on them."""

from datetime import date, datetime

from reviews.compliance.rule_lookup import governing_rules, minimum_until
from reviews.editions.digest import EditionContent
from reviews.lib.dates import PartialDate, as_words, london_date
from reviews.models import Attachment, ReviewEdition


def unwitnessed_days(content: EditionContent, *, now: datetime) -> list[str]:
    """Warnings of reports that would come with a day of their own by which their minimum term is over.

    A slip is enough: the day on a report’s cover, typed as that of its publication. Days that came over
    from an earlier website stand beside its name.
    """
    edition = content.row
    if not isinstance(edition, ReviewEdition) or edition.carried_from:
        return []
    stated = [row for row in content.parts[Attachment] if _is_stated(row)]
    if not stated:
        return []
    rule = governing_rules([edition], at=now)[edition.pk]
    begun = Attachment.objects.filter(edition__page=edition.page_id, edition__live_from__lte=now)
    known = set(begun.exclude(document=None).values_list("document", flat=True))
    ends = {row: minimum_until(rule, row.first_published) for row in stated}
    return [
        f"“{row.name}” has “{as_words(row.first_published)}” as its first publication. Its minimum term is "
        f"counted from then: it has been over since {_words(end)}, and the file could be taken away with "
        "nobody to authorise it. Keep that date only if the file was public then. The date on a report goes "
        "into “another date”."
        for row, end in ends.items()
        if end and end <= london_date(now) and row.document_id not in known
    ]


def _is_stated(row: Attachment) -> bool:
    return bool(row.document_id and row.is_report and row.first_published)


def _words(day: date) -> str:
    return as_words(PartialDate(day.isoformat()))
