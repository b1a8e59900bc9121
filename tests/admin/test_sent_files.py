"""The form can be saved and left while a file is checked, and shows what became of it to whoever comes back."""

import json
from datetime import timedelta

import pytest

from reviews import workflow
from reviews.admin.editions.file_tokens import token_of
from reviews.documents import uploads
from reviews.lib import clock
from reviews.models import Document, Event, Upload
from tests.support import active_pdfs, admin_client, html, jobs
from tests.support import factories as make
from tests.support.admin_client import filled, with_row
from tests.support.sent_files import (
    BAD,
    NAME,
    asked,
    codes,
    is_stored,
    opened,
    received,
    saved_with,
    sent,
    sent_and_saved,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make.open_bare_review()


@pytest.fixture
def queued(settings):
    jobs.queue_jobs(settings)


@pytest.mark.usefixtures("queued")
def test_a_form_is_saved_while_its_file_is_checked_and_has_its_document_then(draft):
    client = admin_client.editor()
    form = opened(client, draft)
    answer = sent(client, draft)
    assert (answer.status_code, answer.json()["waiting"]) == (202, True)
    assert "Being checked" in answer.json()["shown"]
    saved = saved_with(client, draft, form, answer.json()["kept"])
    assert admin_client.errors(saved) == []
    row = draft.attachments.get()
    assert (row.document, row.kind) == (None, "overview_report")
    assert "file-waiting" in codes(draft)
    assert "Being checked" in html.text(admin_client.content(saved))

    jobs.work()
    row.refresh_from_db()
    assert (row.document, row.slug) == (Document.objects.get(), "overview-report")
    assert "file-waiting" not in codes(draft)
    last = Event.objects.filter(verb="saved").latest("seq")
    assert last.actor == Upload.objects.get().by
    assert json.loads(last.body)["fields"] == ["attachment"]
    assert "File in place" in html.text(
        admin_client.content(client.get(admin_client.address(draft)))
    )


@pytest.mark.usefixtures("queued")
def test_a_row_with_nothing_but_a_file_that_waits_is_no_empty_row(draft):
    client = admin_client.editor()
    form = opened(client, draft)
    answer = sent(client, draft).json()
    assert answer["kind"] == "overview_report"  # guessed from its name
    row = with_row(form, "attachments", kind="", **{"document-kept": answer["kept"]})
    refused = admin_client.save(client, draft, row)
    assert "This field is required." in admin_client.errors(refused)
    assert filled(refused)["attachments-0-document-kept"] == answer["kept"]


@pytest.mark.usefixtures("queued")
def test_a_form_that_was_open_meanwhile_saves_over_nothing(draft):
    """It has the same row with the same upload, so its owner is not asked which of the two to keep."""
    client = admin_client.editor()
    sent_and_saved(client, draft)
    open_form = opened(client, draft)
    assert open_form["attachments-0-document-kept"] == token_of(Upload.objects.get())
    jobs.work()
    again = admin_client.save(client, draft, open_form, title="Changed")
    assert admin_client.errors(again) == []
    assert draft.attachments.get().document == Document.objects.get()


@pytest.mark.usefixtures("queued")
def test_a_row_that_is_saved_just_after_its_file_was_checked_has_it(draft):
    client = admin_client.editor()
    form = opened(client, draft)
    kept = sent(client, draft).json()["kept"]
    jobs.work()
    saved_with(client, draft, form, kept)
    assert draft.attachments.get().document == Document.objects.get()


@pytest.mark.usefixtures("queued")
def test_a_row_keeps_waiting_when_the_form_is_saved_again(draft):
    client = admin_client.editor()
    sent_and_saved(client, draft)
    admin_client.save(client, draft, opened(client, draft), title="Changed")
    jobs.work()
    assert draft.attachments.get().document == Document.objects.get()


@pytest.mark.usefixtures("queued")
def test_what_was_refused_meanwhile_is_said_at_its_row(draft):
    client = admin_client.editor()
    sent_and_saved(client, draft, BAD)
    jobs.work()
    assert "file-refused" in codes(draft)
    page = client.get(admin_client.address(draft))
    [sentence] = Upload.objects.get().refusals
    assert admin_client.errors(page) == [f"{NAME}: {sentence}"]
    assert "attachments-0-document-kept" not in filled(page)


@pytest.mark.usefixtures("queued")
def test_a_form_that_names_what_was_refused_says_so_and_keeps_its_row(draft):
    client = admin_client.editor()
    form = opened(client, draft)
    kept = sent(client, draft, BAD).json()["kept"]
    jobs.work()
    answer = saved_with(client, draft, form, kept)
    assert Upload.objects.get().refusals[0] in admin_client.errors(answer)
    assert filled(answer)["attachments-0-kind"] == "overview_report"
    assert not draft.attachments.exists()


@pytest.mark.parametrize("by_worker", [False, True])
def test_whoever_left_the_form_finds_a_row_for_the_file(draft, settings, by_worker):
    if by_worker:
        jobs.queue_jobs(settings)
    client = admin_client.editor()
    sent(client, draft)
    if by_worker:
        assert "Being checked" in html.text(
            admin_client.content(client.get(admin_client.address(draft)))
        )
        jobs.work()
    form = opened(client, draft)
    assert (form["attachments-TOTAL_FORMS"], form["attachments-0-kind"]) == ("1", "overview_report")
    admin_client.save(client, draft, form)
    assert draft.attachments.get().document == Document.objects.get()
    assert opened(client, draft)["attachments-TOTAL_FORMS"] == "1"


def test_what_was_left_out_of_a_saved_form_does_not_come_back(draft):
    client = admin_client.editor()
    sent(client, draft)
    sent(client, draft, BAD)
    page = client.get(admin_client.address(draft))
    [refused] = admin_client.errors(page)
    assert refused.startswith(f"{NAME}, sent at ")
    form = filled(page) | {"attachments-TOTAL_FORMS": "0"}
    admin_client.save(client, draft, {k: v for k, v in form.items() if "attachments-0-" not in k})
    after = client.get(admin_client.address(draft))
    assert filled(after)["attachments-TOTAL_FORMS"] == "0"
    assert admin_client.errors(after) == []


def test_a_file_of_somebody_else_is_no_row_of_mine(draft):
    sent(admin_client.editor(), draft)
    assert opened(admin_client.editor(), draft)["attachments-TOTAL_FORMS"] == "0"


@pytest.mark.parametrize("by_form", [False, True])
def test_what_a_stopped_site_had_received_is_checked_when_its_form_is_open_again(draft, by_form):
    person = admin_client.person("Editors")
    client = admin_client.signed_in(person)
    upload = received(draft, person)
    form = opened(client, draft)
    if by_form:
        admin_client.save(client, draft, form)
        assert draft.attachments.get().document == Document.objects.get()
    else:
        answer = asked(client, upload).json()
        assert "File in place" in answer["shown"]
        assert (answer["kind"], Document.objects.count()) == ("overview_report", 1)
    assert not is_stored(upload)


@pytest.mark.usefixtures("queued")
def test_a_worker_that_starts_again_takes_up_what_waits(draft):
    """Of the one that was killed nothing is left but the row of its task, which says that it runs."""
    upload = received(draft, make.make_user())
    jobs.work()
    upload.refresh_from_db()
    assert upload.document == Document.objects.get()
    assert not is_stored(upload)


@pytest.mark.usefixtures("queued")
def test_an_upload_is_asked_for_by_those_who_work_on_its_page(draft):
    client = admin_client.editor()
    sent(client, draft)
    upload = Upload.objects.get()
    assert asked(client, upload).status_code == 202
    stranger = admin_client.editor(all_boards=False)
    assert asked(stranger, upload).status_code == 404
    assert asked(admin_client.auditor(), upload).status_code == 403
    jobs.work()
    assert "File in place" in asked(client, upload).json()["shown"]


@pytest.mark.usefixtures("queued")
def test_a_form_of_another_draft_cannot_take_it(draft):
    client, other = admin_client.editor(), make.open_bare_review()
    kept = sent(client, draft).json()["kept"]
    answer = saved_with(client, other, opened(client, other), kept)
    assert "The uploaded file was lost on the way: choose it again." in admin_client.errors(answer)


@pytest.mark.usefixtures("queued")
def test_without_its_script_a_form_is_saved_at_once_too(draft):
    client = admin_client.editor()
    form = admin_client.with_document(opened(client, draft))
    assert admin_client.errors(admin_client.save(client, draft, form)) == []
    assert "file-waiting" in codes(draft)
    jobs.work()
    assert draft.attachments.get().document == Document.objects.get()


@pytest.mark.usefixtures("queued")
def test_a_cleaned_copy_takes_its_row_too(draft):
    client = admin_client.editor()
    content = active_pdfs.with_info(Author="Somebody")
    sent_and_saved(client, draft, content)
    jobs.work()
    assert draft.attachments.get().document.originals.count() == 1


@pytest.mark.usefixtures("queued")
def test_a_row_that_became_a_link_meanwhile_stays_one(draft):
    client = admin_client.editor()
    sent_and_saved(client, draft)
    row = {"link": "https://example.org/a.pdf", "hosted_by": "Ofsted"}
    draft.attachments.update(**row)
    jobs.work()
    assert draft.attachments.get().document is None


@pytest.mark.usefixtures("queued")
def test_what_waits_for_a_draft_goes_with_it(draft, django_capture_on_commit_callbacks):
    upload = received(draft, make.make_user())
    assert is_stored(upload)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.discard(draft, by=make.make_user())
    assert not is_stored(upload)
    assert not Upload.objects.exists()


@pytest.mark.usefixtures("queued")
def test_the_same_bytes_stay_for_the_other_draft_that_waits(draft):
    first, second = (
        received(draft, make.make_user()),
        received(make.open_bare_review(), make.make_user()),
    )
    Upload.objects.filter(pk=first.pk).update(refusals=["No."])
    uploads.let_go([first.sha256])
    assert is_stored(second)
    Upload.objects.filter(pk=second.pk).update(refusals=["No."])
    uploads.let_go([first.sha256])
    assert not is_stored(second)


@pytest.mark.usefixtures("queued")
def test_the_dashboard_tells_administrators_that_nothing_is_checked(draft):
    upload = received(draft, make.make_user())
    administrator = admin_client.administrator()
    assert "manage.py work" not in dashboard(administrator)
    Upload.objects.filter(pk=upload.pk).update(sent_at=clock.now() - timedelta(minutes=11))
    assert "1 file waited more than ten minutes" in dashboard(administrator)
    assert "manage.py work" not in dashboard(admin_client.editor())
    jobs.work()
    assert "manage.py work" not in dashboard(administrator)


def dashboard(client) -> str:
    return html.text(admin_client.content(client.get("/admin/")))
