"""The last resort: an approver asks that something is destroyed, an administrator does it.

Administrators read no editions. They are shown numbers, dates and digests, never a title or an
address, which might be what names the child.
"""

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_POST

from reviews import workflow
from reviews.admin.links import page_address
from reviews.admin.names import page_name
from reviews.admin.verbs import act, require
from reviews.editions.erasure_scope import blockers_to_erasing, erasure_scope
from reviews.lib import clock
from reviews.models import Board, Document, ErasureRequest, Page, User


def urls() -> list:
    view = admin.site.admin_view
    return [
        path("erasures/", view(erasures), name="erasures"),
        path("erasures/ask/<int:pk>/", view(ask), name="ask_erasure"),
        path("erasures/<int:pk>/", view(erase), name="erase"),
        path("erasures/<int:pk>/decline/", view(decline), name="decline_erasure"),
    ]


class ConfirmForm(forms.Form):
    """The number is typed, so that nobody destroys a page by a click, or another page than they mean."""

    page_number = forms.IntegerField(
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    )

    def __init__(self, *args, page: Page, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.page = page
        self.fields["page_number"].help_text = f"To confirm, type the number of the page: {page.pk}"

    def clean_page_number(self) -> int:
        number = self.cleaned_data["page_number"]
        if number != self.page.pk:
            raise forms.ValidationError(
                f"That is not the number of this page, which is {self.page.pk}."
            )
        return number


class AskForm(ConfirmForm):
    document = forms.ModelChoiceField(
        Document.objects.none(),
        label="What",
        required=False,
        empty_label="The page, with everything that it ever said and showed",
        help_text="If you choose a file, only its bytes and its text go; what the page says about it stays. "
        "Files that were uploaded and replaced again before anything was published are named here too.",
    )
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *ErasureRequest.Reason.choices],
        help_text="Kept in the record. It is not shown to the public.",
    )
    field_order = ["document", "reason", "page_number"]

    def __init__(self, *args, page: Page, by: User, **kwargs) -> None:
        super().__init__(*args, page=page, **kwargs)
        kept = Document.objects.filter(erased_at=None)
        shown = Q(attachments__edition__page=page) | Q(pk__in=_unshown(by))
        self.fields["document"].queryset = kept.filter(shown).distinct().order_by("pk")


def _unshown(by: User) -> QuerySet:
    """Documents that no edition shows (a file replaced in a draft, a draft discarded), brought in by
    people of the same boards."""
    unshown = Document.objects.filter(attachments=None)
    if by.all_boards:
        return unshown
    others = Board.objects.exclude(pk__in=by.boards.all())
    return unshown.exclude(accepted_by__all_boards=True).exclude(accepted_by__boards__in=others)


def ask(request, pk: int):
    """For approvers, who know what the page says."""
    require(request, "ask_erasure")
    page = get_object_or_404(Page.objects.of(request.user).filter(erased_at=None), pk=pk)
    form = AskForm(request.POST if request.method == "POST" else None, page=page, by=request.user)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("document", "reason")}
        if act(request, workflow.ask_erasure, page, **given):
            messages.success(request, "Asked: an administrator other than you has to carry it out.")
            return redirect(page_address(page))
    context = {
        "title": f"Ask to erase {page_name(page)}",
        "form": form,
        "page": page,
        "name": page_name(page),
        "page_url": page_address(page),
        "blockers": blockers_to_erasing(page, None, at=clock.now()),
    }
    return _answer(request, "ask_erasure", context)


def erasures(request):
    """What waits for administrators; auditors see it too."""
    require(request, "view_erasurerequest")
    context = {"title": "Erasures", "requests": _own(request)}
    return _answer(request, "erasures", context)


def erase(request, pk: int):
    """For administrators: what is destroyed, by number and digest, and the button that does it."""
    require(request, "erase_edition")
    asked = get_object_or_404(_own(request), pk=pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None, page=asked.page)
    if form.is_valid() and act(request, workflow.erase, asked):
        messages.success(request, f"Page {asked.page_id}: erased. The register says that it was.")
        return redirect("admin:erasures")
    context = {
        "title": f"Erase from page {asked.page_id}",
        "asked": asked,
        "form": form,
        "scope": erasure_scope(asked.page, asked.document),
        "blockers": blockers_to_erasing(asked.page, asked.document, at=clock.now()),
        "is_own": asked.by_id == request.user.pk,
    }
    return _answer(request, "erase", context)


@require_POST
def decline(request, pk: int):
    """For those who may ask, and for administrators: nothing is destroyed, and the list is clean."""
    may_carry_out = request.user.has_perm("reviews.erase_edition")
    if not may_carry_out:
        require(request, "ask_erasure")
    asked = get_object_or_404(_own(request), pk=pk)
    if act(request, workflow.decline_erasure, asked):
        messages.success(request, f"Page {asked.page_id}: nothing is erased. The register says so.")
    return redirect("admin:erasures" if may_carry_out else page_address(asked.page))


def _own(request):
    waiting = ErasureRequest.objects.waiting().filter(page__in=Page.objects.of(request.user))
    return waiting.select_related("by", "page__board")


def _answer(request, template: str, context: dict) -> TemplateResponse:
    around = admin.site.each_context(request) | context
    return TemplateResponse(request, f"admin/reviews/{template}.html", around)


admin.site.rooms.append(urls)
