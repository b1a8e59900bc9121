"""The triggers that keep the past, and what the web process's role may do."""

from django.db import migrations

from reviews.migrations._operations import (
    AppendOnly,
    FiniteTimes,
    FrozenWithEdition,
    Grant,
    NeverEmptied,
    sql_file,
)

SQL_FILES = [
    *("0002/append_only", "0002/editions", "0002/pages", "0002/ledger"),
    *("0002/erasure", "0002/values", "0002/roles"),
]
READ = ("SELECT",)
ADD = ("SELECT", "INSERT")
CHANGE = ("SELECT", "INSERT", "UPDATE", "DELETE")


def finite(model, times):
    return [FiniteTimes(model, *times)] if times else []


def frozen_when_public(model, *times):
    """Each of these has a trigger of its own in sql/0002/."""
    return [NeverEmptied(model), Grant(model, *CHANGE), *finite(model, times)]


def part(model, column="edition_id"):
    return [FrozenWithEdition(model, column), NeverEmptied(model), Grant(model, *CHANGE)]


def append_only(model, *times, erased_with=None, may=ADD):
    return [AppendOnly(model, erased_with), NeverEmptied(model), Grant(model, *may), *finite(model, times)]


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        *map(sql_file, SQL_FILES),
        # Accounts are never deleted.
        Grant("user", "SELECT", "INSERT", "UPDATE"),
        FiniteTimes("user", "last_login", "date_joined"),
        Grant("user_groups", *CHANGE),
        Grant("user_user_permissions", *CHANGE),
        Grant("user_boards", *CHANGE),
        *frozen_when_public("board"),
        *frozen_when_public("page", "erased_at"),
        *frozen_when_public("banner", "live_from", "live_until"),
        *frozen_when_public("edition", "live_from", "live_until", "created_at", "edited_at"),
        *part("reviewedition", "edition_ptr_id"),
        *part("listingedition", "edition_ptr_id"),
        *part("identifier"),
        *part("subject"),
        *part("boardrole"),
        *part("attachment"),
        *part("boardresponse"),
        *part("actionplan"),
        *part("action"),
        *append_only("document", "accepted_at", "erased_at", erased_with=("document", "id")),
        *append_only("withdrawal", erased_with=("edition", "edition_id")),
        *append_only("approval", "at", erased_with=("page", "page_id")),
        *append_only("notice", "sent_on", "recorded_at", erased_with=("page", "page_id")),
        *append_only("availabilitycheck", "at", erased_with=("page", "page_id")),
        *append_only("formeraddress", "added_at", erased_with=("page", "page_id")),
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
    ]
