"""The triggers that keep the past, what follows other rows, and what the web process's role may do."""

from django.db import migrations

from reviews.migrations._operations import (
    AppendOnly,
    ChangesPublicPages,
    FiniteTimes,
    FrozenWithEdition,
    Grant,
    NeverEmptied,
    sql_file,
)

SQL_FILES = [
    *("append_only", "editions", "pages", "boards", "banners", "former_addresses", "themes", "returns"),
    *("approvals", "lineage", "versions", "ledger", "erasure", "values", "unsaved_work", "uploads", "findings"),
    "recognitions",
    *("protected_names", "reading_copies", "search", "ready_pages", "roles"),
]
READ = ("SELECT",)
ADD = ("SELECT", "INSERT")
CHANGE = ("SELECT", "INSERT", "UPDATE", "DELETE")
# Every table that public pages read, except the parts of an edition, which are frozen before anybody sees them.
SHOWN = [
    *("board", "board_succeeds", "page", "banner", "formeraddress", "withdrawal", "notecorrection", "publicationrule"),
    *("noticeduty", "readingcopy", "erasure", "theme"),
]


def finite(model, times):
    return [FiniteTimes(model, *times)] if times else []


def frozen_when_public(model, *times, may=CHANGE):
    """Each of these has a trigger of its own in sql/0002/."""
    return [NeverEmptied(model), Grant(model, *may), *finite(model, times)]


def part(model, column="edition_id"):
    return [FrozenWithEdition(model, column), NeverEmptied(model), Grant(model, *CHANGE)]


def append_only(model, *times, erased_with=None, may=ADD):
    return [AppendOnly(model, erased_with), NeverEmptied(model), Grant(model, *may), *finite(model, times)]


def mutable(model, *times, may=CHANGE):
    return [Grant(model, *may), *finite(model, times)]


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("sessions", "0001_initial"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [
        *(sql_file(f"0002/{name}") for name in SQL_FILES),
        # Staff. Accounts are never deleted.
        *mutable(
            "user",
            *("last_login", "date_joined", "one_time_password_used_at", "second_factors_reset_at"),
            may=("SELECT", "INSERT", "UPDATE"),
        ),
        *mutable("user_groups"),
        *mutable("user_user_permissions"),
        *mutable("user_boards"),
        *mutable("signin", "at"),
        *mutable("secondfactor", "added_at", "used_at"),
        *mutable("recoverycode", "used_at"),
        *mutable("secondfactorreset", "asked_at", "agreed_at"),
        *mutable("mail", "queued_at", "next_try_at", "sent_at", "given_up_at"),
        *mutable("mailpreference"),
        *mutable("ledgercursor"),
        *mutable("keptwork", "kept_at"),
        *mutable("unsavedwork", "typed_at"),
        *mutable("upload", "sent_at"),
        *mutable("recognition", "asked_at"),
        *mutable("scannerstate", "asked_at", "list_of"),
        # What must never appear.
        *mutable("protectedname", "added_at"),
        *mutable("namesearch", "at"),
        *mutable("namewaiver", "at"),
        # Readers, of whom the record knows nothing.
        *mutable("concern", "received_at", "received_on", "acknowledged_on", "closed_on"),
        *mutable("concernsender", "at"),
        *mutable("subscriber", "due_at", "claimed_until", "asked_at", "refused_since", "given_up_at"),
        *mutable("subscription", "due_at", "claimed_until", "confirmed_at"),
        *mutable("alertnews", "moment", "at"),
        *mutable("alertcursor", "begun_at", "read_until"),
        *mutable("alertnetwork", "since"),
        *mutable("missedaddress", "last_asked_on"),
        # What the public sees.
        *frozen_when_public("board"),
        *frozen_when_public("board_succeeds"),
        *frozen_when_public("boardsuccession", "proposed_at", "agreed_at", "ended_at"),
        *frozen_when_public("page", "erased_at", "discarded_at", "read_again_on"),
        *frozen_when_public("banner", "live_from", "live_until"),
        *frozen_when_public("formeraddress", "added_at", "live_from", "live_until", may=(*ADD, "UPDATE")),
        *frozen_when_public("theme", may=(*ADD, "UPDATE")),
        *frozen_when_public("edition", "live_from", "live_until", "created_at", "edited_at"),
        *part("reviewedition", "edition_ptr_id"),
        *part("listingedition", "edition_ptr_id"),
        *part("identifier"),
        *part("subject"),
        *part("boardrole"),
        *part("attachment"),
        *part("lineage"),
        *part("reviewtheme"),
        *part("boardresponse"),
        *part("actionplan"),
        *part("action"),
        # The record.
        *append_only("document", "accepted_at", "erased_at", erased_with=("document", "id")),
        *append_only("documentcheck", "at"),
        *append_only("finding", erased_with=("document", "document_id")),
        *append_only("waiver", "at", erased_with=("document", "document_id")),
        *append_only("readingcopy", "at", erased_with=("document", "document_id")),
        *append_only("original", "at"),
        *append_only("withdrawal", erased_with=("edition", "edition_id")),
        *append_only("notecorrection", "at", erased_with=("edition", "edition_id")),
        *append_only("approval", "at", erased_with=("page", "page_id")),
        *append_only("clearance"),
        *append_only("notice", "sent_on", "recorded_at", erased_with=("page", "page_id")),
        *append_only("availabilitycheck", "at", erased_with=("page", "page_id")),
        *append_only("hold", "at"),
        *append_only("release", "at"),
        *append_only("checkpoint", "at"),
        *append_only("publicationrule", "in_force_from", "in_force_to", "recorded_at"),
        *append_only("noticeduty"),
        *append_only("erasurerequest", "at"),
        *append_only("erasuredecline", "at"),
        # Written by functions of the database only: reviews_record_event() and reviews_erase().
        *append_only("event", "at", "moment", may=READ),
        *append_only("erasure", "at", may=READ),
        # What follows other rows: triggers write it, but for ready-made pages.
        Grant("editionwords", *READ),
        Grant("documentpage", *READ),
        Grant("documentwords", *READ),
        Grant("spelling", *READ),
        Grant("publicchange", *READ),
        *mutable("readypage", "valid_until", "modified"),
        *map(ChangesPublicPages, SHOWN),
        ChangesPublicPages("document", "UPDATE OR DELETE"),
        ChangesPublicPages("edition", each="ROW"),
    ]
