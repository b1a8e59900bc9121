"""A step that puts a copy in the place of a document of a draft: the object is the draft."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from reviews.admin.links import edition_address
from reviews.admin.storage_faults import SaysStorageFaults
from reviews.admin.verbs import VerbView
from reviews.editions.digest import EditionContent, edition_content
from reviews.models import Document, Edition, Page


class DocumentOfDraft(SaysStorageFaults, VerbView):
    """The document is in the address too. ``blockers_to`` says why the step may not be taken with it."""

    right = "change_edition"
    blockers_to: ClassVar[Callable[[EditionContent, Document], Iterable]]

    def get_object(self) -> Edition:
        theirs = Edition.objects.filter(page__in=Page.objects.of(self.request.user))
        return get_object_or_404(theirs.select_related("page__board"), pk=self.kwargs["edition"])

    @cached_property
    def document(self) -> Document:
        """Nothing of it is shown unless it is in the draft."""
        return get_object_or_404(Document, pk=self.kwargs["document"])

    def too_late(self) -> HttpResponse | None:
        blockers = self.blockers_to(edition_content(self.object), self.document)
        for blocker in blockers:
            messages.error(self.request, blocker)
        return redirect(edition_address(self.object)) if blockers else None

    def get_success_url(self) -> str:
        return reverse("admin:reviews_document_change", args=[(self.result or self.document).pk])
