"""The pages as the public saw them when each began, what was signed of them, and their files."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import File
from django.template.loader import render_to_string

from reviews import pages
from reviews.digest import content
from reviews.documents import STORAGE_FAULTS
from reviews.evidence.archive import Archive
from reviews.models import Attachment, Document, Page, ReviewEdition, Withdrawal
from reviews.models.document import documents_storage

STYLE = "style/register.css"
ICON = re.compile(r'\s*<link rel="icon"[^>]*>')
ADDRESS = re.compile(r'\b(href|src)="(/[^"]*)"')


@dataclass(frozen=True)
class Kept:
    """A file that the page showed. ``name`` is its place in the bundle; empty when it is not there."""

    document: Document
    name: str
    cover: str
    state: str
    shown_as: list[Attachment]


@dataclass(frozen=True)
class Published:
    editions: list[ReviewEdition]
    withdrawals: list[Withdrawal]
    files: list[Kept]


def write(archive: Archive, page: Page, *, at: datetime) -> Published:
    editions = list(
        ReviewEdition.objects.begun(by=at).filter(page=page).with_parts().order_by("live_from")
    )
    withdrawals = Withdrawal.objects.filter(edition__page=page, edition__live_until__lte=at)
    withdrawals = list(
        withdrawals.select_related("edition__page__board", "by").order_by("edition__live_from")
    )
    files = _files(archive, editions)
    archive.add(STYLE, _style())
    for edition in editions:
        said = json.dumps(content(edition), sort_keys=True)
        archive.add(said_member(edition), said)
        shown = pages.shown(edition, at=edition.live_from)
        archive.add(page_member(edition), _html(shown, _places(edition, files)))
    for row in withdrawals:
        notice = pages.notice(row, at=row.edition.live_until)
        archive.add(notice_member(row), _html(notice, {}))
    return Published(editions, withdrawals, files)


def page_member(edition: ReviewEdition) -> str:
    return f"pages/edition-{edition.number}.html"


def said_member(edition: ReviewEdition) -> str:
    return f"editions/{edition.number}.json"


def notice_member(withdrawal: Withdrawal) -> str:
    return f"pages/withdrawal-of-edition-{withdrawal.edition.number}.html"


def _html(shown: pages.Shown, places: dict[str, str]) -> str:
    """The page made to stand by itself: style and files beside it, other links to the site."""
    style = {staticfiles_storage.url("register.css"): f"../{STYLE}"}

    def aim(found: re.Match) -> str:
        name, address = found.groups()
        return f'{name}="{(style | places).get(address, settings.SITE_URL + address)}"'

    return ADDRESS.sub(aim, ICON.sub("", render_to_string(shown.template, shown.context)))


def _places(edition: ReviewEdition, files: list[Kept]) -> dict[str, str]:
    """Where in the bundle the edition's files and covers are, by their public addresses."""
    kept = {row.document.pk: row for row in files if row.name}
    found = {}
    for paper in edition.attachments.all():
        if paper.document_id in kept:
            address, row = paper.get_absolute_url(), kept[paper.document_id]
            found[address] = f"../{row.name}"
            found[address.removesuffix(".pdf") + ".webp"] = f"../{row.cover}"
    return found


def _files(archive: Archive, editions: list[ReviewEdition]) -> list[Kept]:
    shown: dict[int, list[Attachment]] = {}
    documents: dict[int, Document] = {}
    for edition in editions:
        for paper in edition.attachments.all():
            if paper.document_id:
                paper.edition = edition
                documents[paper.document_id] = paper.document
                shown.setdefault(paper.document_id, []).append(paper)
    ordered = sorted(documents.values(), key=lambda document: document.sha256)
    return [_kept(archive, document, shown[document.pk]) for document in ordered]


def _kept(archive: Archive, document: Document, shown_as: list[Attachment]) -> Kept:
    """Add the file; what was erased or cannot be read is told of and not there."""
    if document.erased_at:
        return Kept(document, "", "", "erased", shown_as)
    name = f"files/{document.sha256}{PurePath(document.file.name).suffix}"
    cover = f"covers/{document.sha256}{PurePath(document.cover.name).suffix}"
    storage = documents_storage()
    try:
        with storage.open(document.file.name) as file, storage.open(document.cover.name) as picture:
            archive.stream(name, _chunks(file))
            archive.stream(cover, _chunks(picture))
    except STORAGE_FAULTS:
        return Kept(document, "", "", "could not be read", shown_as)
    return Kept(document, name, cover, "in this bundle", shown_as)


def _chunks(file: File) -> Iterator[bytes]:
    return file.chunks()


def _style() -> bytes:
    with staticfiles_storage.open("register.css") as style:
        return style.read()
