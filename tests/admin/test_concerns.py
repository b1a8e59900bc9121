"""The cases that readers opened: seen by the staff of their board, acknowledged, closed, deleted."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse

from reviews import workflow
from reviews.concerns import intake
from reviews.lib import clock
from reviews.lib.dates import london_date
from reviews.lib.exceptions import Refused
from reviews.models import Concern, Event, Mail
from tests.support import admin_client, smtp
from tests.support import factories as make
from tests.support.html import links, text

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
WORDS = intake.Words("Page 3 has her name.", "page 3", "Ann Example", "ann@example.org")


def make_case(page=None, kind: str = "names", words=WORDS) -> Concern:
    number = Concern.objects.count()
    return intake.take_in(words, kind=kind, page=page, sender=f"192.0.2.{number}")


def seen(client, name: str, *keys) -> str:
    return text(admin_client.content(client.get(reverse(f"admin:{name}", args=keys))))


def test_a_case_from_its_receipt_to_its_deletion():
    live = make.make_live(make.open_bare_review())
    board, events = live.page.board, Event.objects.count()
    case = make_case(live.page)
    editor = admin_client.person("Approvers", all_boards=False)
    editor.boards.set([board])
    client, today = admin_client.signed_in(editor), london_date(clock.now())
    due = today + 29 * DAY
    assert f"1 is open; the next acknowledgement is due by {due:%-d %B %Y}." in seen(
        client, "index"
    )
    listed = seen(client, "concerns")
    assert f"{case.reference} It names somebody" in listed
    assert f"Due by {due:%-d %B %Y}" in listed
    assert "Ann Example" not in listed
    shown = client.get(reverse("admin:concern", args=[case.pk]))
    assert "no-store" in shown["Cache-Control"]
    assert "Page 3 has her name." in text(admin_client.content(shown))
    actions = links(admin_client.content(shown))
    for words, reason in (("Withdraw the page…", "anonymity"), ("Put the page on hold…", "other")):
        assert admin_client.filled(client.get(actions[words]))["reason"] == reason
    later = client.post(actions["Acknowledged on…"], {"on": f"{today + DAY:%-d %B %Y}"})
    assert "cannot be in the future" in " ".join(admin_client.messages(later))
    fields = admin_client.filled(client.get(actions["Acknowledged on…"]))
    assert fields["on"] == f"{today:%-d %B %Y}"
    done = client.post(actions["Acknowledged on…"], fields, follow=True)
    assert f"Acknowledged on {today:%-d %B %Y}, recorded by" in text(admin_client.content(done))
    assert "acknowledgement" not in seen(client, "index").partition("is open")[2].split(".")[0]
    delete = reverse("admin:concern_delete", args=[case.pk])
    assert "Close the case first" in " ".join(admin_client.messages(client.post(delete)))
    close = actions["Close with an outcome…"]
    assert admin_client.errors(client.post(close, {"note": "Kept."})) == ["This field is required."]
    closed = client.post(close, {"outcome": "withdrawn", "note": "A decision."}, follow=True)
    assert "The page or document was withdrawn" in text(admin_client.content(closed))
    assert "A decision." in text(admin_client.content(closed))
    assert "is open" not in seen(client, "index")
    gone = client.post(delete, follow=True)
    assert gone.redirect_chain == [(reverse("admin:concerns"), 302)]
    assert not Concern.objects.exists()
    assert Event.objects.count() == events  # the ledger knows nothing of it


def test_only_the_staff_of_the_board_see_it():
    live, other = make.make_live(make.open_bare_review()), make.make_board()
    case, of_the_site = make_case(live.page), make_case()
    stranger = admin_client.person("Editors", "Approvers", all_boards=False)
    stranger.boards.set([other])
    client, all_boards = admin_client.signed_in(stranger), admin_client.editor()
    for each in (case, of_the_site):
        for name in ("concern", "concern_acknowledge", "concern_close", "concern_delete"):
            address = reverse(f"admin:{name}", args=[each.pk])
            assert client.get(address).status_code == 404
            assert all_boards.get(address).status_code == 200
        assert each.reference not in seen(client, "concerns")
        assert each.reference in seen(all_boards, "concerns")
    assert "is open" not in seen(client, "index")
    assert admin_client.auditor().get(reverse("admin:concerns")).status_code == 403


def test_where_no_address_was_given_nobody_can_have_been_written_to():
    live = make.make_live(make.open_bare_review())
    words = intake.Words("Page 3 has her name.", "page 3", "", "")
    case, other = make_case(live.page, words=words), make_case(live.page)
    client, day = admin_client.editor(), {"on": f"{london_date(clock.now()):%-d %B %Y}"}
    acknowledge = reverse("admin:concern_acknowledge", args=[case.pk])
    for answer in (
        client.get(acknowledge, follow=True),
        client.post(acknowledge, day, follow=True),
    ):
        assert answer.redirect_chain == [(reverse("admin:concern", args=[case.pk]), 302)]
        [said] = admin_client.messages(answer)
        assert said.startswith("No e-mail address was given")
        assert "close the case with what came of it" in said
    with pytest.raises(Refused, match="No e-mail address was given"):
        workflow.acknowledge_concern(case, by=make.make_user(), on=case.received_on)
    client.post(reverse("admin:concern_acknowledge", args=[other.pk]), day)
    assert [*Concern.objects.exclude(acknowledged_on=None)] == [other]


@pytest.fixture
def inbox(settings):
    with smtp.smtp_server(settings) as found:
        yield found


def test_reminders_before_and_after_the_day(inbox):
    live = make.make_live(make.open_bare_review())
    case = make_case(live.page)
    editor = admin_client.person("Editors", email="editor@board.example")
    other = admin_client.person("Editors", email="other@board.example", all_boards=False)
    client, today = admin_client.signed_in(editor), london_date(clock.now())

    def mails(days: int) -> list[str]:
        """After the case has been there for so many days; the command runs twice."""
        Concern.objects.filter(pk=case.pk).update(received_on=today - days * DAY)
        for _ in range(2):
            call_command("send_notifications", verbosity=0)
        return [mail.key for mail in Mail.objects.filter(user=editor).order_by("pk")]

    new = mails(0)
    assert len(new) == 1
    assert mails(21) == new
    assert mails(22)[1:] == [f"concern_due:{case.pk}:7"]
    assert mails(27)[2:] == [f"concern_due:{case.pk}:2"]
    assert mails(29)[3:] == [f"concern_due:{case.pk}:0"]
    assert mails(33)[4:] == [f"concern_due:{case.pk}:late 0"]
    assert "Late" in seen(client, "concerns")
    assert "an acknowledgement was due by" in seen(client, "index")
    assert not Mail.objects.filter(user=other).exists()
    mail = Mail.objects.filter(kind="concern_due").first()
    assert (mail.reference, mail.link) == (f"case {case.pk}", f"/admin/concerns/{case.pk}/")
    assert client.get(mail.link).status_code == 200
    Concern.objects.update(acknowledged_on=today, acknowledged_by=editor)
    assert len(mails(45)) == 5
    assert len(inbox.to(editor.email)) == 5
    assert "Example" not in str(inbox.delivered)
    assert case.reference not in str(inbox.delivered)


def test_without_the_key_the_case_says_so(settings):
    case = make_case()
    settings.PROTECTED_NAMES_KEY = ""
    shown = seen(admin_client.editor(), "concern", case.pk)
    assert "What was written cannot be read" in shown
    assert "Ann Example" not in shown
