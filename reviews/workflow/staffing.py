"""Who may do what: set in the admin, told to the ledger."""

from django.db import transaction

from reviews.models import Event, User
from reviews.workflow.acts import record_site, require


@transaction.atomic
def note_rights(person: User, *, by: User) -> None:
    """Record the roles and boards that ``person`` has from now on."""
    require(by, "change_user")
    rights = {
        "person": person.pk,
        "active": person.is_active,
        "groups": sorted(person.groups.values_list("name", flat=True)),
        "boards": "all"
        if person.all_boards
        else sorted(person.boards.values_list("pk", flat=True)),
    }
    record_site(Event.Verb.RIGHTS_SET, by=by, body=rights)
