"""What a board warns readers of, before they read."""

import pytest

from tests.support import factories as make
from tests.support.html import main_of, text

pytestmark = pytest.mark.django_db


def test_readers_are_warned_before_the_summary_and_before_a_reading_copy(client):
    """In the words of the board, which are part of what is approved."""
    warning = "It describes *the end of a life*.\n\nCall 116 123."
    draft = make.open_review(content_warning=warning, summary="The summary.", language="fr")
    live = make.make_live(draft)
    for address in ("", "overview-report.pdf/read/"):
        main = main_of(client.get(f"{live.page.get_absolute_url()}{address}"))
        [note] = main.xpath("./aside")
        assert text(note).startswith("Before you read It describes the end of a life. Call")
        assert [text(each) for each in note.xpath("./div[@lang='fr']//em")] == ["the end of a life"]
        assert main.index(note) == 1  # after the heading


def test_without_a_warning_nothing_stands_there(client):
    live = make.make_live(make.open_review())
    for address in ("", "overview-report.pdf/read/"):
        assert not main_of(client.get(f"{live.page.get_absolute_url()}{address}")).xpath(".//aside")
