"""The pages that every register needs: begun, filled in, published, read again, shown at the foot."""

import datetime
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.urls import reverse

from reviews import workflow
from reviews.admin.kept_work import vault
from reviews.admin.pages.shipped import begin_page, not_begun
from reviews.alerts.links import VALID_FOR
from reviews.alerts.sending import FORGET_AFTER
from reviews.compliance.publishing import publishing_blockers
from reviews.compliance.stated_rules import stated_rules
from reviews.editions.digest import edition_content
from reviews.lib import clock, shipped_pages
from reviews.lib.dates import london_date
from reviews.models import Board, Edition, Mail, Page, PublicationRule, ReviewType
from tests.support import admin_client, smtp
from tests.support import factories as make
from tests.support.html import headings, links, main_of, page_of, text

pytestmark = pytest.mark.django_db
BEGIN = "/admin/reviews/plainpage/begin/"
# What the regulations on accessibility ask a statement to have, in the order of the model statement.
OF_THE_MODEL = [
    *("How accessible this website is", "If you need something in another format"),
    *(
        "If something on this website does not work for you",
        "If you are not content with our answer",
    ),
    *("Technical information", "Compliance status", "Content that is not accessible"),
    "How this statement was prepared",
]


def filled_in(draft: Edition) -> Edition:
    make.change(draft, body=shipped_pages.ASKED.sub(r"filled in: \1", draft.body))
    return draft


def live(path: str) -> Edition:
    by = make.make_user()
    shipped = next(each for each in shipped_pages.read_all() if each.path == path)
    return make.make_live(filled_in(begin_page(shipped, by=by)))


def test_each_is_begun_with_a_button_and_goes_live_when_it_is_filled_in():
    client = admin_client.editor(username="editor")
    offered = html_of(client, "admin:reviews_plainpage_changelist")
    assert "Begin: Accessibility statement" in offered
    assert "nobody has begun yet: Accessibility statement, " in html_of(client, "admin:index")
    answer = client.post(BEGIN, {"page": "accessibility"}, follow=True)
    draft = Edition.objects.get()
    assert answer.redirect_chain == [(admin_client.address(draft), 302)]
    assert [each.path for each in not_begun()] == [
        each.path for each in shipped_pages.read_all() if each.path != "accessibility"
    ]
    asked = [each for each in blockers(draft) if each.code == "not-filled-in"]
    runs = "The text still asks for the name of the body that runs this website: write it"
    assert asked[0].text.startswith(runs)
    assert {each.anchor for each in asked} == {"body"}
    assert len(asked) == len(shipped_pages.asked(draft.body)) > 5
    assert blockers(filled_in(draft)) == []
    assert client.post(BEGIN, {"page": "accessibility"}).status_code == 404  # it is there
    limited = admin_client.editor(all_boards=False)
    assert limited.post(BEGIN, {"page": "privacy"}).status_code == 403


def blockers(draft: Edition) -> list:
    row = Edition.objects.get(pk=draft.pk)
    return publishing_blockers(edition_content(row), now=clock.now())


def html_of(client, name: str) -> str:
    return text(admin_client.content(client.get(reverse(name))))


def test_the_texts_say_what_they_must_and_lead_where_they_say(client, settings):
    for shipped in shipped_pages.read_all():
        live(shipped.path)
    statement = page_of(client.get("/accessibility/"))
    found = [words for _, words in headings(main_of(client.get("/accessibility/")))]
    assert [each for each in found if each in OF_THE_MODEL] == OF_THE_MODEL
    assert f"applies to the website at {settings.SITE_URL}" in text(statement)
    assert "{" not in text(statement)
    foot = statement.find_class("foot")[0]
    assert {address for address in links(foot).values() if address.startswith("/")} == {
        f"/concerns/new/?{urlencode({'page': '/accessibility/'})}",
        *(f"/{page.path}/" for page in shipped_pages.read_all() if page.in_footer),
        "/register/",
    }
    for shipped in shipped_pages.read_all():
        answer = client.get(f"/{shipped.path}/")
        assert "Set-Cookie" not in answer
        for address in links(main_of(answer)).values():
            if address.startswith("/"):
                assert client.get(address).status_code == 200, (shipped.path, address)


def test_the_privacy_statement_names_every_cookie_and_its_time(client, settings):
    live("privacy")
    main = main_of(client.get("/privacy/"))
    cookies = {text(each.find(".//strong")): text(each) for each in main.xpath(".//li[.//strong]")}
    assert cookies.keys() == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, vault.COOKIE}
    assert settings.SESSION_COOKIE_AGE == 8 * 3600
    assert "eight hours" in cookies[settings.SESSION_COOKIE_NAME]
    assert settings.CSRF_COOKIE_AGE == 52 * 7 * 24 * 3600
    assert "a year" in cookies[settings.CSRF_COOKIE_NAME]
    assert datetime.timedelta(days=3) == vault.KEPT_FOR
    assert "three days" in cookies[vault.COOKIE]
    assert (VALID_FOR.days, FORGET_AFTER.days) == (2, 90)
    assert "after two days if you do not confirm it, and after three months" in text(main)
    given = client.get("/admin/login/").cookies
    assert given.keys() <= cookies.keys()
    assert given


def test_the_glossary_explains_each_type_of_review(client):
    live("glossary")
    terms = " ".join(
        text(each).lower() for each in main_of(client.get("/glossary/")).iter("strong")
    )
    assert "rapid review" in terms
    unexplained = {ReviewType.OTHER, ReviewType.UNKNOWN}
    for each in set(ReviewType) - unexplained:
        assert str(each.label) in terms


def test_the_archive_policy_is_made_of_the_rules_that_were_read_at_their_source(client):
    live("archive-policy")
    verified = PublicationRule.objects.filter(is_verified=True)
    others = PublicationRule.objects.filter(is_verified=False)
    words = text(main_of(client.get("/archive-policy/")))
    assert verified.exists()
    assert all(rule.citation in words for rule in verified)
    assert others.exists()
    assert not any(rule.guidance in words for rule in others)
    assert "{rules" not in words
    assert words.index("In force since 26 March 2015") < words.index("(earlier guidance)")
    before = clock.now()
    added = PublicationRule.objects.create(
        jurisdiction="wales", review_type="cpr", guidance="Later guidance", minimum_weeks=20,
        citation="A citation.", in_force_from=london_date(before), is_verified=True,
    )  # fmt: skip
    assert "Later guidance are kept on this website for at least 20 weeks" in text(
        main_of(client.get("/archive-policy/"))
    )
    assert added not in stated_rules(at=before)  # the page as it was says what it said


def test_contacts_are_those_of_boards_that_have_published(client):
    live("contact")
    public, other = make.make_board(telephone="020 7946 0000"), make.make_board()
    make.make_live(make.open_bare_review(public))
    page = page_of(client.get("/contact/"))
    found = text(page.find_class("contact")[0])
    assert f"{public.name} , board@example.gov.uk, telephone 020 7946 0000" in found
    assert other.name not in text(page)
    assert "{contacts" not in text(page)


def test_the_help_lines_are_content_of_the_site_or_of_a_board(client):
    board = make.make_board()
    review = make.make_live(make.open_bare_review(board))
    address = review.page.get_absolute_url()

    def foot(of: str) -> str:
        return text(page_of(client.get(of)).find_class("foot")[0])

    assert "the NSPCC on 0808 800 5000" in foot("/")  # what the register came with
    draft = begin_page(shipped_pages.read("help-lines"), by=make.make_user())
    make.change(draft, body="Call **0300 000 000** first.")
    make.make_live(draft)
    assert foot("/").startswith("Call 0300 000 000 first.")
    assert foot("/nothing/").startswith("Call 0300 000 000 first.")
    assert "NSPCC" not in foot(address)
    Board.objects.filter(pk=board.pk).update(help_lines="Ask the board’s own line.")
    assert foot(address).startswith("Ask the board’s own line.")
    assert foot("/").startswith("Call 0300 000 000 first.")


def test_a_page_is_to_be_read_again_on_its_day(settings):
    editor = admin_client.person("Editors", email="editor@board.example")
    client, today = admin_client.signed_in(editor), london_date(clock.now())
    page = live("glossary").page
    day = datetime.timedelta(days=1)

    def due(on: datetime.date) -> str:
        Page.objects.filter(pk=page.pk).update(read_again_on=on)  # its address stays frozen
        return html_of(client, "admin:index")

    assert "To be read again" not in due(today + 40 * day)
    assert "Glossary by" in due(today + 20 * day)
    assert "Glossary Due" not in due(today + 20 * day)
    assert "Glossary Due" in due(today)
    with smtp.smtp_server(settings) as inbox:
        for _ in range(2):
            call_command("send_notifications", verbosity=0)
    assert [subject for subject, _ in inbox.to(editor.email)] == [
        "Case review register: a page is due to be read again"
    ]
    mail = Mail.objects.get(kind=Mail.Kind.READ_AGAIN, user=editor)
    assert mail.link == f"/admin/reviews/plainpage/{page.pk}/change/"
    assert client.get(mail.link).status_code == 200
    form = admin_client.filled(client.get(mail.link))
    client.post(mail.link, form | {"read_again_on": "1 December 2031"})
    assert Page.objects.get(pk=page.pk).read_again_on == datetime.date(2031, 12, 1)
    workflow.open_edition(page, by=editor)
    assert "To be read again" not in html_of(client, "admin:index")
