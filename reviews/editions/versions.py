"""Whether a page may say that it is the same in another language as another page."""

from collections.abc import Iterator

from django.db.models import Q

from reviews.editions.blockers import Blocker
from reviews.editions.digest import EditionContent
from reviews.lib import languages
from reviews.models import Edition


def version_blockers(content: EditionContent) -> Iterator[Blocker]:
    """Costs two queries, for a page that says so. A page is in each language once."""
    edition = content.row
    if edition.version_of_id is None:
        return
    named = edition.version_of
    facts = {"page": named, "language": languages.name_of(edition.language)}
    # A page that never was public may have been given to another board since.
    if (named.kind, named.board_id) != (edition.page.kind, edition.page.board_id):
        yield Blocker.of("version-elsewhere", "version_of", **facts)
    yield from _taken(edition, facts)
    if Edition.objects.filter(version_of=edition.page_id, live_until=None).exists():
        yield Blocker.of("version-named", "version_of", **facts)


def _taken(edition: Edition, facts: dict) -> Iterator[Blocker]:
    named = edition.version_of
    shown = Edition.objects.filter(live_from__isnull=False, live_until=None)
    same = Q(page=named) | Q(version_of=named)
    for other in shown.filter(same).exclude(page=edition.page_id).select_related("page"):
        if other.page_id == named.pk and other.version_of_id:
            yield Blocker.of("version-of-version", "version_of", **facts)
        elif other.language == edition.language:
            yield Blocker.of("version-taken", "version_of", other=other.page, **facts)
