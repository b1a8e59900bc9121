"""The names that must never appear are kept secret themselves, and go when they should."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction

from reviews import workflow
from reviews.compliance.publishing import publishing_blockers
from reviews.editions.digest import edition_content
from reviews.editions.protected_names import search_page, unsettled
from reviews.lib import clock, sealing
from reviews.lib.exceptions import Refused
from reviews.models import Event, NameSearch, NameWaiver, ProtectedName
from reviews.workflow.permissions import NOT_YOURS
from tests.support import bypass
from tests.support import factories as make
from tests.support.erasures import erase

pytestmark = pytest.mark.django_db

NAME = "Grace Okafor"


def protect(draft) -> ProtectedName:
    made = workflow.add_protected_name(draft.page, by=make.make_user(), kind="name", text=NAME)
    assert search_page(draft.page)
    return made


def found(draft) -> list[tuple[str, str]]:
    blockers = publishing_blockers(edition_content(draft), now=clock.now())
    return [(each.code, each.anchor) for each in blockers if each.code.startswith("name")]


def test_nothing_of_a_name_is_stored_in_the_clear_or_in_the_ledger():
    draft = make.open_review(summary="Grace sat.")
    name = protect(draft)
    workflow.settle_names(
        draft.page, by=make.make_user(), items=unsettled(edition_content(draft)), reason="A hymn."
    )
    assert workflow.show_protected_names(draft.page, by=make.make_user()) == {name.pk: NAME}
    rows = [
        *ProtectedName.objects.values(),
        *NameSearch.objects.values(),
        *NameWaiver.objects.values(),
    ]
    rows += Event.objects.values("body", "canonical", "verb", "reason")
    written = json.dumps(rows, cls=Bytes)
    assert "Grace" not in written
    assert "hymn" not in written
    assert "name_added" in written
    assert sealing.unseal(name.sealed) == NAME


class Bytes(DjangoJSONEncoder):
    def default(self, o):
        return (
            bytes(o).decode("latin-1") if isinstance(o, memoryview | bytes) else super().default(o)
        )


def test_the_key_may_be_changed_and_must_not_be_lost(settings):
    draft = make.open_review()
    name = protect(draft)
    old, new = settings.PROTECTED_NAMES_KEY, "bmV3LXByb3RlY3RlZC1uYW1lcy1rZXktMzItYnl0ZXM="
    settings.PROTECTED_NAMES_KEY = f"{new},{old}"
    assert sealing.unseal(name.sealed) == NAME
    assert found(draft) == []
    settings.PROTECTED_NAMES_KEY = new
    assert found(draft) == [("names-sealed", "")]
    make.attach(draft, make.make_document_row(), slug="other")
    assert not search_page(draft.page)
    for missing in ("", "short", "ü", "c2hvcnQ="):
        settings.PROTECTED_NAMES_KEY = missing
        with pytest.raises(Refused, match="PROTECTED_NAMES_KEY"):
            workflow.add_protected_name(draft.page, by=make.make_user(), kind="name", text=NAME)


@pytest.mark.parametrize(
    ("kind", "text"), [("name", "!"), ("address", ","), ("birth", "once"), ("name", "")]
)
def test_what_cannot_be_looked_for_is_refused(kind, text):
    draft = make.open_review()
    with pytest.raises(Refused):
        workflow.add_protected_name(draft.page, by=make.make_user(), kind=kind, text=text)
    with pytest.raises(Refused, match="reviews only"):
        workflow.add_protected_name(
            make.open_plain().page, by=make.make_user(), kind="name", text=NAME
        )


@pytest.mark.parametrize("who", ["auditor", "other board", "administrator"])
def test_only_editors_of_the_board_touch_them(who):
    draft = make.open_review()
    name = protect(draft)
    groups = {"auditor": ("Auditors",), "administrator": ("Administrators",)}.get(who, ("Editors",))
    by = make.make_user(groups=groups, all_boards=who == "auditor")
    for verb, subject, facts in (
        ("add_protected_name", draft.page, {"kind": "name", "text": NAME}),
        ("show_protected_names", draft.page, {}),
        ("settle_names", draft.page, {"items": [], "reason": ""}),
        ("stop_what_names", draft.page, {}),
        ("remove_protected_name", name, {}),
    ):
        with pytest.raises(Refused, match=NOT_YOURS):
            getattr(workflow, verb)(subject, by=by, **facts)


def test_they_go_with_the_page_and_with_the_file():
    draft = make.open_review(summary="Grace sat.")
    document = draft.attachments.get().document
    live = make.make_live(draft)
    protect(live)
    assert NameSearch.objects.filter(document=document).exists()
    make.withdraw(live)
    erase(live.page)
    assert not ProtectedName.objects.exists()
    assert not NameSearch.objects.exists()


def test_a_document_that_is_erased_takes_its_places_along(as_owner):
    draft = make.open_review()
    document = draft.attachments.get().document
    protect(draft)
    assert NameSearch.objects.filter(document=document).exists()
    bypass.sql("ALTER TABLE reviews_document DISABLE TRIGGER append_only")
    bypass.sql("UPDATE reviews_document SET erased_at = now() WHERE id = %s", document.pk)
    assert not NameSearch.objects.filter(document=document).exists()


def test_a_search_is_of_one_thing_and_kept_once():
    draft = make.open_review()
    name = protect(draft)
    document = draft.attachments.get().document_id
    facts = {"name": name, "version": 1}
    for rule, where in (
        ("name_searched_once", {"document_id": document}),
        ("name_searched_in_one_thing", {}),
        ("name_searched_in_one_thing", {"document_id": document, "edition": draft}),
    ):
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            NameSearch.objects.create(**facts, **where)
    assert NameSearch.objects.create(**facts, edition=draft)
