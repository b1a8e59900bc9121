"""Addresses at which readers found nothing, with the page to which each may lead: one press proposes it."""

import re

from django import forms
from django.contrib import admin, messages
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from reviews import workflow
from reviews.admin.verbs import act, require
from reviews.lib import addresses, clock
from reviews.models import Edition, MissedAddress, Page, User

KEY = re.compile("[0-9]{1,18}")
RIGHT = "change_page"
SHOWN = 50
ALIKE = 0.2  # of 1: less has nothing to do with it
LED_ON = "/{path} leads to {page} as soon as somebody else agrees to it, on the page’s own screen."
NOT_HERE = "This address is not in the list any more: somebody led it on, or it was forgotten."
FORGOTTEN = "{missed} was forgotten. It is counted from 1 again if somebody asks for it."


class LeadOnForm(forms.Form):
    """To which of the ``pages`` an address is to lead."""

    to = forms.CharField(
        label="Address of the page",
        max_length=1000,
        widget=forms.TextInput({"size": 30, "autocomplete": "off"}),
        error_messages={"required": "Give the address of the page to which readers are to be led."},
    )

    def __init__(self, *args, pages: QuerySet, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pages = pages

    def clean_to(self) -> Page:
        try:
            path = addresses.read(self.cleaned_data["to"]).address
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        page = self.pages.filter(path__iexact=path).first()
        if page is None:
            raise forms.ValidationError(
                "No page that you work on has this address. Copy it from the page, such as /reviews/scr-2026-1/."
            )
        return page


def missed_addresses(request: HttpRequest) -> HttpResponse:
    require(request, RIGHT)
    if request.method != "POST":
        return _page(request)
    key = request.POST.get("missed", "")
    missed = MissedAddress.objects.filter(pk=key if KEY.fullmatch(key) else None).first()
    if missed is None:
        messages.error(request, NOT_HERE)
        return redirect("admin:missed_addresses")
    pages = Page.objects.of(request.user).in_use()
    form = LeadOnForm(request.POST, pages=pages, prefix=str(missed.pk))
    if "forget" in request.POST:
        messages.success(request, FORGOTTEN.format(missed=missed))
    elif not form.is_valid() or not _lead_on(request, missed, form):
        return _page(request, form)
    missed.delete()
    return redirect("admin:missed_addresses")


def _lead_on(request: HttpRequest, missed: MissedAddress, form: LeadOnForm) -> bool:
    page = form.cleaned_data["to"]
    if not act(request, workflow.propose_address, page, path=missed.path):
        return False
    messages.success(request, LED_ON.format(path=missed.path, page=page))
    return True


def _page(request: HttpRequest, sent: LeadOnForm | None = None) -> HttpResponse:
    lines = []
    for row in _with_nearest(MissedAddress.objects.still_missed(), request.user)[:SHOWN]:
        initial = {"to": f"/{row.nearest}/" if row.nearest else ""}
        form = LeadOnForm(pages=Page.objects.none(), prefix=str(row.pk), initial=initial)
        lines.append((row, sent if sent and sent.prefix == form.prefix else form))
    context = {"title": "Addresses that readers missed", "lines": lines}
    context |= admin.site.each_context(request)
    return TemplateResponse(request, "admin/reviews/missed_addresses.html", context)


def _with_nearest(rows: QuerySet, user: User) -> QuerySet:
    """Each with the address of the public page of the person’s that is most like it, as ``nearest``."""
    pages = Page.objects.of(user).filter(editions__in=Edition.objects.public(at=clock.now()))
    alike = pages.annotate(likeness=TrigramSimilarity("path", OuterRef("path")))
    nearest = alike.filter(likeness__gte=ALIKE).order_by(F("likeness").desc(), "path")
    return rows.annotate(nearest=Subquery(nearest.values("path")[:1]))
