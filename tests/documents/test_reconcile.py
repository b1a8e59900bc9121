"""The storage of documents compared with the rows: everything that differs is found, and evidence is kept."""

import os
import random
import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client, RequestFactory

from reviews.documents import delivery, intake
from reviews.documents.reconcile import Fault, Kind, fault_of
from reviews.documents.repairing import Done, Repair
from reviews.documents.soundness import OtherBytes, require_sound
from reviews.documents.stored_files import names, store
from reviews.lib import clock
from reviews.lib.storage import documents_storage
from reviews.models import Document, ReadingCopy
from tests.support import bypass, erasures, pdfs
from tests.support import factories as make
from tests.support.append_only_rows import make_original
from tests.support.tagged_pdfs import tag, tagged_pdf

pytestmark = pytest.mark.django_db
TAGGED = tagged_pdf(tag("H1", "Why"), tag("P", "Words of the page."), title="Why")
HOURS_AGO = 1_600_000_000  # seconds


def reconcile(capsys, *options: str) -> tuple[int, dict[str, tuple[int, ...]]]:
    """The exit status, and the lines of the table that are not all nought: found, put aside, made, removed."""
    status = 0
    try:
        call_command("reconcile", *options)
    except SystemExit as ended:
        status = ended.code
    lines = re.findall(
        r"^(\w.*?) +(\d+) +(\d+) +(\d+) +(\d+)$", capsys.readouterr().out, re.MULTILINE
    )
    table = {kind: tuple(map(int, numbers)) for kind, *numbers in lines}
    assert len(table) == len(Kind)
    return status, {kind: numbers for kind, numbers in table.items() if any(numbers)}


def path_of(file) -> Path:
    return Path(documents_storage().path(file.name))


def a_document() -> Document:
    made = make.make_document()
    ReadingCopy.objects.create(document=made)
    return made


def everything(tmp_path) -> dict[str, bytes]:
    folder = tmp_path / "documents"
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def flipped(content: bytes, place: int = 0) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def erased_document() -> Document:
    document = make.make_document()
    draft = make.open_bare_review(state="published")
    make.attach(draft, document)
    erasures.erase(draft.page, document=None)
    return document


def test_what_differs_is_found_and_put_right_without_losing_anything(capsys, tmp_path):
    sound, missing, other, drawn = (a_document() for _ in range(4))
    picture = path_of(sound.cover).read_bytes()
    original, undrawn = (
        make_original(sound, pdfs.make_pdf(producer=f"{number}"), picture) for number in (1, 2)
    )
    kept = everything(tmp_path)

    path_of(missing.file).unlink()
    path_of(other.file).write_bytes(flipped(kept[other.file.name]))
    path_of(original.file).write_bytes(kept[original.file.name] + b"\n")
    path_of(drawn.cover).write_bytes(flipped(picture, 200))
    path_of(undrawn.cover).unlink()
    unread = make.make_document()
    again = erased_document()
    store(again.file.name, ContentFile(b"%PDF"))
    storage = documents_storage()
    for name in ("ab/stray.pdf", "notes.txt", f"{storage.UNFINISHED}/half.part"):
        path = tmp_path / "documents" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"Grace Okafor")
        os.utime(path, (HOURS_AGO, HOURS_AGO))
    store("cd/arriving.pdf", ContentFile(b"of an upload that is going on"))
    before = everything(tmp_path)

    found = {Kind.MISSING: 1, Kind.LENGTH: 1, Kind.BYTES: 1, Kind.NO_COVER: 1, Kind.COVER: 1}
    found |= {Kind.NO_READING_COPY: 1, Kind.STRAY: 2, Kind.UNFINISHED: 1, Kind.ERASED: 1}
    table = {kind: (number, 0, 0, 0) for kind, number in found.items()}
    assert reconcile(capsys) == (2, table)
    assert everything(tmp_path) == before

    aside = {Kind.LENGTH, Kind.BYTES, Kind.STRAY, Kind.UNFINISHED}
    table |= {kind: (found[kind], found[kind], 0, 0) for kind in aside}
    table |= dict.fromkeys((Kind.NO_COVER, Kind.COVER, Kind.NO_READING_COPY), (1, 0, 1, 0))
    assert reconcile(capsys, "--repair") == (2, table)
    after = everything(tmp_path)
    moved = {name.split("/", 2)[2]: after[name] for name in after if name.startswith("quarantine/")}
    record = moved.pop("record.txt").decode()
    assert moved == {name: before[name] for name in moved}
    assert set(moved) == {
        *(other.file.name, original.file.name, drawn.cover.name),
        *("ab/stray.pdf", "notes.txt", f"{storage.UNFINISHED}/half.part"),
    }
    assert f"put aside: {other.file.name} (files with other bytes" in record
    assert f"made again: {undrawn.cover.name} (covers that are missing)" in record
    assert f"made again: {unread.file.name} (documents without a reading copy)" in record
    for each in (drawn, undrawn):
        assert path_of(each.cover).read_bytes() == picture

    for row in (missing, other, original):
        store(row.file.name, ContentFile(kept[row.file.name]))
    call_command("finish_erasures")
    capsys.readouterr()
    assert reconcile(capsys, "--minutes=0", "--repair") == (1, {Kind.STRAY: (1, 1, 0, 0)})


def test_every_flipped_bit_is_found_and_none_of_them_is_served(capsys):
    rows, dice = [], random.Random(10)  # noqa: S311
    for number in range(100):
        content = dice.randbytes(500 + number)
        sha256 = make.hashlib.sha256(content).hexdigest()
        store(names(sha256)[0], ContentFile(content))
        row = make.make_unchecked_document(sha256=sha256, size=len(content))
        require_sound(row)
        path_of(row.file).write_bytes(flipped(content, dice.randrange(len(content))))
        rows.append(row)
    request, headers = RequestFactory().get("/"), {"ETag": '"a"'}
    for row in rows:
        with pytest.raises(OtherBytes):
            delivery.stream(request, row.file, "application/pdf", headers)
    assert reconcile(capsys) == (2, {Kind.BYTES: (100, 0, 0, 0)})


def test_a_reader_is_answered_503_and_an_alarm_is_in_the_log(caplog):
    draft = make.open_bare_review(path="reviews/scr-1")
    document = make.make_document()
    make.attach(draft, document)
    make.make_live(draft)
    address, client = "/reviews/scr-1/overview-report.pdf", Client()
    content = client.get(address).getvalue()
    for wrong in (flipped(content, 100), content[:-1]):
        path_of(document.file).write_bytes(wrong)
        for headers in ({}, {"Range": "bytes=0-9"}):
            answer = client.get(address, headers=headers)
            assert (answer.status_code, b"%PDF" in answer.content) == (503, False)
    assert f"{document.file.name} is not what its row says" in caplog.text
    path_of(document.file).write_bytes(content)
    assert client.get(address).getvalue() == content


def test_a_storage_and_rows_that_agree_have_no_faults(capsys):
    a_document()
    assert reconcile(capsys) == (0, {})
    assert reconcile(capsys, "--repair", "--minutes=0") == (0, {})


def lose(copy: ReadingCopy) -> None:
    """As only the owner of the tables can."""
    for statement in ("SET CONSTRAINTS ALL IMMEDIATE", "RESET ROLE"):
        bypass.sql(statement)
    bypass.sql("ALTER TABLE reviews_readingcopy DISABLE TRIGGER USER")
    bypass.sql_delete(copy)
    bypass.sql("ALTER TABLE reviews_readingcopy ENABLE TRIGGER USER")
    bypass.sql("SET ROLE site_app")


def taken_in(content: bytes) -> Document:
    return intake.accept(ContentFile(content, "a.pdf"), by=make.make_user())


def test_a_missing_reading_copy_is_made_again_as_it_was(capsys):
    document = taken_in(TAGGED)
    before = ReadingCopy.objects.values("html", "accessibility").get()
    assert "Words of the page." in before["html"]
    lose(document.reading_copy)
    for options, made in (([], 0), (["--repair"], 1)):
        assert reconcile(capsys, *options) == (2 - made, {Kind.NO_READING_COPY: (1, 0, made, 0)})
    assert ReadingCopy.objects.values("html", "accessibility").get() == before
    assert reconcile(capsys) == (0, {})


def test_nothing_is_made_of_other_bytes(capsys):
    """Although they can be read as well as those that were approved."""
    document, undrawn = taken_in(TAGGED), a_document()
    lose(document.reading_copy)
    path_of(document.file).write_bytes(flipped(TAGGED, TAGGED.index(b"%")))
    path_of(undrawn.cover).unlink()
    fault = fault_of(undrawn)
    path_of(undrawn.file).write_bytes(pdfs.make_pdf("Other words."))
    assert Repair(clock.now()).do(fault) is Done.NOTHING
    assert not path_of(undrawn.cover).exists()
    assert Repair(clock.now()).do(Fault(Kind.NO_READING_COPY, document.file.name, document)) is (
        Done.NOTHING
    )
    assert not ReadingCopy.objects.filter(document=document).exists()


def test_what_was_erased_gets_no_reading_copy_any_more():
    document = erased_document()
    store(document.file.name, ContentFile(pdfs.make_pdf()))
    with bypass.refused("This document has been erased: it gets no reading copy any more."):
        ReadingCopy.objects.create(document=document, html="<p>A name.</p>")


def test_what_was_put_aside_goes_with_an_erasure(tmp_path):
    document = make.make_document()
    path_of(document.file).write_bytes(b"other bytes")
    fault = fault_of(document)
    assert fault == Fault(Kind.LENGTH, document.file.name, document)
    assert Repair(clock.now()).do(fault) is Done.ASIDE
    assert [name for name in everything(tmp_path) if name.startswith("quarantine/")]
    draft = make.open_bare_review(state="published")
    make.attach(draft, document)
    erasures.erase(draft.page)
    assert everything(tmp_path) == {}


def test_what_was_uploaded_anew_meanwhile_stays():
    document = make.make_document()
    content = path_of(document.file).read_bytes()
    path_of(document.file).write_bytes(flipped(content))
    fault = fault_of(document)
    store(document.file.name, ContentFile(content))
    stray = Fault(Kind.STRAY, document.file.name)
    for each in (fault, stray):
        assert Repair(clock.now()).do(each) is Done.NOTHING
    assert path_of(document.file).read_bytes() == content
