"""A review that names a child everywhere, and its erasure."""

import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TestCase

from reviews import pdf, workflow
from reviews.documents import findings
from reviews.lib.dates import PartialDate
from reviews.lib.storage import documents_storage
from reviews.models import (
    Action,
    ActionPlan,
    BoardResponse,
    BoardRole,
    Lineage,
    ReadingCopy,
    Subject,
    UnsavedWork,
    Upload,
)
from tests.support import bypass
from tests.support import factories as make

NAME = "Canary"


def asker():
    return make.make_user(groups=("Approvers",))


def eraser():
    return make.make_user(groups=("Administrators",))


def erase(page, document=None, request=None):
    """Ask and carry out, with what happens after the commit."""
    asked = request or workflow.ask_erasure(page, by=asker(), reason="child", document=document)
    with TestCase.captureOnCommitCallbacks(execute=True):
        return workflow.erase(asked, by=eraser())


def of_name(*fields: str) -> dict[str, str]:
    return dict.fromkeys(fields, NAME)


def named_review(document=None):
    """A review that names a child wherever somebody may type."""
    words = [
        *("title", "summary", "body", "local_type", "subtype"),
        *("reviewer", "methodology", "state_reason", "content_warning"),
    ]
    path = f"reviews/{NAME.lower()}"
    draft = make.open_bare_review(label=NAME, path=path, **of_name(*words))
    make.change(draft, incident="2014-03-01")
    document = document or make.make_document(NAME, title=NAME)
    make.attach(draft, document, title=NAME)
    found = pdf.Finding.of("unseen-words", recovered=NAME, why=NAME)
    finding = findings.keep_check(document, [found]).findings.get()
    workflow.settle_finding(finding, by=make.make_user(), reason=NAME)
    words = {"html": f"<p>{NAME}</p>", "accessibility": {NAME: NAME}}
    ReadingCopy.objects.get_or_create(document=document, defaults=words)
    link = {"link": f"https://example.org/{NAME}", **of_name("hosted_by", "licence", "issued_by")}
    link |= {"dated": PartialDate("2014"), "dated_as": NAME}
    make.attach(draft, slug=f"of-{NAME.lower()}", **link)
    make.attach(draft, slug="", kind="other", state="withheld", state_reason=NAME)
    Subject.objects.create(edition=draft, pseudonym=NAME, description=NAME)
    BoardRole.objects.create(edition=draft, board=make.make_board(), role="joint")
    BoardResponse.objects.create(edition=draft, **of_name("actions_taken", "impact", "next_steps"))
    ActionPlan.objects.create(edition=draft, introduction=NAME, monitoring=NAME)
    fields = ("recommendation", "action", "lead_agency", "evidence", "impact", "due_in_words")
    fields += ("answer_reason", "verified_by")
    Action.objects.create(edition=draft, **of_name(*fields))
    workflow.submit(draft, by=make.make_user(), note=NAME)
    workflow.return_(draft, by=make.make_user(), remarks=NAME)
    return draft


def withdrawn_review(document=None):
    by = make.make_user()
    live = workflow.publish(make.approved(named_review(document), note=NAME), by=by).as_kind
    workflow.notify(live.page, by=by, recipient=NAME, sent_on=datetime.date(2026, 1, 1))
    make.former_address(live.page, "old/canary")
    live.page.availability_checks.create(
        address=live.page.get_absolute_url(), status=200, size=1, was_available=True
    )
    for row in (live, live.page):
        LogEntry.objects.create(
            user=by,
            content_type=ContentType.objects.get_for_model(type(row)),
            object_id=row.pk,
            object_repr=NAME,
            action_flag=2,
        )
    make.withdraw(live, note=NAME, authorised_by=NAME)
    workflow.correct_notice(live.page, by=by, note=f"{NAME}, corrected")
    draft = workflow.open_edition(live.page, by=by)
    UnsavedWork.objects.create(edition_id=draft.pk, by=by, fields={"title": [NAME]})
    sent = {"name": NAME, "refusals": [NAME], "sha256": "0" * 64, "size": 1}
    Upload.objects.create(edition_id=draft.pk, by=by, **sent)
    left = {
        "document": document or live.attachments.exclude(document=None).first().document,
        "authorised_by": NAME,
    }
    Lineage.objects.create(edition=draft, public_note=NAME, **left)
    return live.page


def everything_written() -> str:
    """Every row of every table, as text."""
    tables = connection.introspection.table_names()
    return "\n".join(
        str(row)
        for table in tables
        for row in bypass.sql(f"SELECT to_jsonb(t)::text FROM {table} t")  # noqa: S608
    )


def stored() -> list[str]:
    """The names of all files in the documents' storage, without their folders."""
    storage = documents_storage()
    folders = storage.listdir("")[0]
    return sorted(name for folder in folders for name in storage.listdir(folder)[1])
