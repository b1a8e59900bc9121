"""Every form of the staff, sent with nonsense in each of its boxes, and with nothing in any."""

from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client

from tests.support import admin_client, form_errors, html, staff_forms
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
# Every part of a review's edition gets a row.
ROWS = ("attachments", "identifiers", "actions", "subjects", "board_roles")
GET = {"as_at", "compare", "compliance"}


@shared_start
def world():
    return staff_forms.make_world()


def with_rows(fields: dict) -> dict:
    for part in ROWS if "attachments-TOTAL_FORMS" in fields else ():
        fields = admin_client.with_row(fields, part, position="")
    for part in ("former_addresses", "notice_duties"):
        if f"{part}-TOTAL_FORMS" in fields:
            fields = admin_client.with_row(fields, part)
    return fields


def sent(client: Client, name: str, address: str, *, empty: bool):
    """The form, filled with what is wrong in every box."""
    page = html.page_of(client.get(address))
    form = form_errors.main_form(page)
    fields = with_rows(dict(form.form_values()))
    rows = {key: form_errors.LONG for key in fields if "-0-" in key or "-1-" in key}
    rows = {
        key: bad
        for key, bad in rows.items()
        if not key.endswith(("-id", "-edition", "-kept", "-position"))
    }
    fields |= {} if empty else {key: bad for key, bad in rows.items() if "FORMS" not in key}
    fields |= form_errors.wrongly(form, empty=empty)
    return client.get(address, fields) if name in GET else client.post(address, fields)


@pytest.mark.sweep(few=1, full=3)
@pytest.mark.parametrize("empty", [False, True], ids=["nonsense", "nothing"])
def test_whatever_is_wrong_is_seen(world, empty, seeds):
    """Every error is named above, linked, in an open section and at its box."""
    client = admin_client.signed_in(admin_client.person(*staff_forms.EVERYTHING))
    cookies, found, wrong = deepcopy(client.cookies), {}, {}
    [seed] = seeds
    for name, address in [*staff_forms.form_addresses(world).items()][seed % 3 :: 3]:
        asker = Client() if name == "sign in" else client
        with transaction.atomic():  # a form that takes it all is sent in vain
            answer = sent(asker, name, address, empty=empty)
            transaction.set_rollback(True)
        client.cookies = deepcopy(cookies)  # setting a password renews the session
        wrong[name] = form_errors.errors(answer)
        if wrong[name] and (missing := form_errors.faults(answer)):
            found[name] = missing
    assert found == {}
    assert {name for name, errors in wrong.items() if not errors} == NOTHING_IS_WRONG[
        empty
    ] & wrong.keys()
    assert empty or "draft" not in wrong or len(wrong["draft"]) > 50


# Forms that take anything, or nothing.
NOTHING_IS_WRONG = {
    False: {"page of live", "return", "correct_notice", "settle a finding"},
    True: {"page of live", "publish", "compliance"},
}


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("<details open>", "<details>", "is in a closed section"),
        ('role="alert"', "", "no summary"),
        ('href="#id_title"', 'href="#id_nothing"', "nothing can be seen"),
        ('href="#id_title"', 'href="#id_summary"', "leaves out id_title"),
        ('id="id_title_error"', "", "error of title is not at it"),
        ('helptext id_title_error"', 'helptext"', "No box is described"),
        ("</h2>", "</h2><p class='register-ready'>Ready</p>", "Ready"),
    ],
)
def test_each_fault_would_be_found(before, after, fault):
    draft = make.open_bare_review()
    client = admin_client.editor()
    typed = {"title": "x" * 300, "conducted_from": "31/02/2015"}
    answer = client.post(admin_client.address(draft), admin_client.opened(client, draft) | typed)
    assert form_errors.faults(answer) == []
    text = answer.content.decode()
    answer.content = text.replace(before, after).encode()
    assert text != answer.content.decode()
    assert any(fault in found for found in form_errors.faults(answer))
