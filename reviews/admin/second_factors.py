"""For administrators: somebody lost every second factor. One asks, another agrees."""

from functools import partial

from django.contrib import admin
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from reviews import workflow
from reviews.accounts.confirming import when_confirmed
from reviews.accounts.set_up import NOT_TWO, recently_set_up
from reviews.admin.verbs import ButtonView, require
from reviews.models import SecondFactorReset, User


def resets(request):
    """Who has second factors, whose are asked to be removed, and by whom."""
    require(request, "change_user")
    waiting = SecondFactorReset.objects.filter(agreed_by=None).select_related("person", "asked_by")
    asked = waiting.values("person")
    accounts = recently_set_up()
    people = User.objects.filter(is_active=True, second_factors__isnull=False).exclude(pk__in=asked)
    context = admin.site.each_context(request) | {
        "title": "Lost second factors",
        "waiting": [
            (row, accounts.in_one_hand(row.asked_by_id, request.user.pk)) for row in waiting
        ],
        "not_two": NOT_TWO,
        "people": people.exclude(pk=request.user.pk).distinct().order_by("username"),
    }
    return TemplateResponse(request, "admin/accounts/resets.html", context)


class ConfirmedButton(ButtonView):
    right = "change_user"
    success_url = reverse_lazy("admin:resets")

    @method_decorator(partial(when_confirmed, back="admin:resets"))
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)


class AskReset(ConfirmedButton):
    verb = staticmethod(workflow.ask_factors_reset)
    success_message = (
        "Asked: another administrator has to agree. Make sure that it was the person who asked you."
    )

    def get_object(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])


class OfReset:
    def get_object(self) -> SecondFactorReset:
        return get_object_or_404(SecondFactorReset, pk=self.kwargs["pk"])


class AgreeReset(OfReset, ConfirmedButton):
    verb = staticmethod(workflow.reset_factors)
    success_message = "Removed: the person sets up another second factor at the next sign-in."


class DeclineReset(OfReset, ButtonView):
    """Nothing is lost by it, so no password is asked for."""

    right = "change_user"
    success_url = reverse_lazy("admin:resets")
    verb = staticmethod(workflow.keep_factors)
    success_message = "Declined: the person’s second factors stay as they are."
