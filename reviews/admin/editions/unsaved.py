"""What somebody has typed in a draft and not saved: their browser sends it now and then, quietly.

It is neither the draft nor an event. Saving the draft is both, once, and ends it. See
docs/decisions/0017-unsaved-work-is-no-draft.md.
"""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from reviews.admin.editions.left_files import with_sent_files
from reviews.admin.kept_work.answers import KEPT
from reviews.admin.kept_work.restoring import Restored, show_again
from reviews.admin.kept_work.typed import Typed
from reviews.admin.links import edition_address
from reviews.admin.verbs import require
from reviews.lib import clock
from reviews.models import UnsavedWork

KEPT_FOR = timedelta(days=30)
COME_BACK = "You entered what is below until {when}, and have not saved it. Check it and save, or throw it away."
BY_OTHERS = (
    "{who} saved this draft at {when}, after you opened it. What you enter is kept, and theirs is not "
    "replaced: save to see what to do."
)
BY_YOURSELF = "You saved this draft at {when} in another window. What you enter here is not kept until you save."
NO_DRAFT = "This edition is no longer a draft. What you enter is kept, but cannot be saved: copy what you need."

DISCARDED = "Somebody else has discarded this draft. Copy what you entered."


class Unsaved:
    """Two addresses of an edition's admin, for scripts and for a button, and the form when somebody comes back."""

    def unsaved_urls(self, name: str) -> list:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/unsaved/", view(self.keep_unsaved), name=f"{name}_unsaved"),
            path("<int:pk>/unsaved/forget/", view(self.forget_unsaved), name=f"{name}_forget"),
        ]

    @method_decorator(require_POST)
    def keep_unsaved(self, request: HttpRequest, pk: int) -> JsonResponse:
        edition = self.readable(request, pk)
        require(request, "change_edition")
        overtaken = str(edition.draft_version) != request.POST.get("seen_version")
        when = _moment(edition.edited_at)
        if overtaken and edition.edited_by == request.user:
            # Also what was on its way when they pressed Save: it is saved by now.
            return JsonResponse({"sentence": BY_YOURSELF.format(when=when)}, status=409)
        now = clock.now()
        UnsavedWork.objects.filter(typed_at__lt=now - KEPT_FOR).delete()
        typed = {"fields": Typed.sent_by(request).fields, "typed_at": now}
        try:
            UnsavedWork.objects.update_or_create(edition_id=pk, by=request.user, defaults=typed)
        except IntegrityError:  # discarded since it was read above
            return JsonResponse({"sentence": DISCARDED}, status=410)
        sentence = BY_OTHERS.format(who=edition.edited_by, when=when) if overtaken else ""
        return JsonResponse({"sentence": sentence if edition.is_draft else NO_DRAFT})

    @method_decorator(require_POST)
    def forget_unsaved(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.readable(request, pk)
        self._forget(request, pk)
        messages.success(request, "Thrown away. Below is what is stored.")
        return redirect(edition_address(edition))

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        self._forget(request, form.instance.pk)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        view = partial(super().change_view, request, object_id, form_url, extra_context)
        unsaved = self._unsaved(request, object_id) if request.method == "GET" else None
        if unsaved is None or KEPT in request.GET:
            return view()
        forget = edition_address(unsaved.edition, "forget")
        sentence = COME_BACK.format(when=_moment(unsaved.typed_at))
        typed = Typed(request.path, with_sent_files(unsaved.fields, unsaved.edition, request.user))
        return show_again(request, view, typed, Restored(sentence, [], forget))

    def _unsaved(self, request: HttpRequest, object_id: str) -> UnsavedWork | None:
        """Their own, if they may still work on the edition."""
        if not object_id.isdecimal() or not request.user.has_perm("reviews.change_edition"):
            return None
        own = UnsavedWork.objects.filter(by=request.user, edition_id=object_id)
        found = own.select_related("edition__page").first()
        theirs = found and self.get_queryset(request).filter(pk=object_id).exists()
        return found if theirs else None

    def _forget(self, request: HttpRequest, pk: int) -> None:
        UnsavedWork.objects.filter(by=request.user, edition_id=pk).delete()


def _moment(at) -> str:
    return date_format(at.astimezone(), "H:i, j F")
