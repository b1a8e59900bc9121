"""Bringing a page back, correcting its notice, taking back a submission, discarding a page: on screen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews import workflow
from reviews.editions.digest import edition_content
from reviews.models import Banner, Page
from tests.support import admin_client, html, pdfs
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
WENT = ("anonymity at risk", "Ask the board for a copy.", "This page was withdrawn")


@shared_start
def withdrawn():
    live = make.make_live()
    make.withdraw(live)
    return workflow.open_edition(live.page, by=make.make_user())


def words(client, address: str) -> str:
    return html.text(admin_client.content(client.get(address)))


def test_date_reason_and_notice_are_on_every_screen_of_the_way_back(withdrawn):
    client = admin_client.approver()
    steps = ["change", "submit", "approve", "publish", "override", "carry_over", "bring_back"]
    screens = [admin_client.address(withdrawn, step) for step in steps]
    for address in [*screens, admin_client.page_url(withdrawn.page)]:
        assert all(sentence in words(client, address) for sentence in WENT), address
    preview = html.text(html.page_of(client.get(admin_client.address(withdrawn, "preview"))))
    assert all(sentence in preview for sentence in WENT)
    live = make.make_live()
    assert WENT[2] not in words(client, admin_client.page_url(live.page))
    shown = client.get(admin_client.address(live, "preview"))
    assert WENT[2] not in html.text(html.page_of(shown))


def test_an_approver_ticks_that_the_reason_has_gone_and_then_it_is_brought_back(withdrawn):
    admin_client.send(admin_client.editor(), withdrawn, "submit", note="Names removed.")
    client = admin_client.approver()
    answer = admin_client.send(client, withdrawn, "approve")
    assert admin_client.errors(answer) == [
        "Tick this if it is so; if it is not, return the draft with your remarks."
    ]
    cleared = make.withdrawal_of(withdrawn).pk
    answer = admin_client.send(client, withdrawn, "approve", cleared=cleared + 1)
    assert "withdrawn again meanwhile" in admin_client.errors(answer)[0]
    answer = admin_client.send(client, withdrawn, "approve", cleared=cleared)
    assert "it can be brought back as it is now" in admin_client.messages(answer)[0]
    assert "Bring back…" in html.text(admin_client.content(answer))
    assert "Publish…" not in html.text(admin_client.content(answer))
    assert admin_client.buttons(client, withdrawn, "publish") == []
    main = admin_client.content(client.get(admin_client.address(withdrawn, "publish")))
    way = admin_client.address(withdrawn, "bring_back")
    assert way in [link.get("href") for link in main.iter("a")]
    assert "without one, for a stated reason" not in html.text(main)
    assert "Before it can be published" in html.text(main)
    answer = client.post(
        admin_client.address(withdrawn, "publish"),
        {"seen": edition_content(withdrawn).digest},
        follow=True,
    )
    assert not admin_client.is_public(withdrawn.page)
    assert "Publishing does not put it back" in html.text(admin_client.content(answer))
    answer = admin_client.send(client, withdrawn, "bring_back")
    assert admin_client.messages(answer) == ["The page is public again, with edition 2."]
    assert admin_client.is_public(withdrawn.page)
    history = client.get(f"{withdrawn.page.get_absolute_url()}history/")
    assert "Published again after it had been withdrawn." in history.content.decode()
    timeline = words(admin_client.auditor(), reverse("admin:timeline", args=[withdrawn.page_id]))
    assert "brought the withdrawn page back with edition 2" in timeline
    assert "confirmed that edition 2 may bring the withdrawn page back" in timeline


def test_a_notice_is_corrected_and_auditors_see_both(withdrawn):
    client, address = (
        admin_client.approver(),
        admin_client.page_url(withdrawn.page, "correct_notice"),
    )
    typed = admin_client.filled(client.get(address))
    assert typed["note"] == "Withdrawn. Ask the board for a copy."
    same = client.post(address, typed, follow=True)
    assert admin_client.messages(same) == ["This is what the notice says already: change it."]
    client.post(address, typed | {"note": "Ask the <new> board."})
    public = client.get(withdrawn.page.get_absolute_url()).content.decode()
    assert "Ask the &lt;new&gt; board." in public
    assert typed["note"] not in public
    timeline = words(admin_client.auditor(), reverse("admin:timeline", args=[withdrawn.page_id]))
    assert "Ask the <new> board." in timeline
    assert typed["note"] in timeline
    live = make.make_live()
    answer = client.get(admin_client.page_url(live.page, "correct_notice"), follow=True)
    refusal = "This page is not withdrawn: there is no notice to correct."
    assert refusal in html.text(html.page_of(answer))


def test_a_submission_is_taken_back_on_its_page():
    draft, client = make.open_review(), admin_client.editor()
    admin_client.send(client, draft, "submit", note="First.")
    take = "Take the submission back…"
    assert take in words(client, admin_client.page_url(draft.page))
    assert take not in words(admin_client.editor(), admin_client.page_url(draft.page))
    answer = admin_client.send(client, draft, "take_back")
    assert "is a draft again" in admin_client.messages(answer)[0]
    assert "Submit for approval…" in html.text(admin_client.content(answer))
    assert admin_client.buttons(client, draft, "take_back") == []


def test_a_page_made_by_mistake_is_discarded_and_left_out_of_the_list():
    draft, client = make.open_review(path="reviews/mistake"), admin_client.editor()
    listed = reverse("admin:reviews_review_changelist")
    assert "/reviews/mistake/" in words(client, admin_client.page_url(draft.page, "discard"))
    answer = client.post(admin_client.page_url(draft.page, "discard"), follow=True)
    assert admin_client.messages(answer) == [
        "The page is discarded. Its address, /reviews/mistake/, is free again."
    ]
    assert f"discarded/{draft.page_id}" not in words(client, listed)
    assert f"discarded/{draft.page_id}" in words(client, f"{listed}?state=discarded")
    page = words(client, admin_client.page_url(Page.objects.get(pk=draft.page_id)))
    assert "Discarded on" in page
    assert "Discard this page…" not in page
    live = make.make_live()
    assert "Discard this page…" not in words(client, admin_client.page_url(live.page))
    assert "stays on record" in words(client, admin_client.page_url(live.page, "discard"))


def test_approving_is_offered_to_nobody_to_whom_it_would_be_refused():
    draft, one = make.open_review(), admin_client.person("Approvers")
    workflow.submit(draft, by=one, note="First.")
    offers = {admin_client.signed_in(one): False, admin_client.approver(): True}
    for client, is_offered in offers.items():
        approve = admin_client.address(draft, "approve")
        for shown in (reverse("admin:index"), admin_client.page_url(draft.page)):
            links = [link.get("href") for link in admin_client.content(client.get(shown)).iter("a")]
            assert (approve in links) == is_offered, shown
        assert (admin_client.buttons(client, draft, "approve") == ["Approve"]) == is_offered
        heading = "Waiting for your approval" if is_offered else "Waiting for somebody else’s"
        assert heading in words(client, reverse("admin:index"))


def test_a_first_approval_frames_the_page_beside_its_files_and_folds_bookkeeping():
    draft, client = make.open_review(), admin_client.approver()
    workflow.submit(draft, by=make.make_user(), note="First.")
    answer = client.get(admin_client.address(draft, "approve"))
    main = admin_client.content(answer)
    [frame] = main.iter("iframe")
    assert frame.get("src") == admin_client.address(draft, "preview")
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    preview = client.get(frame.get("src"))
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    other = client.get(admin_client.page_url(draft.page))
    assert (other["X-Frame-Options"], "frame-src" in other["Content-Security-Policy"]) == (
        "DENY",
        False,
    )
    [folded] = main.find_class("register-bookkeeping")
    assert "English" in html.text(folded)
    assert "Summary" not in html.text(folded)
    following = workflow.open_edition(make.make_live().page, by=make.make_user())
    workflow.submit(following, by=make.make_user(), note="Again.")
    again = admin_client.content(client.get(admin_client.address(following, "approve")))
    assert list(again.iter("iframe")) == []


def test_a_banner_is_previewed_as_the_public_will_see_it_and_taken_back():
    client, add = admin_client.approver(), reverse("admin:reviews_banner_add")
    typed = admin_client.filled(client.get(add))
    typed |= {"heading": "Works <tonight>", "message": "**Down**.", "live_from": "2040-01-01T10:00"}
    preview = client.post(reverse("admin:reviews_banner_preview"), typed)
    assert "Works &lt;tonight&gt;" in preview.content.decode()
    assert "<strong>Down</strong>" in preview.content.decode()
    assert not Banner.objects.exists()
    wrong = client.post(reverse("admin:reviews_banner_preview"), typed | {"heading": ""})
    assert admin_client.errors(wrong) == ["This field is required."]
    client.post(add, typed)
    banner = Banner.objects.get()
    shown = client.get(reverse("admin:reviews_banner_change", args=[banner.pk]))
    [frame] = admin_client.content(shown).iter("iframe")
    assert "Works &lt;tonight&gt;" in client.get(frame.get("src")).content.decode()
    assert "Take this banner back" in shown.content.decode()
    client.post(reverse("admin:reviews_banner_end", args=[banner.pk]))
    shown = client.get(reverse("admin:reviews_banner_change", args=[banner.pk]))
    assert list(admin_client.content(shown).iter("iframe")) == []


def test_a_file_is_taken_in_by_itself_and_kept_by_the_form(settings):
    draft, client = make.open_bare_review(), admin_client.editor()
    address = reverse("admin:reviews_reviewedition_upload", args=[draft.pk])
    form = client.get(admin_client.address(draft))
    opened = form.content.decode()
    assert 'data-limit="50000000"' in opened
    assert "At most 50 MB." in opened
    assert address in opened
    file = SimpleUploadedFile("report.pdf", pdfs.make_pdf("Words"), "application/pdf")
    kept = client.post(address, {"file": file}).json()["kept"]
    fields = admin_client.with_row(
        admin_client.filled(form),
        "attachments",
        kind="overview_report",
        **{"document-kept": kept},
    )
    admin_client.save(client, draft, fields, _continue="1")
    assert draft.attachments.get().document.pages == 1
    refused = client.post(address, {"file": SimpleUploadedFile("a.pdf", b"words")})
    assert (refused.status_code, "not a PDF" in refused.json()["refused"][0]) == (422, True)
    assert client.post(address).json() == {"refused": ["The file did not arrive: choose it again."]}
    settings.DOCUMENT_LIMIT_MB = 0
    file = SimpleUploadedFile("report.pdf", pdfs.make_pdf("Words"), "application/pdf")
    assert "larger than 0 MB" in client.post(address, {"file": file}).json()["refused"][0]
