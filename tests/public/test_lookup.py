"""Every kind of address is resolved into one value, which names its page."""

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.public import lookup
from reviews.public.found import (
    File,
    Found,
    Gone,
    History,
    LivePage,
    PastEdition,
    Redirect,
    WithdrawalNotice,
)
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
REVIEW = "reviews/scr-1"


def resolve(path: str) -> Found | None:
    return lookup.resolve(path, at=clock.now())


def next_edition(page, text: str):
    draft = workflow.open_edition(page, by=make.make_user())
    draft.attachments.update(document=make.make_document(text))
    return make.make_live(draft)


@shared_start
def first():
    """The first of two editions, each with a report of its own."""
    first = make.make_live(make.open_review(path=REVIEW))
    make.former_address(first.page, "downloads/report.pdf")
    next_edition(first.page, "Corrected.")
    return first


def sha256_of(edition) -> str:
    return edition.attachments.get().document.sha256


def test_every_kind_of_address_is_found_and_names_its_page(first):
    kept = f"{REVIEW}/history/{sha256_of(first)}"
    kinds = {
        f"{REVIEW}/": LivePage,
        f"{REVIEW}/history/": History,
        f"{REVIEW}/history/1/": PastEdition,
        f"{REVIEW}/overview-report.pdf": File,
        f"{REVIEW}/overview-report.webp": File,
        f"{kept}.pdf": File,
        f"{kept}.webp": File,
        REVIEW: Redirect,
        "downloads/report.pdf": Redirect,
        "downloads/report.pdf/": Redirect,
    }
    found = {path: resolve(path) for path in kinds}
    assert {path: type(value) for path, value in found.items()} == kinds
    assert {value.page for value in found.values()} == {first.page}
    assert {path for path, value in found.items() if not value.is_indexed} == {
        *(f"{REVIEW}/history/1/", f"{kept}.pdf", f"{kept}.webp"),
    }


def test_a_file_is_the_live_one_by_its_name_and_the_same_for_ever_by_its_hash(first):
    by_name, by_hash = (
        resolve(f"{REVIEW}/{rest}")
        for rest in ("overview-report.pdf", f"history/{sha256_of(first)}.webp")
    )
    assert (by_name.attachment.edition.number, by_name.ending, by_name.by_hash) == (2, "pdf", False)
    assert (by_hash.attachment.edition.number, by_hash.ending, by_hash.by_hash) == (1, "webp", True)


@pytest.mark.parametrize(("answer", "status"), [("notice", 200), ("gone", 410)])
def test_a_withdrawal_is_found_at_every_address_of_its_page(first, answer, status):
    make.withdraw(first.page.editions.get(number=2), answer=answer)
    kept = f"{REVIEW}/history/{sha256_of(first)}.pdf"
    pages = [f"{REVIEW}/", f"{REVIEW}/history/", f"{REVIEW}/history/1/"]
    for path, expected in [
        *[(path, status) for path in pages],
        *[(f"{REVIEW}/overview-report.pdf", 410), (kept, 410)],
    ]:
        found = resolve(path)
        assert (type(found), found.status, found.page) == (WithdrawalNotice, expected, first.page)


def test_what_went_with_a_withdrawal_is_gone_when_the_page_returns(first):
    make.withdraw(first.page.editions.get(number=2))
    next_edition(first.page, "Again.")
    kept = f"{REVIEW}/history/{sha256_of(first)}.pdf"
    for path in (f"{REVIEW}/history/1/", f"{REVIEW}/history/2/", kept):
        assert resolve(path) == Gone(first.page)
    assert isinstance(resolve(f"{REVIEW}/"), LivePage)


@pytest.mark.parametrize(
    "path",
    [
        *("", "/", "nowhere/", "nowhere", f"{REVIEW}/history/3/", f"{REVIEW}/history/01/"),
        *(f"{REVIEW}/other.pdf", f"{REVIEW}/overview_report.pdf", "\0"),
        *(f"{REVIEW}/history/{'0' * 64}.pdf", f"{REVIEW}/\n", f"{REVIEW}/history/2/"),
    ],
)
def test_nothing_is_found_where_nothing_is(first, path):
    assert resolve(f"{REVIEW}/") is not None
    assert resolve(path) is None


def test_an_address_is_resolved_as_at_its_moment(first):
    early, between = first.live_from - make.DAY, first.live_from
    assert lookup.resolve(f"{REVIEW}/", at=early) is None
    assert lookup.resolve(f"{REVIEW}/", at=between).edition.number == 1
    assert lookup.resolve(f"{REVIEW}/history/1/", at=between) is None
    assert resolve(f"{REVIEW}/").edition.number == 2
