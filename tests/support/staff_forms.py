"""Every form of the staff, and a world in which each can be opened."""

from django.contrib import admin
from django.urls import reverse

from reviews import workflow
from reviews.admin.editions.steps import STEPS
from reviews.models import ErasureRequest
from tests.support import admin_client
from tests.support import factories as make

# Steps that ask nothing but whether to go on.
WITHOUT_BOXES = {"carry_over", "discard", "approve", "take_back", "bring_back"}
EVERYTHING = ("Editors", "Approvers", "Auditors", "Administrators")


def make_world() -> dict:
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
            if model._meta.model_name not in {"document", "event", "review"}  # a review by a button
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
