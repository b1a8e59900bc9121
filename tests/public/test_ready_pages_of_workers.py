"""Two processes that keep pages in their memories: what a verb has done, both show when it returns."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from reviews import workflow
from reviews.models import Banner, Page
from tests.public.test_unavailable import (
    gate,  # noqa: F401
    site,
)
from tests.support import bypass
from tests.support import factories as make
from tests.support.tcp_proxy import TcpProxy

REVIEW = "/reviews/scr-1/"
READERS = 4  # at once, so that both workers answer


@pytest.fixture
def running(committed, gate: TcpProxy, settings, tmp_path):  # noqa: F811
    settings.READY_PAGES, settings.DATA_DIR = True, tmp_path
    make.make_live(make.open_review(path="reviews/scr-1", label="Child A"))
    make.make_live(make.open_listing(path="list"))
    with site(tmp_path, gate.port, WEB_WORKERS="2") as (running, _):
        yield running


def everybody_sees(running, address):
    with ThreadPoolExecutor(READERS) as readers:
        return [text for _, _, text in readers.map(lambda _: running.get(address), range(READERS))]


@pytest.mark.sweep(few=4, full=100)
def test_nobody_is_shown_what_was_before(running, seeds):
    """After each of two changes for every seed."""
    running.get(REVIEW)
    person, banner = make.make_user(), None
    for number in seeds:
        banner = workflow.announce(Banner(message=f"Message {number}."), by=person)
        assert all(f"Message {number}." in text for text in everybody_sees(running, REVIEW))
        workflow.end_banner(banner, by=person)
        assert not any("Message" in text for text in everybody_sees(running, REVIEW))
    assert all(REVIEW in text for text in everybody_sees(running, "/list/"))
    make.withdraw(Page.objects.get(path="reviews/scr-1").editions.get())
    assert all("Withdrawn" in text for text in everybody_sees(running, REVIEW))
    assert not any(REVIEW in text for text in everybody_sees(running, "/list/"))


def test_a_change_of_another_machine_is_heard_of(running, settings):
    """Without the count that the processes of one machine share: by the word of the database alone."""
    settings.READY_PAGES = False
    everybody_sees(running, REVIEW)
    banner = workflow.announce(Banner(message="From afar."), by=make.make_user())
    while not all("From afar." in text for text in everybody_sees(running, REVIEW)):
        late = "SELECT clock_timestamp() - %s > interval '1.5 second'"
        assert not bypass.sql(late, banner.live_from)[0][0]
