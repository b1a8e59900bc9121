"""“This names someone”: a form for anybody, without cookies, whose words are nowhere to be read."""

import datetime
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from reviews import workflow
from reviews.compliance.complaints import acknowledge_by
from reviews.concerns import intake
from reviews.lib import clock
from reviews.lib.dates import london_date
from reviews.models import Concern, ConcernSender, Event, Mail
from tests.support import admin_client, smtp
from tests.support import factories as make
from tests.support.erasures import everything_written
from tests.support.html import links, main_of, page_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
FORM = "/concerns/new/"
SECRET = "The child is called Ottoline Quibble"
TYPED = {
    "kind": "names",
    "what": SECRET,
    "where": "page 12 of Quibblereport",
    "name": "Aunt Quibble",
    "email": "aunt@quibble.example",
}


@shared_start
def review():
    return make.make_live(make.open_review(path="reviews/of-a"))


def sentences(answer) -> list[str]:
    return [text(each) for each in page_of(answer).xpath("//*[@class='problems']//li")]


def test_from_the_link_on_a_review_to_a_case_and_a_page_that_says_what_happens_next(
    client, review, caplog
):
    address = review.page.get_absolute_url()
    link = links(main_of(client.get(address)))["This names someone, or something is wrong"]
    assert link == f"{FORM}?{urlencode({'page': address})}"
    form = client.get(link)
    assert f"which is published by {review.page.board.name}" in text(main_of(form))
    typed = {"page": page_of(form).xpath("//input[@name='page']/@value")[0], **TYPED}
    events = Event.objects.count()
    answer = client.post(FORM, typed)
    case = Concern.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/concerns/{case.reference}/")
    assert (case.page_id, case.board, case.kind) == (review.page_id, review.page.board, "names")
    sent = client.get(answer["Location"])
    words = text(main_of(sent))
    due = acknowledge_by(london_date(clock.now()))
    assert due == london_date(clock.now()) + datetime.timedelta(days=29)
    assert f"Its reference is {case.reference}" in words
    assert links(main_of(sent))["Back to the page"] == address
    assert f"an acknowledgement by {due:%-d %B %Y} at the latest" in words
    for each in (form, answer, sent):
        assert not each.cookies
        assert "no-store" in each["Cache-Control"]
    assert Event.objects.count() == events
    written = f"{everything_written()}{caplog.text}{list(Mail.objects.values())}{words}"
    assert case.reference in written
    assert "uibble" not in written
    assert intake.words_of(case) == intake.Words(
        **{name: TYPED[name] for name in ("what", "where", "name", "email")}, address=address
    )


def test_whoever_gives_no_address_is_shown_how_to_hear_more(client, review):
    answer = client.post(FORM, {"kind": "wrong", "what": "A date."}, follow=True)
    assert "You gave no e-mail address" in text(main_of(answer))
    case = Concern.objects.get()
    assert (case.page, case.board, case.wants_answer) == (None, None, False)
    assert client.get("/concerns/2222-2222/").status_code == 404


def test_bad_input_keeps_what_was_typed_and_says_what_to_do(client, review):
    address = review.page.get_absolute_url()
    wrong = TYPED | {"kind": "nothing", "email": "aunt", "website": "x", "page": address}
    answer = client.post(FORM, wrong | {"what": "ä" * 5_001, "name": "Zoë\0"})
    assert answer.status_code == 422
    assert sentences(answer) == [
        "Choose what it is about.",
        "This has 5001 characters, and at most 5000 fit. Shorten it.",
        "Write the e-mail address in full, like name@example.com, or leave it empty.",
        "Empty this box, which people usually do not see, and send again.",
    ]
    page = page_of(answer)
    assert page.xpath("//input[@name='email']/@value") == ["aunt"]
    assert page.xpath("//input[@name='page']/@value") == [address]
    assert page.xpath("string(//textarea)").strip() == "ä" * 5_001
    assert sentences(client.post(FORM, {})) == ["Choose what it is about.", "Write what is wrong."]
    long = client.post(FORM, {"what": "x" * 200_000})
    assert (long.status_code, len(sentences(long))) == (413, 1)
    assert client.post(FORM, {}, CONTENT_LENGTH="many").status_code == 422
    assert client.get(FORM, {"page": "http://["}).status_code == 200
    broken = client.post(FORM, b"--nothing", content_type="multipart/form-data; boundary=a\xff")
    assert broken.status_code in {400, 422}
    assert sentences(broken)
    assert not Concern.objects.exists()


def test_a_live_page_is_named_by_its_title_and_nothing_that_is_not_live_is(client):
    live = make.make_live(make.open_review(title="Ofn", language="cy", path="reviews/of-c"))
    address = live.page.get_absolute_url()

    def named(page: str) -> str:
        return text(main_of(client.get(FORM, {"page": page})).xpath("header/p[@class='lede']")[0])

    assert named(address).startswith("About the page Ofn, which is published by")
    assert 'lang="cy">Ofn</a>' in client.get(FORM, {"page": f"{address}history/"}).content.decode()
    draft = make.change(workflow.open_edition(live.page, by=make.make_user()), title="Braw")
    assert named(address).startswith("About the page Ofn,")
    make.make_live(draft)
    assert named(address).startswith("About the page Braw,")
    for earlier in (f"{address}history/1/", f"{address}overview-report.pdf"):
        assert named(earlier).startswith(f"About the page {earlier}, which is published by")
    make.withdraw(live)
    assert named(address).startswith("About this website.")
    plain = make.make_live(make.open_plain(title="Cookies"))
    assert named(plain.page.get_absolute_url()) == "About the page Cookies."


@pytest.mark.parametrize(
    "page",
    ["/reviews/nothing/", "/reviews/of-b/", "//evil.example/", "https://evil.example/reviews/of-a/x",
     "\0", "/" * 3000, "javascript:alert(1)", "/admin/", "/concerns/new/"],
)  # fmt: skip
def test_a_page_that_is_not_public_is_not_spoken_of(client, page, review):
    draft = make.open_bare_review(path="reviews/of-b")
    answer = client.get(FORM, {"page": page})
    assert "About this website." in text(main_of(answer))
    assert draft.page.board.name not in answer.content.decode()
    assert client.post(FORM, TYPED | {"page": page}).status_code == 302
    assert Concern.objects.get().page is None


def test_a_flood_is_stopped_and_nothing_that_was_written_is_lost(client, settings):
    settings.BEHIND_PROXY = True
    here, there = ({"HTTP_X_FORWARDED_FOR": f"192.0.2.{n}"} for n in (1, 2))
    for _ in range(intake.MOST_OF_ONE):
        assert client.post(FORM, TYPED, **here).status_code == 302
    stopped = client.post(FORM, TYPED, **here)
    assert (stopped.status_code, sentences(stopped)) == (429, [intake.TOO_MANY])
    assert SECRET in page_of(stopped).xpath("string(//textarea)")
    assert client.post(FORM, TYPED, **there).status_code == 302
    assert (
        "192.0.2" not in f"{list(ConcernSender.objects.values())}{list(Concern.objects.values())}"
    )
    editor = admin_client.person("Editors", email="editor@board.example")
    with smtp.smtp_server(settings) as inbox:
        call_command("send_notifications", verbosity=0)
    assert "uibble" not in str(inbox.delivered)
    hours = {f"{row.received_at:%H}" for row in Concern.objects.all()}
    assert Mail.objects.filter(kind="concern", user=editor).count() == len(hours)
    old = clock.now() - datetime.timedelta(days=2)
    ConcernSender.objects.update(at=old)
    assert client.post(FORM, TYPED, **here).status_code == 302
    assert ConcernSender.objects.count() == 1  # those of two days ago are forgotten
    many = [ConcernSender(digest="0" * 64) for _ in range(intake.MOST_OF_ALL)]
    ConcernSender.objects.bulk_create(many)
    flooded = client.post(FORM, TYPED, **there)
    assert (flooded.status_code, sentences(flooded)) == (429, [intake.FLOODED])


def test_without_a_key_nothing_is_taken_and_the_page_says_so(client, settings, review):
    settings.PROTECTED_NAMES_KEY = ""
    address = review.page.get_absolute_url()
    for answer in (
        client.get(FORM, {"page": address}),
        client.post(FORM, TYPED | {"page": address}),
    ):
        assert "This form cannot be used at the moment" in text(main_of(answer))
        assert "see “Contact” below" in text(main_of(answer))
    assert not Concern.objects.exists()


def test_every_page_leads_to_the_form_and_a_list_says_which_page_it_is(client, review):
    listing = make.make_live(make.open_listing(review.page.board)).page.get_absolute_url()
    address = review.page.get_absolute_url()
    own = {
        listing: listing,
        f"{address}history/": address,
        f"{address}overview-report.pdf/read/": f"{address}overview-report.pdf/read/",
    }
    for at, about in own.items():
        assert _leads_to(client, at) == f"{FORM}?{urlencode({'page': about})}"
    assert _leads_to(client, "/cy" + listing) == f"/cy{FORM}?{urlencode({'page': listing})}"
    for at in ("/", "/search?q=child", "/themes/", "/register/", "/alerts/", "/nothing/"):
        assert _leads_to(client, at) == FORM


def _leads_to(client, address: str) -> str:
    name = "This names someone, or something is wrong"
    with translation.override("cy" if address.startswith("/cy/") else "en-gb"):
        name = gettext(name)
    return links(page_of(client.get(address)).find_class("foot")[0])[name]


def test_a_review_that_is_withdrawn_while_somebody_writes_keeps_its_case_with_its_board(
    client, review
):
    address = review.page.get_absolute_url()
    form = client.get(_leads_to(client, address))
    make.withdraw(review)
    assert _leads_to(client, address) == FORM  # the notice repeats no address
    typed = {"page": page_of(form).xpath("//input[@name='page']/@value")[0], **TYPED}
    assert client.post(FORM, typed).status_code == 302
    case = Concern.objects.get()
    assert (case.page_id, case.board) == (review.page_id, review.page.board)
    assert intake.words_of(case).address == address
    assert f"The staff of {case.board.name} can see your report" in text(
        main_of(client.get(f"/concerns/{case.reference}/"))
    )


def test_what_is_stored_is_encrypted_and_a_notice_of_withdrawal_has_no_form(client, review):
    client.post(FORM, TYPED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed::text FROM reviews_concern")
        assert SECRET.encode().hex() not in cursor.fetchone()[0]
    make.withdraw(review)
    assert "concerns" not in str(links(main_of(client.get(review.page.get_absolute_url()))))
    csrf = Client(enforce_csrf_checks=True)
    assert csrf.post(FORM, TYPED).status_code == 302  # there is no session to be forged
