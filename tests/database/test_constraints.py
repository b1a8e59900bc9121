"""A malformed row is refused by the name of the rule it breaks; a like one that keeps it is not."""

import datetime

import pytest
from django.apps import apps

from reviews import workflow
from reviews.models import (
    Action,
    ActionPlan,
    Attachment,
    Banner,
    Board,
    BoardResponse,
    BoardRole,
    Edition,
    FormerAddress,
    Identifier,
    Lineage,
    Page,
    Recognition,
    ReviewEdition,
    Subject,
    UnsavedWork,
    Upload,
)
from tests.support import append_only_rows, bypass
from tests.support import factories as make
from tests.support.append_only_rows import A_DAY
from tests.support.bypass import accepted, refused

pytestmark = pytest.mark.django_db

AT = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)
SHA = "0123456789abcdef" * 4
LATER = "timestamptz '2100-01-02'"
AFTER = "timestamptz '2100-01-03'"
LINK = "document_id = NULL, link = 'https://example.org/a.pdf'"
ANOTHER_PERSON = "(SELECT min(id) FROM reviews_user)"
A_BOARD = "(SELECT min(id) FROM reviews_board)"
# Rule: its table, a change that the table accepts, and one that breaks the rule.
RULES = {
    "banner_does_not_end_before_it_begins": (
        Banner,
        f"live_from = {LATER}, live_until = {LATER}",
        f"live_from = {AFTER}, live_until = {LATER}",
    ),
    "board_has_a_name": (Board, "short_name = ''", "name = ''"),
    "board_colour_well_formed": (Board, "colour = '#0b5c5c'", "colour = '#0B5C5C'"),
    "page_path_well_formed": (Page, "path = 'a/b-' || id", "path = '/a/'"),
    "review_has_a_board": (Page, "in_footer = true", "board_id = NULL"),
    "former_address_needs_two_people": (
        FormerAddress,
        f"live_from = {LATER}, agreed_by_id = {ANOTHER_PERSON}",
        f"live_from = {LATER}, agreed_by_id = added_by_id",
    ),
    "former_address_ends_after_it_begins": (
        FormerAddress,
        f"live_from = {LATER}, live_until = {AFTER}, agreed_by_id = {ANOTHER_PERSON}",
        f"live_from = {LATER}, live_until = {LATER}, agreed_by_id = {ANOTHER_PERSON}",
    ),
    "document_leaves_once_in_edition": (
        Lineage,
        "position = position",
        "document_id = (SELECT min(document_id) FROM reviews_lineage)",
    ),
    "document_does_not_succeed_itself": (
        Lineage,
        "successor_id = NULL",
        "successor_id = document_id",
    ),
    "unsaved_work_once_per_person": (
        UnsavedWork,
        "fields = '{}'",
        "by_id = (SELECT min(by_id) FROM reviews_unsavedwork)",
    ),
    "recognition_asked_once_of_a_file": (
        Recognition,
        "refusals = '{}'",
        "document_id = (SELECT min(document_id) FROM reviews_recognition)",
    ),
    "upload_taken_or_refused": (
        Upload,
        "refusals = ARRAY['Refused.']",
        "refusals = ARRAY['Refused.'], document_id = (SELECT min(id) FROM reviews_document)",
    ),
    "edition_ends_after_it_begins": (
        Edition,
        f"first_published = '2100', live_from = {LATER}, live_until = {AFTER}",
        f"first_published = '2100', live_from = {LATER}, live_until = {LATER}",
    ),
    "draft_has_no_period": (Edition, "live_until = NULL", f"live_until = {LATER}"),
    "public_edition_has_first_published": (
        Edition,
        f"live_from = {LATER}, first_published = 'unknown'",
        f"live_from = {LATER}",
    ),
    "carried_date_names_its_source": (
        Edition,
        "carried_updated = '2018-10-04', carried_from = 'www.example.gov.uk'",
        "carried_updated = '2018-10-04'",
    ),
    "page_is_no_version_of_itself": (Edition, "version_of_id = NULL", "version_of_id = page_id"),
    "edition_dates_well_formed": (Edition, "first_published = '2017-06'", "first_published = 'x'"),
    "review_dates_well_formed": (ReviewEdition, "incident = '2017-06'", "incident = '2017-13'"),
    "identifier_once_in_edition": (Identifier, "value = id", "value = 'x'"),
    "identifier_not_empty": (Identifier, "position = 2", "value = ''"),
    "subject_once_in_edition": (Subject, "pseudonym = id", "pseudonym = 'x'"),
    "subject_has_a_pseudonym": (Subject, "position = 2", "pseudonym = ''"),
    "board_once_in_edition": (BoardRole, "position = 2", f"board_id = {A_BOARD}"),
    "file_name_once_in_edition": (Attachment, "slug = id", "slug = 'x'"),
    "file_here_or_elsewhere_not_both": (
        Attachment,
        f"{LINK}, hosted_by = 'A'",
        "link = 'https://example.org/a.pdf', hosted_by = 'A'",
    ),
    "only_published_attachment_has_a_file": (
        Attachment,
        "state = 'withheld', document_id = NULL",
        "state = 'withheld'",
    ),
    "other_date_states_what_it_is": (
        Attachment,
        "dated = '2015', dated_as = 'signed off'",
        "dated = '2015', dated_as = ''",
    ),
    "link_names_its_host": (Attachment, f"{LINK}, hosted_by = 'A'", LINK),
    "file_has_a_name": (Attachment, "slug = 'summary-' || id", "slug = id || ' Summary.pdf'"),
    "attachment_dates_well_formed": (
        Attachment,
        "first_published = '2017-06-14'",
        "first_published = '14/06/17'",
    ),
    "response_is_not_empty": (BoardResponse, "impact = 'Some'", "actions_taken = ''"),
    "action_plan_dates_well_formed": (ActionPlan, "reported_on = ''", "reported_on = '20'"),
    "action_has_what_and_who": (Action, "impact = ''", "lead_agency = ''"),
    "action_is_due_in_one_way": (
        Action,
        "due_in_words = 'soon'",
        "due = '2016', due_in_words = 'soon'",
    ),
    "action_dates_well_formed": (Action, "due = 'unknown'", "due = 'soon'"),
}


def make_event_of_a_banner(**facts):
    banner = Banner.objects.create(heading="A", message="B", live_from=AT)
    return append_only_rows.make_event(banner=banner.pk, **facts)


# Rows that cannot be changed are tried on their way in.
RULES_OF_RECORDS = {
    "document_named_by_its_hash": (make.make_document_row, {"sha256": SHA}, {"sha256": SHA[:-1]}),
    "original_named_by_its_hash": (append_only_rows.make_original, {"size": 2}, {"size": 0}),
    "document_is_not_empty": (make.make_document_row, {"pages": 2}, {"pages": 0}),
    "former_address_not_empty": (append_only_rows.make_former_address, {"path": "a"}, {"path": ""}),
    "withdrawal_has_a_public_note": (
        append_only_rows.make_withdrawal,
        {"public_note": "A"},
        {"public_note": ""},
    ),
    "event_names_its_actor": (append_only_rows.make_event, {"actor_name": "A"}, {"actor_name": ""}),
    "event_is_about_one_thing": (
        make_event_of_a_banner,
        {"page": None, "edition": None},
        {},
    ),
    "event_of_an_edition_names_its_page": (
        append_only_rows.make_event,
        {"page": None, "edition": None},
        {"page": None},
    ),
    "checkpoint_covers_something": (append_only_rows.make_checkpoint, {"size": 1000}, {"size": 0}),
    "approval_signs_a_digest": (
        append_only_rows.make_approval,
        {"digest": SHA},
        {"digest": SHA[:-1]},
    ),
    "return_and_override_have_remarks": (
        append_only_rows.make_approval,
        {"verdict": "approved", "remarks": ""},
        {"verdict": "overridden", "remarks": ""},
    ),
    "rule_cites_its_source": (append_only_rows.make_rule, {"citation": "A"}, {"citation": ""}),
    "rule_has_one_term_at_most": (
        append_only_rows.make_rule,
        {"minimum_months": None},
        {"minimum_months": 12},
    ),
    "rule_ends_after_it_begins": (
        append_only_rows.make_rule,
        {"in_force_to": A_DAY + make.DAY},
        {"in_force_to": A_DAY},
    ),
    "notice_names_its_recipient": (
        append_only_rows.make_notice,
        {"recipient": "A"},
        {"recipient": ""},
    ),
    "note_correction_has_a_public_note": (
        append_only_rows.make_correction_row,
        {"public_note": "Ask the board."},
        {"public_note": ""},
    ),
    "what_blocks_is_never_settled": (
        append_only_rows.make_finding_again,
        {"severity": "settle"},
        {"severity": "blocks"},
    ),
    "waiver_has_a_reason": (
        append_only_rows.make_waiver_row,
        {"reason": "No names."},
        {"reason": ""},
    ),
    "available_means_answered": (
        append_only_rows.make_check,
        {"status": 404, "was_available": False},
        {"status": 404},
    ),
}
IN_PERIODS = {
    "edition_number_unique_in_page",
    "one_draft_of_a_page",
    "one_live_edition_of_a_page",
    "one_page_at_a_former_address",
}
BETWEEN_RECORDS = {"recipient_once_in_rule"}
SAID = '… violates … constraint "{}"'


def make_two_of_everything():
    """Two rows of each part in one edition, so that rules between rows can be broken."""
    draft = make.fill(make.open_bare_review())
    Subject.objects.create(edition=draft, pseudonym="Another")
    BoardRole.objects.create(edition=draft, board=make.make_board(), role="joint")
    make.attach(draft, make.make_document_row(), slug="another")
    for _ in range(2):
        Lineage.objects.create(edition=draft, document=make.make_document_row())
        UnsavedWork.objects.create(edition_id=draft.pk, by=make.make_user(), fields={})
        asked = {"document": make.make_document_row(), "by": make.make_user(), "languages": []}
        Recognition.objects.create(edition_id=draft.pk, **asked)
    Upload.objects.create(edition_id=draft.pk, by=make.make_user(), name="a.pdf", size=1)
    append_only_rows.make_former_address()
    workflow.announce(Banner(heading="A", message="B", live_from=AT), by=make.make_user())
    for each in list(Edition.objects.all()):  # so that they may have a period
        facts = {"page": each.page, "edition_number": each.number, "verdict": "approved"}
        append_only_rows.make_approval(**facts)


def test_a_change_that_breaks_a_rule_is_refused_by_its_name():
    make_two_of_everything()
    for rule, (model, good, bad) in RULES.items():
        table = model._meta.db_table
        with accepted():
            bypass.sql(f"UPDATE {table} SET {good}")  # noqa: S608
        with refused(SAID.format(rule)):
            bypass.sql(f"UPDATE {table} SET {bad}")  # noqa: S608


def test_a_record_that_breaks_a_rule_is_refused_by_its_name():
    for rule, (make_row, good, bad) in RULES_OF_RECORDS.items():
        with accepted():
            make_row(**good)
        with refused(SAID.format(rule)):
            make_row(**bad)


# Tried where they are needed, or in test_rows_apart.py and test_themes.py.
ELSEWHERE = {"reset_by_two_others", "one_reset_waits", "mail_once"}
ELSEWHERE |= {"name_searched_once", "name_searched_in_one_thing", "document_page_once"}
ELSEWHERE |= {"original_kept_once", "subscribed_once", "scanner_has_one_state"}
ELSEWHERE |= {"theme_slug_well_formed", "theme_is_named_and_defined", "theme_once_in_edition"}
# tests/workflow/test_successions.py
ELSEWHERE |= {"succession_needs_two_people", "succession_proposed_once"}
ELSEWHERE |= {"succession_ends_after_it_began"}
# test_unique_rows.py
ELSEWHERE |= {"username_once_whatever_capitals"}
# tests/public/test_versions.py
ELSEWHERE |= {"one_version_in_a_language"}
ELSEWHERE |= {"concern_acknowledged_by_somebody", "concern_closed_with_an_outcome"}


def test_every_rule_is_tried():
    models = apps.get_app_config("reviews").get_models()
    rules = {rule.name for model in models for rule in model._meta.constraints}
    assert (
        rules == RULES.keys() | RULES_OF_RECORDS.keys() | IN_PERIODS | BETWEEN_RECORDS | ELSEWHERE
    )
