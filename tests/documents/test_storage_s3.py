"""Documents in a real S3 server: kept there in private, and reached through the site's own door."""

import re
import urllib.error
import urllib.request
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit, urlunsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command

from reviews.admin.audit.as_at import address_at
from reviews.documents import intake
from reviews.ledger import checkpoints
from reviews.lib import clock
from reviews.lib.exceptions import StorageDown
from reviews.lib.storage import documents_storage
from scr_site import settings as environment
from tests.support import admin_client, pdfs
from tests.support import factories as make
from tests.support.object_store import ACCESS_KEY, CHECKPOINTS, DOCUMENTS, SECRET_KEY
from tests.support.tcp_proxy import TcpProxy

pytestmark = pytest.mark.django_db
ADDRESS = "/reviews/scr-1/overview-report.pdf"
COVER = "/reviews/scr-1/overview-report.webp"
SIZE = 300_000
CONTENT = pdfs.make_pdf("In the object store.", size=SIZE)


@pytest.fixture
def gate(object_store):
    """The way to the server."""
    with TcpProxy(object_store.address) as gate:
        yield gate


@pytest.fixture
def store(gate, settings, monkeypatch):
    """The storage that the site's settings make of an environment with that server in it."""
    monkeypatch.setenv("S3_BUCKET", DOCUMENTS)
    monkeypatch.setenv("CHECKPOINT_BUCKET", CHECKPOINTS)
    monkeypatch.setenv("S3_ENDPOINT_URL", f"http://127.0.0.1:{gate.port}")
    monkeypatch.setenv("S3_ACCESS_KEY", ACCESS_KEY)
    monkeypatch.setenv("S3_SECRET_KEY", SECRET_KEY)
    settings.STORAGES = settings.STORAGES | {
        "documents": environment.documents_storage(),
        "checkpoints": environment.checkpoints_storage(),
    }
    yield documents_storage()
    for name in ("documents", "checkpoints"):
        storages[name].connection.meta.client.close()


def upload(content: bytes = CONTENT):
    return intake.accept(ContentFile(content, "report.pdf"), by=make.make_user())


@pytest.fixture
def live(store):
    draft = make.open_bare_review(path="reviews/scr-1")
    make.attach(draft, upload())
    return make.make_live(draft)


def fetch(address: str, method: str = "GET", **headers: str):
    """Status, headers and bytes of an answer of the object store itself."""
    request = urllib.request.Request(address, method=method, headers=headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.headers, refusal.read()


def test_readers_are_sent_to_an_address_that_is_good_for_a_minute(client, live, settings):
    settings.DOCUMENT_DELIVERY = "redirect"
    response = client.get(ADDRESS)
    assert response.status_code == 302
    assert response["Cache-Control"] == "no-store"
    assert response["Link"].endswith('/reviews/scr-1/>; rel="up"')
    assert parse_qs(urlsplit(response["Location"]).query)["X-Amz-Expires"] == ["60"]
    status, headers, content = fetch(response["Location"])
    assert (status, content) == (200, CONTENT)
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == 'inline; filename="scr-1-overview-report.pdf"'
    status, headers, content = fetch(response["Location"], Range="bytes=100-199")
    assert (status, content) == (206, CONTENT[100:200])
    assert headers["Content-Range"] == f"bytes 100-199/{SIZE}"


def test_auditors_are_sent_to_the_file_of_then(client, live, settings):
    settings.DOCUMENT_DELIVERY = "redirect"
    moment = clock.now()
    make.withdraw(live)
    assert client.get(ADDRESS).status_code == 410
    response = admin_client.auditor().get(f"{address_at(moment, 'home')}{ADDRESS[1:]}")
    assert "no-store" in response["Cache-Control"]
    assert fetch(response["Location"])[::2] == (200, CONTENT)


def test_a_signed_address_opens_nothing_else(client, live, settings):
    settings.DOCUMENT_DELIVERY = "redirect"
    signed = client.get(ADDRESS)["Location"]
    assert fetch(signed)[0] == 200
    parts = urlsplit(signed)
    cover = parts.path.replace(".pdf", ".webp")
    assert cover != parts.path
    for refused in (
        urlunsplit(parts._replace(query="")),
        urlunsplit(parts._replace(path=cover)),
        signed.replace("inline", "attachment"),
        signed.replace("X-Amz-Expires=60", "X-Amz-Expires=6000"),
        re.sub("Signature=....", "Signature=0000", signed),
        f"{parts.scheme}://{parts.netloc}/documents/",
    ):
        assert refused != signed
        assert fetch(refused)[0] == 403
    assert fetch(signed, "PUT")[0] == fetch(signed, "DELETE")[0] == 403


def test_head_is_sent_to_an_address_that_answers_head(client, live, settings):
    settings.DOCUMENT_DELIVERY = "redirect"
    signed = client.head(ADDRESS)["Location"]
    status, headers, content = fetch(signed, "HEAD")
    assert (status, headers["Content-Length"], content) == (200, str(SIZE), b"")


def test_the_site_can_send_the_bytes_itself(client, live, settings):
    settings.DOCUMENT_DELIVERY = "stream"
    response = client.get(ADDRESS)
    assert (response.status_code, response.getvalue()) == (200, CONTENT)
    assert response["Content-Length"] == str(SIZE)
    response = client.get(ADDRESS, headers={"Range": "bytes=-100"})
    assert (response.status_code, response.getvalue()) == (206, CONTENT[-100:])


@pytest.mark.parametrize("delivery", ["redirect", "stream"])
def test_a_cover_comes_through_the_site(client, live, settings, delivery):
    settings.DOCUMENT_DELIVERY = delivery
    response = client.get(COVER)
    assert response.status_code == 200
    assert response.getvalue()[8:12] == b"WEBP"


@pytest.mark.parametrize("delivery", ["redirect", "stream"])
def test_what_is_not_public_has_no_signed_address(client, store, settings, delivery):
    settings.DOCUMENT_DELIVERY = delivery
    draft = make.open_bare_review(path="reviews/scr-1")
    make.attach(draft, upload())
    assert client.get(ADDRESS).status_code == 404
    live = make.make_live(draft)
    response = client.get(ADDRESS)
    response.getvalue()
    assert response.status_code == {"redirect": 302, "stream": 200}[delivery]
    make.withdraw(live)
    gone = client.get(ADDRESS)
    assert (gone.status_code, gone.get("Location")) == (410, None)
    assert live.attachments.get().document.sha256.encode() not in gone.content


def test_names_in_the_store_are_hashes_and_a_file_is_kept_once(store):
    first, second = upload(), upload()
    assert first == second
    assert first.file.name == f"{first.sha256[:2]}/{first.sha256}.pdf"
    _, files = store.listdir(first.sha256[:2])
    assert {f"{first.sha256}.pdf", f"{first.sha256}.webp"} <= set(files)


def test_checkpoints_have_a_bucket_of_their_own_and_are_never_written_over(gate, store):
    bucket = storages["checkpoints"]
    make.make_live(make.open_plain())
    first = checkpoints.publish()
    make.make_live(make.open_plain())
    gate.shut()
    second = checkpoints.publish()
    gate.open()
    assert checkpoints.publish() is None
    names = [f"checkpoint-{made.size:09}.txt" for made in (first, second)]
    assert set(bucket.listdir("")[1]) - {"is-it-up"} == set(names)
    for name, made in zip(names, (first, second), strict=True):
        with bucket.open(name) as kept:
            assert kept.read().decode() == made.note
    other = bucket.save(names[0], ContentFile(b"forged"))
    assert other != names[0]
    with bucket.open(names[0]) as kept:
        assert kept.read().decode() == first.note


def test_a_store_that_is_down_is_reported_and_comes_back(client, gate, live, settings):
    settings.DOCUMENT_DELIVERY = "stream"
    another = pdfs.make_pdf("Uploaded while the store is down.")
    gate.shut()
    with pytest.raises(StorageDown):
        upload(another)
    assert [client.get(address).status_code for address in (ADDRESS, COVER)] == [503, 503]
    assert client.get(live.page.get_absolute_url()).status_code == 200
    gate.open()
    assert upload(another).pages == 1
    assert client.get(ADDRESS).getvalue() == CONTENT
    assert client.get(COVER).getvalue()[8:12] == b"WEBP"


def test_the_bucket_is_reconciled_with_the_rows(store, capsys, client, live, settings):
    """What is wrong is put aside in the bucket itself, and is not handed out before either."""
    settings.DOCUMENT_DELIVERY = "redirect"
    document = live.attachments.get().document
    cover, key = (store.bucket.Object(name) for name in (document.cover.name, document.file.name))
    picture = cover.get()["Body"].read()
    cover.delete()
    store.bucket.Object("ab/stray.pdf").put(Body=b"stray")
    assert client.get(ADDRESS).status_code == 302
    key.put(Body=CONTENT + b"x")
    assert client.get(ADDRESS).status_code == 503
    key.put(Body=CONTENT[:-1] + b"x")
    for options, aside in (([], 0), (["--repair"], 1)):
        with pytest.raises(SystemExit, match="2"):
            call_command("reconcile", "--minutes=0", *options)
        said = capsys.readouterr().out
        assert re.search(rf"files with other bytes .* 1 +{aside} +0 +0\n", said)
        assert re.search(r"ab/stray.pdf .files without a row.", said)
    assert client.get(ADDRESS).status_code == 503
    latest = max(
        store.listdir("quarantine")[0]
    )  # the server keeps the empty folders of other tests
    put_aside = store.bucket.Object(f"quarantine/{latest}/{document.file.name}")
    assert put_aside.get()["Body"].read() == CONTENT[:-1] + b"x"
    upload()
    assert client.get(ADDRESS).status_code == 302
    assert cover.get()["Body"].read() == picture


def in_parts(store, name: str):
    """An upload to the bucket that is broken off after its first part."""
    begun = store.bucket.Object(name).initiate_multipart_upload()
    begun.Part(1).upload(Body=b"Grace Okafor")
    return begun


def test_parts_of_broken_off_uploads_are_removed(store, capsys):
    """Those that are old enough and have names that the site gives."""
    document = upload()
    kept = in_parts(store, "backups/of-somebody-else.tar")
    broken = {in_parts(store, name).id for name in (document.file.name, f"quarantine/{SIZE}/a")}

    def waiting() -> set[str]:
        return {each.id for each in store.bucket.multipart_uploads.all()}

    assert waiting() == {kept.id, *broken}
    for options, found, removed in (
        ([], 0, 0),
        (["--repair"], 0, 0),
        (["--minutes=-1"], 2, 0),
        (["--minutes=-1", "--repair"], 2, 2),
    ):
        with suppress(SystemExit):  # other tests have left files here
            call_command("reconcile", *options)
        said = capsys.readouterr().out
        line = rf"uploads in parts that were broken off +{found} +0 +0 +{removed}\n"
        assert re.search(line, said)
    assert waiting() == {kept.id}
    with store.open(document.file.name) as content:
        assert content.read() == CONTENT
    [record] = re.findall(r"What was done is in (\S+).$", said, re.MULTILINE)
    with store.open(record) as lines:
        assert f"removed: {document.file.name} (uploads in parts that were broken off, begun" in (
            lines.read().decode()
        )
    kept.abort()


def test_what_cannot_be_listed_is_said(gate, live, capsys):
    gate.shut()
    with pytest.raises(SystemExit, match="2"):
        call_command("reconcile", "--repair")
    said = capsys.readouterr().out
    gate.open()
    assert re.search(r"files that could not be read +1 +0 +0 +0\n", said)
    for what in ("what is stored", "what is half stored"):
        assert f"{what} (lists that could not be had): look at the disk" in said
