"""Every form of the staff, sent with nonsense in each of its boxes, and with nothing in any."""

from copy import deepcopy

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from reviews import workflow
from reviews.admin.editions.steps import STEPS
from reviews.models import ErasureRequest
from tests.support import admin_client, form_errors, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db
# Every part of a review's edition gets a row.
ROWS = ("attachments", "identifiers", "actions", "subjects", "board_roles")
WITHOUT_BOXES = {"carry_over", "discard", "approve"}
GET = {"as_at", "compare", "compliance"}


@pytest.fixture
def world():
    live = make.make_live(make.open_review())
    hidden = make.make_live(make.open_bare_review())
    make.withdraw(hidden)
    return {
        "live": live,
        "draft": workflow.open_edition(live.page, by=make.make_user()),
        "first": make.open_review(),
        "approved": make.approved(make.open_review()),
        "listing": make.open_listing(),
        "plain": make.open_plain(),
        "board": make.make_board(),
        "person": make.make_user(),
        "asked": ErasureRequest.objects.create(
            page=hidden.page, reason="child", by=make.make_user()
        ),
    }


def form_addresses(world: dict) -> dict[str, str]:
    """By a name of its own, the address of each form; “add” of what the admin can add."""
    page, edition = admin_client.page_url, admin_client.address
    at_page = {"withdraw": world["live"], "hold": world["live"]}
    of_step = {"origin": world["first"], "submit": world["first"]}
    return {
        **{name: edition(world[name]) for name in ("draft", "listing", "plain")},
        **{
            f"page of {name}": page(world[name].page)
            for name in ("live", "first", "listing", "plain")
        },
        **{name: page(row.page, name) for name, row in at_page.items()},
        **{
            step: edition(of_step.get(step, world["approved"]), step)
            for step in STEPS
            if step not in WITHOUT_BOXES
        },
        **{
            f"add {model._meta.model_name}": reverse(f"admin:reviews_{model._meta.model_name}_add")
            for model, each in admin.site._registry.items()
            if model._meta.model_name not in {"document", "event"}
            and not model._meta.model_name.endswith("edition")
        },
        "board": reverse("admin:reviews_board_change", args=[world["board"].pk]),
        "person": reverse("admin:reviews_user_change", args=[world["person"].pk]),
        "password of a person": reverse(
            "admin:auth_user_password_change", args=[world["person"].pk]
        ),
        "own password": reverse("admin:password_change"),
        "notice": reverse("admin:notice_add", args=[world["live"].page.pk]),
        "ask to erase": reverse("admin:ask_erasure", args=[world["live"].page.pk]),
        "erase": reverse("admin:erase", args=[world["asked"].pk]),
        "as_at": reverse("admin:as_at"),
        "compare": reverse("admin:compare", args=[world["live"].page.pk]),
        "compliance": reverse("admin:compliance"),
        "sign in": reverse("admin:login"),
    }


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
    rows = {key: bad for key, bad in rows.items() if not key.endswith(("-id", "-edition", "-kept"))}
    fields |= {} if empty else {key: bad for key, bad in rows.items() if "FORMS" not in key}
    fields |= form_errors.wrongly(form, empty=empty)
    return client.get(address, fields) if name in GET else client.post(address, fields)


@pytest.mark.parametrize("empty", [False, True], ids=["nonsense", "nothing"])
def test_whatever_is_wrong_is_seen(world, empty):
    """On all forms at once: every error is named above, linked, in an open section and at its box."""
    groups = ("Editors", "Approvers", "Auditors", "Administrators")
    client = admin_client.signed_in(admin_client.person(*groups))
    cookies, found, wrong = deepcopy(client.cookies), {}, {}
    for name, address in form_addresses(world).items():
        asker = Client() if name == "sign in" else client
        with transaction.atomic():  # a form that takes it all is sent in vain
            answer = sent(asker, name, address, empty=empty)
            transaction.set_rollback(True)
        client.cookies = deepcopy(cookies)  # setting a password renews the session
        wrong[name] = form_errors.errors(answer)
        if wrong[name] and (missing := form_errors.faults(answer)):
            found[name] = missing
    assert found == {}
    assert {name for name, errors in wrong.items() if not errors} == NOTHING_IS_WRONG[empty]
    assert empty or len(wrong["draft"]) > 50


# Forms that take anything, or nothing.
NOTHING_IS_WRONG = {
    False: {"page of live", "return"},
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
        ('aria-describedby="id_title_error"', "", "No box is described"),
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
