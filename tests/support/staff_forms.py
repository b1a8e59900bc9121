"""Every form of the staff, and a world in which each can be opened."""

import re

from django.contrib import admin
from django.urls import resolve, reverse

from reviews import workflow
from reviews.admin.editions.steps import STEPS
from reviews.concerns.intake import Words, take_in
from reviews.models import ErasureRequest, Theme
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.append_only_rows import OLD_LAYER, make_finding, make_original

# Steps that ask nothing but whether to go on.
WITHOUT_BOXES = {"carry_over", "discard", "approve", "take_back", "bring_back"}
EVERYTHING = ("Editors", "Approvers", "Auditors", "Administrators")


def make_world() -> dict:
    live = make.make_live(make.fill(make.open_review()))
    hidden = make.make_live(make.open_bare_review())
    make.withdraw(hidden)
    document = live.attachments.first().document
    hiding = make.open_bare_review(state="published")
    make.attach(hiding, make.make_document_row(found=OLD_LAYER, is_tagged=False))
    words = Words("Words.", email="reader@example.org")
    return {
        "live": live,
        "draft": workflow.open_edition(live.page, by=make.make_user()),
        "first": make.open_review(),
        "approved": make.approved(make.open_review()),
        "listing": make.open_listing(),
        "plain": make.open_plain(),
        "board": make.make_board(),
        "person": make.make_user(),
        "withdrawn": hidden,
        "hiding": hiding.attachments.get(),
        "finding": make_finding(document),
        "original": make_original(document),
        "case": take_in(words, kind="names", page=live.page, sender="192.0.2.1"),
        "asked": ErasureRequest.objects.create(
            page=hidden.page, reason="child", by=make.make_user()
        ),
    }


def form_addresses(world: dict) -> dict[str, str]:
    """By a name of its own, the address of each form; “add” of what the admin can add."""
    page, edition = admin_client.page_url, admin_client.address
    at_page = dict.fromkeys(("withdraw", "hold", "progress", "similar"), world["live"])
    at_page["correct_notice"] = world["withdrawn"]
    hiding = world["hiding"]
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
            if model._meta.model_name not in {"document", "event", "review"}  # a review by a button
            and not model._meta.model_name.endswith("edition")
        },
        "board": reverse("admin:reviews_board_change", args=[world["board"].pk]),
        "took over": reverse("admin:succession_propose", args=[world["live"].page.board_id]),
        "person": reverse("admin:reviews_user_change", args=[world["person"].pk]),
        "password of a person": reverse(
            "admin:auth_user_password_change", args=[world["person"].pk]
        ),
        "own password": reverse("admin:password_change"),
        "notice": reverse("admin:notice_add", args=[world["live"].page.pk]),
        "ask to erase": reverse("admin:ask_erasure", args=[world["live"].page.pk]),
        "erase": reverse("admin:erase", args=[world["asked"].pk]),
        "names": reverse("admin:names", args=[world["live"].page.pk]),
        "settle a finding": reverse("admin:finding_settle", args=[world["finding"].pk]),
        "hidden text": reverse("admin:hidden_text", args=[hiding.edition_id, hiding.document_id]),
        "recognise a scan": reverse(
            "admin:recognise", args=[hiding.edition_id, hiding.document_id]
        ),
        "read an original": reverse("admin:original_read", args=[world["original"].pk]),
        "acknowledge": reverse("admin:concern_acknowledge", args=[world["case"].pk]),
        "close a case": reverse("admin:concern_close", args=[world["case"].pk]),
        "theme": reverse("admin:reviews_theme_change", args=[Theme.objects.first().pk]),
        "e-mails": reverse("admin:mail_preferences"),
        "alerts": reverse("admin:alerts"),
        "confirm": reverse("admin:confirm"),
        "add an app": reverse("admin:add_app"),
        "add a passkey": reverse("admin:add_passkey"),
        "as_at": reverse("admin:as_at"),
        "compare": reverse("admin:compare", args=[world["live"].page.pk]),
        "compliance": reverse("admin:compliance"),
        "sign in": reverse("admin:login"),
    }


def kind_of_form(address: str) -> str:
    """The name of an address, the same for every kind of page."""
    name = resolve(address).view_name
    return re.sub("(listing|listingedition|pageedition|plainpage|review|reviewedition)_", "", name)


def boxes_to_send(answer) -> list[str]:
    """What can be filled in on a page and sent, by name; without forms that search."""
    page = html.page_of(answer) if "html" in answer.get("Content-Type", "") else None
    forms = [form for form in page.forms if form.method == "POST"] if page is not None else []
    boxes = [box for form in forms for box in form.iter("input", "select", "textarea")]
    return [box.get("name") for box in boxes if box.get("type") not in ("hidden", "submit")]
