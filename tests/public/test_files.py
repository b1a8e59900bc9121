"""The files themselves: their bytes, names and headers, in whole and in part."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from reviews import workflow
from reviews.documents.delivery import CHUNK, part
from reviews.lib.storage import documents_storage
from tests.support import factories as make
from tests.support.shared_starts import shared_start

SIZE = 2 * CHUNK + 1000
ADDRESS = "/reviews/scr-1/overview-report.pdf"
COVER = "/reviews/scr-1/overview-report.webp"


def stored(document) -> bytes:
    with documents_storage().open(document.file.name) as content:
        return content.read()


def head(client, address, **headers):
    response = client.head(address, headers=headers)
    assert response.getvalue() == b""
    return response


@shared_start
def live():
    draft = make.open_bare_review(path="reviews/scr-1")
    make.attach(draft, make.make_document(size=SIZE))
    return make.make_live(draft)


@pytest.fixture
def content(live):
    """The bytes of the report at ADDRESS."""
    content = stored(live.attachments.get().document)
    assert len(content) == SIZE
    return content


def test_a_file_is_sent_whole_with_what_a_reader_needs(client, live, content, settings):
    settings.SITE_URL = "https://register.example"
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert response.getvalue() == content
    sha256 = live.attachments.get().document.sha256
    expected = {
        "Content-Type": "application/pdf",
        "Content-Length": str(SIZE),
        "Content-Disposition": 'inline; filename="scr-1-overview-report.pdf"',
        "ETag": f'"{sha256}-pdf"',
        "Link": '<https://register.example/reviews/scr-1/>; rel="up"',
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    assert {name: response[name] for name in expected} == expected


def test_a_cover_is_a_picture_of_the_first_page(client, live):
    response = client.get(COVER)
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Disposition"] == 'inline; filename="scr-1-overview-report.webp"'
    assert response["Link"] == head(client, ADDRESS)["Link"]
    assert response["ETag"] != head(client, ADDRESS)["ETag"]
    with Image.open(io.BytesIO(response.getvalue())) as picture:
        assert picture.format == "WEBP"
        assert picture.height > picture.width > 100


@pytest.mark.parametrize("address", [ADDRESS, COVER])
def test_head_answers_everything_except_the_bytes(client, live, address):
    whole, answer = client.get(address), head(client, address, Range="bytes=0-9")
    assert int(answer["Content-Length"]) == len(whole.getvalue())
    assert (answer.status_code, answer.headers) == (200, whole.headers)


def test_a_file_that_the_reader_has_is_not_sent_again(client, live, content):
    etag = head(client, ADDRESS)["ETag"]
    for known in (etag, f"W/{etag}", f'"another", {etag}', "*"):
        response = client.get(ADDRESS, headers={"If-None-Match": known})
        assert (response.status_code, response.content) == (304, b"")
        assert (response["ETag"], response["Cache-Control"]) == (etag, "no-cache")
    for other in ('"another"', "nonsense", "", head(client, COVER)["ETag"]):
        response = client.get(ADDRESS, headers={"If-None-Match": other})
        assert (response.status_code, response.getvalue()) == (200, content)


PARTS = {
    "bytes=0-0": (0, 0),
    "bytes=0-99": (0, 99),
    f"bytes=5-{CHUNK + 4}": (5, CHUNK + 4),
    f"bytes={CHUNK - 1}-{2 * CHUNK}": (CHUNK - 1, 2 * CHUNK),
    "bytes=1000-": (1000, SIZE - 1),
    "bytes=0-": (0, SIZE - 1),
    f"bytes=0-{SIZE - 1}": (0, SIZE - 1),
    "bytes=0-999999999": (0, SIZE - 1),
    f"bytes={SIZE - 1}-": (SIZE - 1, SIZE - 1),
    "bytes=-1": (SIZE - 1, SIZE - 1),
    "bytes=-500": (SIZE - 500, SIZE - 1),
    "bytes=-999999999": (0, SIZE - 1),
    "BYTES=7-7": (7, 7),
}


BEYOND = [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 9}", "bytes=-0"]
UNSURE = [
    *("bytes=0-9,20-29", "bytes=", "bytes=-", "bytes=9-5", "bytes=a-b", "lines=0-9", "0-9", ""),
    *("bytes=0-9;", "bytes=1.5-2", "bytes=--5", "bytes=٣-٤", f"bytes={'9' * 5000}-", "bytes"),
    *(f"bytes=0-{'9' * 5000}", "bytes=0x1-0x2", "bytes=+1-2", "bytes=0-9\t-"),
]


def test_a_part_is_sent_where_a_part_is_asked_for(client, content):
    for asked, (first, last) in PARTS.items():
        response = client.get(ADDRESS, headers={"Range": asked})
        assert (response.status_code, asked) == (206, asked)
        assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
        assert response["Content-Length"] == str(last - first + 1)
        assert response["Content-Type"] == "application/pdf"
        assert response.getvalue() == content[first : last + 1]


def test_a_part_beyond_the_end_is_refused(client, content):
    for asked in BEYOND:
        response = client.get(ADDRESS, headers={"Range": asked})
        assert (response.status_code, response.content, asked) == (416, b"", asked)
        assert response["Content-Range"] == f"bytes */{SIZE}"


def test_a_range_that_says_nothing_sure_is_answered_with_the_whole(client, content):
    for asked in UNSURE:
        response = client.get(ADDRESS, headers={"Range": asked})
        assert "Content-Range" not in response
        assert (response.status_code, response.getvalue() == content, asked) == (200, True, asked)


def test_a_part_of_another_file_than_the_reader_knows_is_not_sent(client, content):
    etag = head(client, ADDRESS)["ETag"]
    answers = {
        known: client.get(ADDRESS, headers={"Range": "bytes=0-9", "If-Range": known})
        for known in (etag, f"W/{etag}", '"another"', "Thu, 04 Oct 2018 00:00:00 GMT")
    }
    assert [response.status_code for response in answers.values()] == [206, 200, 200, 200]
    assert [len(response.getvalue()) for response in answers.values()] == [10, SIZE, SIZE, SIZE]


def test_the_next_drafts_files_wait_for_its_publication(client, live, content):
    draft = workflow.open_edition(live.page, by=make.make_user())
    renewed = make.make_document("The report, corrected.")
    draft.attachments.update(document=renewed)
    make.attach(draft, make.make_document(), kind="appendix", slug="appendix")
    appendix = ADDRESS.replace("overview-report", "appendix")
    assert client.get(ADDRESS).getvalue() == content
    assert client.get(appendix).status_code == 404
    make.make_live(draft)
    assert client.get(ADDRESS).getvalue() == stored(renewed) != content
    response = client.get(appendix)
    assert (response.status_code, response.getvalue()[:5]) == (200, b"%PDF-")


def test_a_file_dropped_by_the_next_edition_is_gone(client, live, content):
    draft = workflow.open_edition(live.page, by=make.make_user())
    draft.attachments.update(state="no_longer", document=None)
    make.change(draft, state="no_longer")
    assert client.get(ADDRESS).getvalue() == content
    make.make_live(draft)
    assert [client.get(address).status_code for address in (ADDRESS, COVER)] == [410, 410]


def test_a_file_is_found_below_its_own_page_only(client, live, content):
    other = make.make_live(make.open_bare_review(path="reviews/scr-2"))
    assert client.get(ADDRESS.replace("scr-1", "scr-2")).status_code == 404
    draft = workflow.open_edition(other.page, by=make.make_user())
    make.attach(draft, live.attachments.get().document)
    make.make_live(draft)
    response = client.get(ADDRESS.replace("scr-1", "scr-2"))
    assert response.getvalue() == content
    assert "/reviews/scr-2/" in response["Link"]


def test_a_file_costs_three_queries(client, live, django_assert_num_queries):
    make.attach(workflow.open_edition(live.page, by=make.make_user()), slug="more")
    with django_assert_num_queries(3):
        head(client, ADDRESS)


@given(some.binary(min_size=1), some.lists(some.integers(0, 200)), some.integers(0, 9))
def test_parts_put_together_are_the_file(content, cuts, beyond):
    """Consecutive ranges, the last open, beyond the end, or counted from it."""
    size = len(content)
    edges = sorted({0, *(cut for cut in cuts if cut < size)})
    headers = [f"bytes={a}-{b - 1}" for a, b in zip(edges, edges[1:], strict=False)]
    for last in (f"{edges[-1]}-", f"{edges[-1]}-{size + beyond}", f"-{size - edges[-1]}"):
        found = [part(header, size) for header in [*headers, f"bytes={last}"]]
        assert b"".join(content[each.start : each.stop] for each in found) == content


HEADERS = some.text() | some.from_regex(r"\Abytes=[0-9]{0,30}-[0-9]{0,30}\Z")


@given(HEADERS, some.integers(1, 10**12))
def test_no_header_asks_for_more_than_there_is(header, size):
    asked = part(header, size)
    assert asked is None or (0 <= asked.start <= asked.stop <= size and asked.step == 1)


def test_a_pdf_is_shown_by_every_viewer_and_can_do_nothing(client, live):
    """Safari draws PDFs with a plug-in and with styles of its own, and nothing in a sandbox."""
    rules = head(client, ADDRESS)["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "object-src 'self'", "style-src 'unsafe-inline'"} < set(rules)
    assert "sandbox" not in rules
    assert "unsafe-inline" not in client.get("/reviews/scr-1/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("reviews/scr-2015-1", "scr-2015-1-overview-report.pdf"),
        ("southwark/reviews/2015/august", "2015-august-overview-report.pdf"),
        ("serious-case-reviews/child-k", "child-k-overview-report.pdf"),
    ],
)
def test_a_file_is_saved_under_the_name_of_its_review(client, db, path, name):
    live = make.make_live(make.open_review(path=path))
    response = head(client, f"{live.page.get_absolute_url()}overview-report.pdf")
    assert response["Content-Disposition"] == f'inline; filename="{name}"'


def test_nginx_sends_the_file_where_it_is_set_up_to(client, live, settings):
    settings.DOCUMENTS_X_ACCEL = "/protected/"
    document = live.attachments.get().document
    for address, stored_name in ((ADDRESS, document.file.name), (COVER, document.cover.name)):
        response = client.get(address, headers={"Range": "bytes=0-9"})
        assert (response.status_code, response.content) == (200, b"")
        assert response["X-Accel-Redirect"] == f"/protected/{stored_name}"
        assert response["Cache-Control"] == "no-cache"
    assert head(client, ADDRESS)["Content-Type"] == "application/pdf"
    etag = head(client, ADDRESS)["ETag"]
    unchanged = client.get(ADDRESS, headers={"If-None-Match": etag})
    assert unchanged.status_code == 304
    assert "X-Accel-Redirect" not in unchanged
    assert "object-src 'self'" in unchanged["Content-Security-Policy"]
    assert client.get("/reviews/scr-1/other.pdf").status_code == 404


def test_search_engines_leave_documents_out_by_choice(client, live, settings):
    copy = f"{ADDRESS}/read/"
    assert "X-Robots-Tag" not in head(client, ADDRESS)
    settings.DOCUMENTS_NOINDEX = True
    assert head(client, ADDRESS)["X-Robots-Tag"] == head(client, copy)["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in head(client, "/reviews/scr-1/")
