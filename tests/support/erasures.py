"""A review that names a child everywhere, and its erasure."""

import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TestCase

from reviews import workflow
from reviews.lib.storage import documents_storage
from reviews.models import Action, ActionPlan, BoardResponse, BoardRole, FormerAddress, Subject
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


def named_review(document=None):
    """A review that names a child wherever somebody may type."""
    words = ["title", "summary", "body", "local_type", "reviewer", "methodology", "state_reason"]
    path = f"reviews/{NAME.lower()}"
    draft = make.open_bare_review(label=NAME, path=path, **dict.fromkeys(words, NAME))
    make.change(draft, incident="2014-03-01")
    make.attach(draft, document or make.make_document(NAME, title=NAME), title=NAME)
    Subject.objects.create(edition=draft, pseudonym=NAME, description=NAME)
    BoardRole.objects.create(edition=draft, board=make.make_board(), role="joint")
    BoardResponse.objects.create(edition=draft, actions_taken=NAME, impact=NAME)
    ActionPlan.objects.create(edition=draft, introduction=NAME, monitoring=NAME)
    Action.objects.create(edition=draft, recommendation=NAME, action=NAME, lead_agency=NAME)
    workflow.submit(draft, by=make.make_user(), note=NAME)
    workflow.return_(draft, by=make.make_user(), remarks=NAME)
    return draft


def withdrawn_review(document=None):
    live = make.make_live(named_review(document))
    by = make.make_user()
    workflow.notify(live.page, by=by, recipient=NAME, sent_on=datetime.date(2026, 1, 1))
    FormerAddress.objects.create(page=live.page, path="old/canary")
    for row in (live, live.page):
        LogEntry.objects.create(
            user=by,
            content_type=ContentType.objects.get_for_model(type(row)),
            object_id=row.pk,
            object_repr=NAME,
            action_flag=2,
        )
    make.withdraw(live, note=NAME, authorised_by=NAME)
    workflow.open_edition(live.page, by=by)
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
