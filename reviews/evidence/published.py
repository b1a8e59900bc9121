"""The pages as the public saw them when each edition began, what was signed of them, and their files."""

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import BinaryIO

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string

from reviews.editions.digest import edition_content
from reviews.evidence.zip_writer import Archive
from reviews.lib.exceptions import StorageDown
from reviews.lib.storage import documents_storage, storage_errors
from reviews.models import Attachment, Document, Page, ReviewEdition, Withdrawal
from reviews.public import pages

STYLE = "style/register.css"
# What a page kept as a file does without.
ICON = re.compile(r'\s*(?:<link rel="icon"[^>]*>|<script [^>]*></script>)')
ADDRESS = re.compile(r'\b(href|src|action)="(/[^"]*)"')
CHUNK = 64 * 1024


@dataclass(frozen=True)
class BundledFile:
    """A file that the page showed. ``name`` is its path in the bundle; empty if it is not in it."""

    document: Document
    name: str
    cover: str
    state: str
    shown_as: list[Attachment]


@dataclass(frozen=True)
class Published:
    editions: list[ReviewEdition]
    withdrawals: list[Withdrawal]
    files: list[BundledFile]


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
        values = edition_content(edition).values
        archive.add(content_member(edition), json.dumps(values, sort_keys=True))
        shown = pages.shown(edition, at=edition.live_from)
        archive.add(page_member(edition), _html(shown, _places(edition, files)))
    for row in withdrawals:
        notice = pages.withdrawal_page(row, at=row.edition.live_until)
        archive.add(withdrawal_member(row), _html(notice, {}))
    return Published(editions, withdrawals, files)


def page_member(edition: ReviewEdition) -> str:
    return f"pages/edition-{edition.number}.html"


def content_member(edition: ReviewEdition) -> str:
    return f"editions/{edition.number}.json"


def withdrawal_member(withdrawal: Withdrawal) -> str:
    return f"pages/withdrawal-of-edition-{withdrawal.edition.number}.html"


def _html(shown: pages.Shown, places: dict[str, str]) -> str:
    """The page as a file of the bundle: its style and files are linked there, all else to the site."""
    style = {staticfiles_storage.url("register.css"): f"../{STYLE}"}

    def redirected(link: re.Match) -> str:
        name, address = link.groups()
        return f'{name}="{(style | places).get(address, settings.SITE_URL + address)}"'

    return ADDRESS.sub(redirected, ICON.sub("", render_to_string(shown.template, shown.context)))


def _places(edition: ReviewEdition, files: list[BundledFile]) -> dict[str, str]:
    """The paths in the bundle of the edition's files and covers, by their public addresses."""
    kept = {row.document.pk: row for row in files if row.name}
    found = {}
    for attachment in edition.attachments.all():
        if attachment.document_id in kept:
            address, row = attachment.get_absolute_url(), kept[attachment.document_id]
            found[address] = f"../{row.name}"
            found[address.removesuffix(".pdf") + ".webp"] = f"../{row.cover}"
    return found


def _files(archive: Archive, editions: list[ReviewEdition]) -> list[BundledFile]:
    shown: dict[int, list[Attachment]] = {}
    documents: dict[int, Document] = {}
    for edition in editions:
        for attachment in edition.attachments.all():
            if attachment.document_id:
                attachment.edition = edition
                documents[attachment.document_id] = attachment.document
                shown.setdefault(attachment.document_id, []).append(attachment)
    ordered = sorted(documents.values(), key=lambda document: document.sha256)
    return [_kept(archive, document, shown[document.pk]) for document in ordered]


def _kept(archive: Archive, document: Document, shown_as: list[Attachment]) -> BundledFile:
    """Add the file to the bundle, unless it was erased, cannot be read or has other bytes than were accepted."""
    if document.erased_at:
        return BundledFile(document, "", "", "erased", shown_as)
    name = f"files/{document.sha256}{PurePath(document.file.name).suffix}"
    cover = f"covers/{document.sha256}{PurePath(document.cover.name).suffix}"
    # Read completely first: once begun, a member of the ZIP file cannot be removed.
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as picture:
        try:
            sha256 = _fetch(document.file.name, file)
            _fetch(document.cover.name, picture)
        except StorageDown:
            return BundledFile(document, "", "", "could not be read", shown_as)
        if sha256 != document.sha256:
            return BundledFile(document, "", "", "damaged in storage", shown_as)
        archive.stream(name, _chunks(file))
        archive.stream(cover, _chunks(picture))
    return BundledFile(document, name, cover, "in this bundle", shown_as)


def _fetch(stored: str, into: BinaryIO) -> str:
    """Copy a stored file and return its SHA-256. Raises StorageDown if the store fails, not if our disk is full."""
    found = hashlib.sha256()
    for chunk in _stored(stored):
        found.update(chunk)
        into.write(chunk)
    into.seek(0)
    return found.hexdigest()


def _stored(name: str) -> Iterator[bytes]:
    with storage_errors(), documents_storage().open(name) as file:
        yield from file.chunks()


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    return iter(partial(file.read, CHUNK), b"")


def _style() -> bytes:
    with staticfiles_storage.open("register.css") as style:
        return style.read()
