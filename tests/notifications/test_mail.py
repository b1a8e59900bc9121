"""Who is sent what, by a real mail server, and what happens when it fails."""

import datetime
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews import workflow
from reviews.models import Action, Edition, Mail, MailPreference, User
from reviews.notifications import came_due
from tests.support import admin_client, html, smtp
from tests.support import factories as make

pytestmark = pytest.mark.django_db
SECRET_TITLE = "Child Q of Somewhere"


@pytest.fixture
def inbox(settings):
    with smtp.smtp_server(settings) as found:
        yield found


def staff(name: str, *groups: str, **fields) -> User:
    given = {"username": name, "email": f"{name}@board.example"} | fields
    return admin_client.person(*groups, **given)


def send() -> None:
    call_command("send_notifications", verbosity=0)


def subjects(inbox, user: User) -> list[str]:
    return [subject.removeprefix("Case review register: ") for subject, _ in inbox.to(user.email)]


def test_each_step_reaches_those_who_can_act(inbox):
    editor, approver = staff("editor", "Editors"), staff("approver", "Approvers")
    other = staff("other", "Approvers", all_boards=False)  # of no board
    closed = staff("closed", "Approvers", is_active=False)
    draft = make.open_review(label=SECRET_TITLE)
    Edition.objects.filter(pk=draft.pk).update(title=SECRET_TITLE)
    draft = type(draft).objects.get(pk=draft.pk)
    workflow.submit(draft, by=editor, note="First.")
    send()
    send()
    assert subjects(inbox, approver) == ["an edition waits for your approval"]
    assert subjects(inbox, editor) == subjects(inbox, other) == subjects(inbox, closed) == []
    workflow.return_(draft, by=approver, remarks=f"About {SECRET_TITLE}.")
    send()
    assert subjects(inbox, editor) == ["an edition was returned to you with remarks"]
    workflow.submit(draft, by=editor, note="Second.")
    workflow.approve(draft, by=approver)
    send()
    assert subjects(inbox, approver) == ["an edition waits for your approval"]  # already signed
    assert subjects(inbox, editor)[1:] == ["an edition was approved"]
    workflow.publish(draft, by=approver)
    send()
    send()
    assert subjects(inbox, editor)[2:] == ["an edition is live"]
    everything = str(inbox.delivered)
    assert SECRET_TITLE not in everything
    assert draft.page.path not in everything
    assert f"page {draft.page_id}, edition {draft.number}" in everything


def test_the_link_of_a_message_opens(inbox):
    approver = staff("approver", "Approvers")
    draft = make.open_review()
    workflow.submit(draft, by=staff("editor", "Editors"), note="First.")
    send()
    text = inbox.to(approver.email)[0][1]
    link = re.search(r"http://[^/]+(/\S+/approve/)", text)[1]
    assert admin_client.signed_in(approver).get(link).status_code == 200


def test_whoever_could_not_sign_is_not_asked(inbox):
    """An approver who wrote it, or submitted it."""
    author = staff("author", "Approvers")
    reader = staff("reader", "Approvers")
    draft = make.open_review()
    workflow.submit(draft, by=author, note="First.")
    send()
    assert subjects(inbox, author) == []
    assert len(subjects(inbox, reader)) == 1


def test_each_person_chooses(inbox):
    one, two = staff("one", "Approvers"), staff("two", "Approvers")
    client, page = admin_client.signed_in(one), reverse("admin:mail_preferences")
    wanted = admin_client.filled(client.get(page))["wanted"]
    assert "waits" in wanted
    client.post(page, {"wanted": [kind for kind in wanted if kind != "waits"]})
    assert MailPreference.objects.get().unwanted == ["waits"]
    assert "waits" not in admin_client.filled(client.get(page))["wanted"]
    workflow.submit(make.open_review(), by=staff("editor", "Editors"), note="First.")
    send()
    assert (subjects(inbox, one), len(subjects(inbox, two))) == ([], 1)
    client.post(page, {})
    assert len(MailPreference.objects.get().unwanted) == len(wanted)


def test_a_failing_server_breaks_no_step_and_is_tried_again(settings):
    port = smtp.free_port()
    smtp.send_to(settings, port)
    approver = staff("approver", "Approvers")
    workflow.submit(make.open_review(), by=staff("editor", "Editors"), note="First.")
    with pytest.raises(CommandError, match="tried again later"):
        send()
    mail = Mail.objects.get()
    assert (mail.tries, mail.sent_at) == (1, None)
    assert mail.next_try_at > timezone.now()
    client = admin_client.administrator()
    shown = html.text(admin_client.content(client.get(reverse("admin:mail_queue"))))
    assert "ConnectionRefusedError" in shown
    assert admin_client.editor().get(reverse("admin:mail_queue")).status_code == 403
    with smtp.smtp_server(settings, port) as inbox:
        send()
        assert inbox.delivered == []  # not before its time
        Mail.objects.update(next_try_at=timezone.now())
        send()
        assert len(subjects(inbox, approver)) == 1
    again = html.text(admin_client.content(client.get(reverse("admin:mail_queue"))))
    assert "None has failed" in again


def test_one_refused_address_keeps_no_other_from_theirs(inbox):
    first, second = staff("first", "Approvers"), staff("second", "Approvers")
    inbox.refuses.add(first.email)
    workflow.submit(make.open_review(), by=staff("editor", "Editors"), note="First.")
    with pytest.raises(CommandError):
        send()
    assert (subjects(inbox, first), len(subjects(inbox, second))) == ([], 1)
    Mail.objects.update(
        next_try_at=timezone.now(), queued_at=timezone.now() - datetime.timedelta(days=8)
    )
    with pytest.raises(CommandError):
        send()
    send()  # given up
    assert Mail.objects.get(user=first).given_up_at


def test_what_time_brings(inbox, monkeypatch):
    """A second signature that stays away, and an action after its date."""
    editor, approver = staff("editor", "Editors"), staff("approver", "Approvers")
    lone = staff("lone", "Approvers")
    draft = make.open_review()
    Action.objects.create(edition=draft, action="Train", lead_agency="The board", due="March 2016")
    workflow.submit(draft, by=editor, note="First.")
    workflow.override(draft, by=lone, reason="Urgent: a court asked for it.")
    send()
    assert "a published edition lacks a second signature" in subjects(inbox, approver)
    assert subjects(inbox, editor).count("actions of an action plan are overdue") == 1
    send()
    assert subjects(inbox, editor).count("actions of an action plan are overdue") == 1
    monkeypatch.setattr(came_due, "REMIND_AFTER", datetime.timedelta(0, 0, 1))
    send()
    assert subjects(inbox, approver).count("a published edition lacks a second signature") == 2
    assert subjects(inbox, lone).count("a published edition lacks a second signature") == 0


@pytest.mark.parametrize(("answer", "reason", "number"), [("", "", 1), ("not_accepted", "No.", 0)])
def test_nobody_is_reminded_of_an_action_that_was_turned_down(answer, reason, number):
    staff("editor", "Editors")
    draft = make.open_review()
    what = {"recommendation": "Train", "lead_agency": "The board", "due": "March 2016"}
    Action.objects.create(
        edition=draft, action="Train", answer=answer, answer_reason=reason, **what
    )
    make.make_live(draft)
    came_due.queue_due()
    assert Mail.objects.filter(kind=Mail.Kind.OVERDUE).count() == number


def test_without_a_mail_server_nothing_is_sent(capsys):
    staff("approver", "Approvers")
    workflow.submit(make.open_review(), by=staff("editor", "Editors"), note="First.")
    call_command("send_notifications")
    assert "EMAIL_HOST is not set" in capsys.readouterr().out


def test_nobody_is_sent_the_same_twice():
    user = staff("one")
    Mail.objects.create(user=user, kind="waits", key="waits:1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.create(user=user, kind="waits", key="waits:1")


def link_to(inbox, user: User) -> str:
    return re.search(r"(/admin/password/\S+)", inbox.to(user.email)[-1][1])[1]


def chosen(link: str, password: str):
    return Client().post(link, {"new_password1": password, "new_password2": password})


def test_an_invitation_is_a_link_that_works_once(inbox):
    client, page = admin_client.administrator(), reverse("admin:reviews_user_add")
    form = client.get(page)
    assert "Leave both boxes empty" in html.text(admin_client.content(form))
    typed = admin_client.filled(form) | {"username": "new"}
    assert "Give an e-mail address" in admin_client.errors(client.post(page, typed))[0]
    answer = client.post(page, typed | {"email": "new@board.example"})
    assert answer.status_code == 302
    new = User.objects.get(username="new")
    assert not new.has_usable_password()
    send()
    link = link_to(inbox, new)
    assert Client().get(link).status_code == 200
    assert chosen(link, "password").status_code == 200
    assert chosen(link, "Own words 2024x").status_code == 302
    assert chosen(link, "Other words 2024x").url == "/admin/login/"
    new.refresh_from_db()
    assert new.check_password("Own words 2024x")
    assert not new.password_is_one_time


def test_an_invitation_is_sent_again(inbox):
    """To the address when it is corrected, and whenever an administrator ticks the box."""
    new = staff("new", "Editors")
    new.set_unusable_password()
    new.save()
    client, page = admin_client.administrator(), reverse("admin:reviews_user_change", args=[new.pk])
    assert "None yet" in html.text(admin_client.content(client.get(page)))
    typed = admin_client.filled(client.get(page))
    client.post(page, typed | {"email": "", "invite_again": "on"})
    client.post(page, typed)
    send()
    assert inbox.delivered == []
    for change in ({"email": "right@board.example"}, {"invite_again": "on"}, {"first_name": "New"}):
        typed |= change
        client.post(page, typed)
        typed.pop("invite_again", None)
    send()
    assert [people for people, *_ in inbox.delivered] == [["right@board.example"]] * 2
    new.refresh_from_db()
    assert chosen(link_to(inbox, new), "Own words 2024x").status_code == 302
    assert "invite_again" not in admin_client.filled(client.get(page))
    client.post(page, typed | {"email": "other@board.example"})
    send()
    assert len(inbox.delivered) == 2  # whoever has a password needs none


def test_a_forgotten_password_is_set_by_a_link(inbox):
    sam = staff("sam", "Editors")
    page = reverse("admin:forgotten")
    assert "Have a link sent" in html.text(admin_client.content(Client().get("/admin/login/")))
    answers = [
        admin_client.messages(Client().post(page, {"username": name}, follow=True))
        for name in ("sam", "nobody")
    ]
    assert answers[0] == answers[1] != []
    Client().post(page, {"username": "Sam"})
    send()
    assert len(inbox.delivered) == 1
    assert chosen(link_to(inbox, sam), "Own words 2024x").status_code == 302
    assert Client().get(link_to(inbox, sam)).url == "/admin/login/"
    assert Client().get("/admin/password/x/y/").url == "/admin/login/"


def test_without_mail_there_is_no_link():
    assert Client().get(reverse("admin:forgotten")).status_code == 404
    page = reverse("admin:reviews_user_add")
    client = admin_client.administrator()
    typed = admin_client.filled(client.get(page)) | {"username": "new"}
    assert client.post(page, typed).status_code == 200
