"""A store that fails at any of its calls while a file is uploaded: all of it is stored, or it is said that nothing is."""

import resource
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from django.db import connection, transaction
from django.test import Client

from reviews.documents.reconcile import Kind
from reviews.lib import object_store
from reviews.lib.storage import documents_storage
from reviews.models import Document
from scr_site import settings as environment
from tests.support import bypass
from tests.support import factories as make
from tests.support.crash import Steps
from tests.support.failing_uploads import Upload, assert_no_scratch, assert_repaired, found
from tests.support.faulty_proxy import Fault, FaultyProxy
from tests.support.object_store import ACCESS_KEY, DOCUMENTS, SECRET_KEY

PRIME = 137  # so that the cases of a few seeds are spread over all
IN_PARTS = TransferConfig(multipart_threshold=1000, multipart_chunksize=1 << 20)
# How often each store is asked while one file is taken in, and more: a test finds out.
CALLS, STEPS = 40, 80
WAYS = [(fault, lasts) for fault in Fault for lasts in (False, True)]
DISK = ("full", "gone", "cut")


def case(seed: int, ways: list, calls: int) -> tuple:
    """Of all pairs of a way and a call, each once in as many seeds."""
    number = (seed + 1) * PRIME % (len(ways) * calls)
    return ways[number % len(ways)], 1 + number // len(ways)


@contextmanager
def by_itself() -> Iterator[None]:
    """No case has to look through what others have left."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def proxy(object_store):
    with FaultyProxy(object_store.address) as proxy:
        yield proxy


@pytest.fixture
def bucket(proxy, settings, monkeypatch):
    """An empty one, reached through the proxy by a client that gives up soon."""
    variables = {"S3_BUCKET": DOCUMENTS, "S3_ENDPOINT_URL": f"http://127.0.0.1:{proxy.port}"}
    variables |= {"S3_ACCESS_KEY": ACCESS_KEY, "S3_SECRET_KEY": SECRET_KEY}
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    made = environment.documents_storage()
    patience = object_store.CLIENT.merge(Config(read_timeout=5))
    made["OPTIONS"] |= {"client_config": patience, "transfer_config": IN_PARTS}
    settings.STORAGES = settings.STORAGES | {"documents": made}
    storage = documents_storage()
    storage.bucket.objects.delete()
    yield storage.bucket
    storage.connection.meta.client.close()


def is_read_by_strangers(bucket, name: str) -> bool:
    address = f"{bucket.meta.client.meta.endpoint_url}/{bucket.name}/{name}"
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310
            return answer.status == 200
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return refusal.code != 403


@pytest.mark.django_db
def test_every_call_to_the_object_store_is_in_the_sweep(proxy, bucket):
    upload = Upload(0)
    proxy.repair()
    upload.send()
    assert upload.is_taken()
    assert 30 < proxy.count <= CALLS
    assert_repaired()
    for name in upload.stored():
        assert bucket.Object(name).content_length
        assert not is_read_by_strangers(bucket, name)


@pytest.mark.django_db
@pytest.mark.sweep(few=1, full=len(WAYS) * CALLS)
def test_an_object_store_that_fails_at_any_call(proxy, bucket, seeds, tmp_path):
    upload = Upload(0)
    for seed in seeds:
        (fault, lasts), number = case(seed, WAYS, CALLS)
        with by_itself():
            bucket.objects.delete()
            proxy.break_at(number, fault, lasts=lasts)
            upload.send()
            is_met, is_taken = proxy.met > 0, upload.is_taken()
            proxy.repair()
            assert is_met or is_taken
            upload.assert_nobody_else_reads_it()
            assert_repaired()
            assert_no_scratch(tmp_path / "scratch")
            if not is_taken:
                upload.send()
                assert upload.is_taken()


class Disk:
    """The folder of the documents, and what may happen to it. Real faults, for which nobody needs special rights."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.aside = folder, folder.with_name("aside")
        self.after = ExitStack()

    def full(self) -> None:
        """The operating system refuses to write a byte more."""
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
        self.after.callback(resource.setrlimit, resource.RLIMIT_FSIZE, before)

    def gone(self) -> None:
        """As when what was mounted there is not there any more."""
        self.folder.mkdir(exist_ok=True)
        self.folder.rename(self.aside)
        self.folder.write_bytes(b"")
        self.after.callback(self._back)

    def _back(self) -> None:
        self.folder.unlink()
        self.aside.rename(self.folder)

    def cut(self) -> None:
        """The file that was written last loses its second half."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        if files:
            last = max(files, key=lambda path: path.stat().st_mtime_ns)
            last.write_bytes(last.read_bytes()[: last.stat().st_size // 2])


@pytest.fixture
def disk(settings, tmp_path):
    backend = {"BACKEND": "tests.support.crash.SteppedFiles"}
    settings.STORAGES = settings.STORAGES | {"documents": settings.STORAGES["documents"] | backend}
    return Disk(tmp_path / "documents")


@pytest.fixture
def at_step(monkeypatch):
    """Has something happen at a step of what follows."""

    def at_step(number: int, strike: Callable = lambda: None) -> None:
        for name, value in {"fatal": number, "count": 0, "strike": staticmethod(strike)}.items():
            monkeypatch.setattr(Steps, name, value)

    return at_step


@pytest.mark.django_db
def test_every_step_on_the_disk_is_in_the_sweep(disk, at_step):
    upload = Upload(0)
    at_step(0)
    upload.send()
    assert upload.is_taken()
    assert 60 < Steps.count <= STEPS
    assert_repaired()
    upload.assert_nobody_else_reads_it()
    make.make_live(upload.draft)
    with closing(Client().get(upload.address)) as answer:
        assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.sweep(few=1, full=len(DISK) * STEPS)
def test_a_disk_that_fails_at_any_step(disk, at_step, seeds, tmp_path):
    upload = Upload(0)
    for seed in seeds:
        way, number = case(seed, DISK, STEPS)
        with by_itself():
            shutil.rmtree(disk.folder, ignore_errors=True)
            at_step(number, getattr(disk, way))
            with disk.after:
                upload.send()
            is_met, is_taken = Steps.count >= number, upload.is_taken()
            at_step(0)
            assert is_met or is_taken
            upload.assert_nobody_else_reads_it()
            # What is lost once it was stored and read is found, and sending the file again repairs it.
            lost = (Kind.LENGTH, Kind.COVER) if way == "cut" and is_taken else ()
            assert_repaired(*lost)
            assert_no_scratch(tmp_path / "scratch")
            if lost or not is_taken:
                again = Upload(0) if is_taken else upload
                again.send()
                assert again.is_taken()
                assert found() == []


FAILING_COMMIT = """
CREATE FUNCTION fail_at_commit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN {} END $$;
CREATE CONSTRAINT TRIGGER fail_at_commit AFTER INSERT ON reviews_document
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail_at_commit();
ALTER TABLE reviews_document ENABLE ALWAYS TRIGGER fail_at_commit;
"""
WORKING_COMMIT = "DROP FUNCTION fail_at_commit CASCADE"
COMMITS = {
    "no space": "RAISE EXCEPTION 'No space.' USING ERRCODE = 'disk_full';",
    "the connection is lost": "PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL;",
}


def as_owner(statement: str) -> None:
    connection.close()
    bypass.sql("RESET ROLE")
    bypass.sql(statement)
    connection.close()


@pytest.fixture
def failing_commit(committed):
    """Has the commit of new documents fail, after their files are stored."""
    with ExitStack() as after:

        def fail(way: str) -> None:
            as_owner(FAILING_COMMIT.format(COMMITS[way]))
            after.callback(as_owner, WORKING_COMMIT)

        yield fail, after.close


@pytest.mark.parametrize("way", COMMITS)
def test_a_commit_that_fails_after_the_files_were_stored(failing_commit, tmp_path, way):
    fail, repair = failing_commit
    upload = Upload(0)
    fail(way)
    upload.send()
    assert not upload.is_taken()
    repair()
    assert not Document.objects.exists()
    upload.assert_nobody_else_reads_it()
    assert_repaired()
    assert_no_scratch(tmp_path / "scratch")
    upload.send()
    assert upload.is_taken()
    assert_repaired()
