"""Addresses in the admin: of pages, of editions and their steps, and of what a blocker concerns."""

from collections.abc import Iterable

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.urls import reverse

from reviews.models import Edition, Page, PageEdition
from reviews.models.edition_parts import EDITION_OF, PAGE_OF, PARTS

# Whose form an edition is edited in: a plain page's has a proxy model, which the admin needs.
FORM_OF = EDITION_OF | {Page.Kind.PLAIN: PageEdition}
# What the forms call the parts: “attachments”, “board_roles”.
PART_NAMES = {part._meta.get_field("edition").remote_field.get_accessor_name() for part in PARTS}


def edition_address(edition: Edition, action: str = "change") -> str:
    """``action`` is change, preview or the name of a step: submit, approve, publish …"""
    model = FORM_OF[edition.page.kind]
    return reverse(admin_urlname(model._meta, action), args=[edition.pk])


def step_address(edition: Edition, step: str) -> str:
    """Where the step is taken: on the edition, or on the list of names of its page."""
    return names_address(edition.page) if step == "names" else edition_address(edition, step)


def names_address(page: Page) -> str:
    return reverse("admin:names", args=[page.pk])


def page_address(page: Page) -> str:
    return reverse(admin_urlname(PAGE_OF[page.kind]._meta, "change"), args=[page.pk])


def fragment(anchor: str) -> str:
    """The end of an address that leads to a blocker’s ``anchor`` in a form.

    “#id_body” for a field, “#attachments-group” for a part, “#attachments-2” for a row of it.
    """
    part, _, row = anchor.partition("-")
    if part not in PART_NAMES:
        return f"#id_{anchor}"
    return f"#{anchor}" if row else f"#{part}-group"


def with_addresses(blockers: Iterable, form: str | None, edition: Edition) -> list[tuple[str, str]]:
    """The text of each blocker with where it is resolved, which may be nowhere.

    ``form`` is the address of the edition's form, empty on the form itself, None for those who
    cannot change it.
    """
    return [(each.text, _address(each, form, edition)) for each in blockers]


def _address(blocker, form: str | None, edition: Edition) -> str:
    if blocker.step:
        return step_address(edition, blocker.step)
    return form + fragment(blocker.anchor) if blocker.anchor and form is not None else ""
