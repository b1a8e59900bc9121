"""A document that an edition took away: what its addresses, the history and past editions answer."""

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.public import lookup
from tests.support import factories as make
from tests.support.html import main_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
REVIEW = "/reviews/scr-1/"
FILE, COVER = f"{REVIEW}overview-report.pdf", f"{REVIEW}overview-report.webp"
NOTE = "Ask the board for a copy."


@shared_start
def live():
    return make.make_live(make.open_review(path="reviews/scr-1"))


def next_of(live, **fields):
    draft = workflow.open_edition(live.page, by=make.make_user()).as_kind
    return make.change(draft, **fields)


def take_away(live, **stated):
    draft = next_of(live, state="no_longer")
    draft.attachments.all().delete()
    make.state_lineage(draft, public_note=NOTE, **stated)
    return make.make_live(draft)


def by_hash(edition) -> str:
    return f"{REVIEW}history/{edition.attachments.get().document.sha256}.pdf"


def status(client, address: str) -> int:
    response = client.get(address)
    response.getvalue()
    return response.status_code


def test_every_address_of_a_withdrawn_document_answers_with_the_notice(client, live):
    addresses = [FILE, COVER, by_hash(live)]
    assert {status(client, address) for address in addresses} == {200}
    take_away(live)
    for address in [*addresses, f"{REVIEW}history/1/"]:
        response = client.get(address)
        assert (response.status_code, response["X-Robots-Tag"]) == (410, "noindex"), address
        assert NOTE in text(main_of(response))
    assert client.get(REVIEW).status_code == 200
    never = [f"{REVIEW}other.pdf", f"{REVIEW}history/{'0' * 64}.pdf", f"{REVIEW}history/9/"]
    assert {client.get(address).status_code for address in never} == {404}


def test_the_history_has_a_line_and_leads_to_no_edition_that_showed_it(client, live):
    take_away(live)
    main = main_of(client.get(f"{REVIEW}history/"))
    assert f"Overview report withdrawn. {NOTE}" in text(main)
    assert "Read edition 1" not in text(main)


def test_a_replaced_file_stays_in_its_edition(client, live):
    draft = next_of(live)
    draft.attachments.update(document=make.make_document())
    make.state_lineage(draft, reason="updated", public_note="")
    make.make_live(draft)
    assert [status(client, each) for each in (FILE, by_hash(live))] == [200, 200]
    main = text(main_of(client.get(f"{REVIEW}history/")))
    assert "Overview report replaced by another file: it was brought up to date." in main
    assert "Read edition 1 as it was" in main


def replace_and_rename(live, slug: str, reason: str = "updated"):
    draft = next_of(live)
    draft.attachments.update(document=make.make_document(), slug=slug)
    make.state_lineage(draft, reason=reason, public_note="")
    return make.make_live(draft)


@pytest.mark.parametrize("ending", ["pdf", "webp"])
def test_the_address_of_a_replaced_file_leads_to_its_successor(client, live, ending):
    second = replace_and_rename(live, "second")
    replace_and_rename(second, "third")
    for old in (FILE, f"{REVIEW}second.pdf"):
        answer = client.get(old.replace("pdf", ending))
        assert (answer.status_code, answer["Location"]) == (301, f"{REVIEW}third.{ending}")


def test_what_a_redaction_hid_names_the_file_that_took_its_place(client, live):
    replace_and_rename(live, "redacted", "corrected_redaction")
    for address in (FILE, by_hash(live)):
        answer = client.get(address)
        assert answer.status_code == 410
        links = [each.get("href") for each in main_of(answer).iter("a")]
        assert f"{REVIEW}redacted.pdf" in links


def test_what_a_redaction_was_to_hide_is_not_kept_in_the_history(client, live):
    draft = next_of(live)
    draft.attachments.update(document=make.make_document())
    make.state_lineage(draft, reason="corrected_redaction", public_note="")
    make.make_live(draft)
    assert [status(client, each) for each in (FILE, by_hash(live))] == [200, 410]
    assert client.get(f"{REVIEW}history/1/").status_code == 410
    assert "a redaction was corrected" in text(main_of(client.get(by_hash(live))))


def test_a_document_that_returns_is_read_again(client, live):
    report = live.attachments.get().document
    second = take_away(live)
    draft = next_of(second, state="published")
    make.attach(draft, report)
    make.make_live(draft)
    assert [status(client, each) for each in (FILE, by_hash(live))] == [200, 200]
    assert client.get(f"{REVIEW}history/1/").status_code == 410


def test_before_it_was_taken_away_it_was_there(live):
    moment = clock.now()
    second = take_away(live)
    assert second.live_from > moment
    found = [lookup.resolve(FILE.lstrip("/"), at=at) for at in (moment, clock.now())]
    assert [type(each).__name__ for each in found] == ["File", "LostDocument"]


def test_a_page_that_is_withdrawn_shows_its_own_notice(client, live):
    second = take_away(live)
    make.withdraw(second, note="The whole page is gone.")
    response = client.get(FILE)
    assert response.status_code == 410
    assert "The whole page is gone." in text(main_of(response))


def test_a_document_that_exists_elsewhere_says_so(client):
    draft = make.open_bare_review(path="reviews/scr-1", state="elsewhere", state_reason="NSPCC.")
    link = {"link": "https://other.example/r", "hosted_by": "The NSPCC", "slug": ""}
    make.attach(draft, state="mentioned", **link)
    make.make_live(draft)
    words = text(main_of(client.get(REVIEW)))
    assert "Exists, not published here" in words or "exists, not published here" in words
    assert "Read it where it is published (hosted by The NSPCC)" in words
