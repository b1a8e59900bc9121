"""Where an edition's form is."""

from django.urls import reverse

from reviews.models import Edition, Page

FORM_OF = {
    Page.Kind.PLAIN: "pageedition",
    Page.Kind.LISTING: "listingedition",
    Page.Kind.REVIEW: "reviewedition",
}
PAGE_OF = {
    Page.Kind.PLAIN: "plainpage",
    Page.Kind.LISTING: "listing",
    Page.Kind.REVIEW: "review",
}


def edition_address(edition: Edition, action: str = "change") -> str:
    """``action`` is change, preview or the name of a step: submit, approve, publish …"""
    return reverse(f"admin:reviews_{FORM_OF[edition.page.kind]}_{action}", args=[edition.pk])


def page_address(page: Page) -> str:
    return reverse(f"admin:reviews_{PAGE_OF[page.kind]}_change", args=[page.pk])
