"""The queue of e-mail: a row for each person and thing, never two."""

from collections.abc import Iterable

from django.conf import settings

from reviews.models import Concern, Edition, Mail, Page, User
from reviews.notifications.recipients import wanting

FORMS = {Page.Kind.PLAIN: "pageedition", Page.Kind.LISTING: "listingedition"}
PAGES = {Page.Kind.PLAIN: "plainpage", Page.Kind.LISTING: "listing"}


def queue_for_edition(kind: str, edition: Edition, people: Iterable[User], *, key: str) -> None:
    step = "approve" if kind in (Mail.Kind.WAITS, Mail.Kind.UNSIGNED) else "change"
    reference = f"page {edition.page_id}, edition {edition.number}"
    form = FORMS.get(edition.page.kind, "reviewedition")
    link = f"/admin/reviews/{form}/{edition.pk}/{step}/"
    _queue(kind, people, key=f"{kind}:{key}", reference=reference, link=link)


def queue_for_page(kind: str, page: Page, people: Iterable[User], *, key: str) -> None:
    link = f"/admin/reviews/{PAGES.get(page.kind, 'review')}/{page.pk}/change/"
    _queue(kind, people, key=f"{kind}:{key}", reference=f"page {page.pk}", link=link)


def queue_for_concern(kind: str, concern: Concern, people: Iterable[User], *, key: str) -> None:
    link = f"/admin/concerns/{concern.pk}/"
    _queue(kind, people, key=f"{kind}:{key}", reference=f"case {concern.pk}", link=link)


def queue_account_mail(kind: str, user: User, *, key: str) -> None:
    """An invitation or a new password; the link is made when it is sent, and kept nowhere."""
    if settings.MAIL_IS_SET_UP and user.email:
        rows = [Mail(user=user, kind=kind, key=f"{kind}:{key}")]
        Mail.objects.bulk_create(rows, ignore_conflicts=True)


def _queue(kind: str, people: Iterable[User], *, key: str, reference: str, link: str) -> None:
    facts = {"kind": kind, "key": key, "reference": reference, "link": link}
    rows = [Mail(user=user, **facts) for user in wanting(kind, people)]
    Mail.objects.bulk_create(rows, ignore_conflicts=True)
