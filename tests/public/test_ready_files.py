"""Files that nginx sends without Django being asked: the same permission, and none that has ended."""

from pathlib import Path

import pytest
from django.core.files.storage import storages

from reviews import workflow
from reviews.models import Page
from tests.public.test_ready_pages import Asked, Counting, hear, ready  # noqa: F401
from tests.support import factories as make

PAGE = "/reviews/scr-1/"
REPORT, COVER = f"{PAGE}overview-report.pdf", f"{PAGE}overview-report.webp"


@pytest.fixture
def django():
    return Counting()


@pytest.fixture
def trusted(ready, settings):  # noqa: F811
    """The callable with nginx in front of it."""
    settings.DOCUMENTS_X_ACCEL = "/protected/"
    hear(ready)
    return ready


def stored():
    attachment = Page.objects.get(path="reviews/scr-1").editions.latest("number").as_kind
    return attachment.attachments.first().document


def on_disk(document):
    return Path(storages["documents"].path(document.file.name))


@pytest.mark.parametrize("address", [REPORT, COVER])
def test_django_is_asked_once_and_its_answer_is_given_again(trusted, django, address):
    plain = Asked(django, address)
    assert plain.headers["X-Accel-Redirect"].startswith("/protected/")
    Asked(trusted, address)
    calls = django.calls
    for method in ("GET", "HEAD"):
        again = Asked(trusted, address, method, HTTP_RANGE="bytes=0-9")
        assert (again.status, again.headers, again.body) == (200, plain.headers, b"")
    assert django.calls == calls


def test_who_has_the_file_is_answered_as_django_does(trusted, django):
    known = {"HTTP_IF_NONE_MATCH": Asked(trusted, REPORT).headers["ETag"]}
    calls = django.calls
    again = Asked(trusted, REPORT, **known)
    assert (again.status, again.body, django.calls) == (304, b"", calls)
    plain = Asked(django, REPORT, **known)
    assert plain.status == 304
    assert plain.headers.items() - {("Content-Length", "0")} <= again.headers.items()
    assert "X-Accel-Redirect" not in again.headers
    assert Asked(trusted, REPORT, HTTP_IF_NONE_MATCH='"another"').status == 200


def test_a_first_reader_who_has_the_file_leaves_the_permission_to_others(trusted, django):
    etag = Asked(django, REPORT).headers["ETag"]
    assert Asked(trusted, REPORT, HTTP_IF_NONE_MATCH=etag).status == 304
    assert Asked(trusted, REPORT).status == 200


def test_a_withdrawal_ends_the_permission(trusted, django):
    assert Asked(trusted, REPORT).status == 200
    make.withdraw(Page.objects.get(path="reviews/scr-1").editions.latest("number"))
    assert Asked(trusted, REPORT).status == 410


def test_what_django_refuses_is_not_kept(trusted, django):
    workflow.open_edition(Page.objects.get(path="plain"), by=make.make_user())
    for address in ("/plain/report.pdf", f"{PAGE}other.pdf"):
        for _ in range(2):
            calls = django.calls
            assert Asked(trusted, address).status == 404
            assert django.calls == calls + 1


@pytest.mark.parametrize("harm", ["other bytes", "same length", "taken away"])
def test_a_file_that_changes_is_looked_at_again(trusted, harm):
    place = on_disk(stored())
    whole = place.read_bytes()
    assert Asked(trusted, REPORT).status == 200
    if harm == "taken away":
        place.unlink()
    else:
        place.write_bytes(whole + b" " if harm == "other bytes" else whole[:-1] + b" ")
    assert Asked(trusted, REPORT).status == 503
    if harm != "taken away":
        place.write_bytes(whole)
        assert Asked(trusted, REPORT).status == 200


def test_a_file_that_changes_after_django_looked_is_not_sent(trusted, django):
    place = on_disk(stored())

    def harming(environ, start_response):
        answer = django(environ, start_response)
        place.write_bytes(b"%PDF-1.7 of somebody else")
        return answer

    trusted.application = harming
    assert Asked(trusted, REPORT).status == 200
    trusted.application = django
    assert Asked(trusted, REPORT).status == 503


def test_without_nginx_django_sends_each_file(ready, django):  # noqa: F811
    hear(ready)
    for _ in range(2):
        calls = django.calls
        assert "Content-Length" in Asked(ready, REPORT, "HEAD").headers
        assert django.calls == calls + 1
