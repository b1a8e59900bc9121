"""An editor takes a document away, and is led to say what becomes of it. By HTTP, as a browser would."""

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.lib import clock
from reviews.models import Lineage, PublicationRule
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
REPORT = "“Overview report” (overview-report.pdf)"


@shared_start
def live():
    return make.make_live(make.open_review(path="reviews/scr-1"))


@shared_start
def draft(live):
    return workflow.open_edition(live.page, by=make.make_user())


def remove_the_report(client, draft, **changes):
    fields = admin_client.opened(client, draft) | {"attachments-0-DELETE": "on"} | changes
    return admin_client.save(client, draft, fields)


def lines(response) -> list[str]:
    return [html.text(item) for item in admin_client.content(response).iter("li")]


def test_what_leaves_is_named_until_it_is_said_why_and_by_whose_authority(client, live, draft):
    editor = admin_client.editor()
    form = remove_the_report(editor, draft, state="no_longer")
    [asked] = [line for line in lines(form) if line.startswith("This edition takes away")]
    assert asked.startswith(f"This edition takes away {REPORT} before ")
    assert "choose why, and who authorised it" in asked
    [link] = [each for each in admin_client.content(form).iter("a") if html.text(each) == asked]
    assert link.get("href") == "#lineage-0"
    assert admin_client.content(form).get_element_by_id("lineage-0") is not None
    submit = editor.get(admin_client.address(draft, "submit"))
    assert asked in lines(submit)
    assert admin_client.buttons(editor, draft, "submit") == []

    stated = {"lineage-0-reason": "term_ended"}
    form = admin_client.save(editor, draft, admin_client.opened(editor, draft), **stated)
    found = " ".join(lines(form))
    assert f"{REPORT} runs until" in found
    assert "name the person who authorised this" in found
    assert "Write the public note" in found
    stated = {"lineage-0-reason": "anonymity", "lineage-0-authorised_by": "The chair"}
    stated |= {"lineage-0-public_note": "Ask the board for a copy."}
    form = admin_client.save(editor, draft, admin_client.opened(editor, draft), **stated)
    assert "Nothing is missing" in html.text(admin_client.content(form))
    admin_client.send(editor, draft, "submit", note="The report is withdrawn.")
    approver = admin_client.approver()
    shown = html.text(admin_client.content(approver.get(admin_client.address(draft, "approve"))))
    assert "What becomes of overview-report.pdf" in shown
    assert "Withdrawn, because: anonymity at risk" in shown
    assert "The chair" in shown
    admin_client.send(approver, draft, "approve")
    admin_client.send(approver, draft, "publish")

    answer = client.get("/reviews/scr-1/overview-report.pdf")
    assert answer.status_code == 410
    assert "Ask the board for a copy." in html.text(html.main_of(answer))
    history = html.text(html.main_of(client.get("/reviews/scr-1/history/")))
    assert "Overview report withdrawn. Ask the board for a copy." in history
    auditor = admin_client.auditor()
    table = html.text(admin_client.content(auditor.get("/admin/compliance/?state=with+gaps")))
    assert "overview-report.pdf:" in table
    assert "and still: anonymity at risk" in table


def test_another_file_is_recorded_as_its_successor_and_keeps_the_term(live, draft):
    editor = admin_client.editor()
    renewed = make.make_document("Corrected.")
    draft.attachments.update(document=renewed)
    form = editor.get(admin_client.address(draft))
    [offered] = admin_client.boxes(form, "lineage-0-successor")
    chosen = [html.text(each) for each in offered.iter("option") if "selected" in each.attrib]

    assert chosen == [REPORT]
    form = admin_client.save(
        editor, draft, admin_client.opened(editor, draft), **{"lineage-0-reason": "error"}
    )
    assert f"Choose why another file replaces {REPORT}" in " ".join(lines(form))
    form = admin_client.save(
        editor, draft, admin_client.opened(editor, draft), **{"lineage-0-reason": "accessible"}
    )
    assert "Nothing is missing" in html.text(admin_client.content(form))
    row = draft.lineage.get()
    assert (row.successor, row.reason) == (renewed, "accessible")


def test_a_document_that_is_put_back_needs_no_reason(live, draft):
    editor = admin_client.editor()
    kept = admin_client.opened(editor, draft)
    remove_the_report(editor, draft, state="no_longer")
    stated = admin_client.opened(editor, draft) | {"lineage-0-reason": "error"}
    admin_client.save(editor, draft, stated)
    assert Lineage.objects.count() == 1
    again = admin_client.opened(editor, draft) | {"state": "published"}
    row = {name: value for name, value in kept.items() if name.startswith("attachments-0-")}
    again |= row | {"attachments-0-id": "", "attachments-TOTAL_FORMS": "1"}
    form = admin_client.save(editor, draft, again)
    assert admin_client.errors(form) == []
    assert (draft.attachments.count(), Lineage.objects.count()) == (1, 0)


def test_nothing_is_asked_where_nothing_leaves(draft):
    form = admin_client.editor().get(admin_client.address(draft))
    assert "takes away" not in html.text(admin_client.content(form))
    assert "lineage-TOTAL_FORMS" in admin_client.filled(form)


def test_everybody_reads_the_same_term_whatever_the_page_says_it_is(client, live, draft):
    """A review that becomes one of another type keeps the rule under which it was published."""
    assert not PublicationRule.objects.filter(review_type="sar", jurisdiction="england").exclude(
        minimum_months=None
    )
    make.make_live(make.change(draft, review_type="sar"))
    until = f"{clock.now().replace(year=clock.now().year + 1):%-d %B %Y}"
    auditor, approver = admin_client.auditor(), admin_client.approver()
    places = [
        auditor.get("/admin/compliance/?state=in+term"),
        auditor.get(reverse("admin:availability", args=[live.page.pk])),
        approver.get(admin_client.page_url(live.page, "withdraw")),
    ]
    for place in places:
        assert until in html.text(admin_client.content(place)), place.request["PATH_INFO"]
