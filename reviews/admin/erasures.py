"""The last resort: an approver asks that something is destroyed, an administrator does it.

Administrators read no editions. They are shown numbers, dates and digests, never a title or an
address, which might be what names the child.
"""

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy

from reviews import workflow
from reviews.accounts.confirming import ConfirmedForm
from reviews.admin.links import page_address
from reviews.admin.names import page_name
from reviews.admin.verbs import ButtonView, VerbView, require
from reviews.editions.erasure_scope import blockers_to_erasing, erasure_scope
from reviews.lib import clock
from reviews.models import Board, Document, ErasureRequest, Page, User


class ConfirmForm(forms.Form):
    """The number of the page is typed, so that nobody destroys one by a click, or the wrong one.

    It is only checked: the cleaned data is what else the verb needs.
    """

    page_number = forms.IntegerField(
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    )

    def __init__(self, *args, page: Page, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.fields["page_number"].help_text = f"To confirm, type the number of the page: {page.pk}"

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.pop("page_number", self.page.pk) != self.page.pk:
            self.add_error(
                "page_number", f"That is not the number of this page, which is {self.page.pk}."
            )
        return cleaned


class EraseForm(ConfirmedForm, ConfirmForm):
    pass


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
    """Documents that no edition shows, uploaded by people of the same boards.

    They were replaced in a draft, or their draft was discarded.
    """
    unshown = Document.objects.filter(attachments=None)
    if by.all_boards:
        return unshown
    others = Board.objects.exclude(pk__in=by.boards.all())
    return unshown.exclude(accepted_by__all_boards=True).exclude(accepted_by__boards__in=others)


class AskErasure(VerbView):
    """For approvers, who know what the page says."""

    right = "ask_erasure"
    verb = staticmethod(workflow.ask_erasure)
    form_class = AskForm
    template_name = "admin/reviews/ask_erasure.html"
    success_message = "Asked: an administrator other than you has to carry it out."

    def get_object(self) -> Page:
        pages = Page.objects.of(self.request.user).filter(erased_at=None)
        return get_object_or_404(pages, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"page": self.object, "by": self.request.user}

    def get_title(self) -> str:
        return f"Ask to erase {page_name(self.object)}"

    def get_success_url(self) -> str:
        return page_address(self.object)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {
            "name": page_name(self.object),
            "page_url": page_address(self.object),
            "blockers": blockers_to_erasing(self.object, None, at=clock.now()),
        }


def erasures(request):
    """The list of what waits for administrators; auditors may see it too."""
    require(request, "view_erasurerequest")
    context = admin.site.each_context(request) | {
        "title": "Erasures",
        "requests": _waiting(request.user),
    }
    return TemplateResponse(request, "admin/reviews/erasures.html", context)


class Erase(VerbView):
    """For administrators: what is destroyed, by number and digest, and the button that does it."""

    right = "erase_edition"
    verb = staticmethod(workflow.erase)
    form_class = EraseForm
    template_name = "admin/reviews/erase.html"
    success_url = reverse_lazy("admin:erasures")

    def get_object(self) -> ErasureRequest:
        return get_object_or_404(_waiting(self.request.user), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"page": self.object.page, "request": self.request}

    def get_title(self) -> str:
        return f"Erase from page {self.object.page_id}"

    def get_success_message(self) -> str:
        return f"Page {self.object.page_id}: erased. The register says that it was."

    def get_context_data(self, **kwargs) -> dict:
        asked = self.object
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "scope": erasure_scope(asked.page, asked.document),
            "blockers": blockers_to_erasing(asked.page, asked.document, at=clock.now()),
            "is_own": asked.by_id == self.request.user.pk,
        }


class DeclineErasure(ButtonView):
    """For those who may ask, and for administrators: nothing is destroyed, and the list is clean."""

    verb = staticmethod(workflow.decline_erasure)

    def authorise(self) -> None:
        self.may_carry_out = self.request.user.has_perm("reviews.erase_edition")
        if not self.may_carry_out:
            require(self.request, "ask_erasure")

    def get_object(self) -> ErasureRequest:
        return get_object_or_404(_waiting(self.request.user), pk=self.kwargs["pk"])

    def get_success_message(self) -> str:
        return f"Page {self.object.page_id}: nothing is erased. The register says so."

    def get_success_url(self) -> str:
        return reverse("admin:erasures") if self.may_carry_out else page_address(self.object.page)


def _waiting(user: User) -> QuerySet:
    """The requests about the pages that this person works on."""
    waiting = ErasureRequest.objects.waiting().filter(page__in=Page.objects.of(user))
    return waiting.select_related("by", "page__board")
