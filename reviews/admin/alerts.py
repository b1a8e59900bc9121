"""For administrators: how many readers get e-mail alerts, never who; and deleting an address by typing it."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.debug import sensitive_post_parameters

from reviews.admin.verbs import require
from reviews.alerts.addresses import forget
from reviews.lib.sealing import Unsealable
from reviews.models import Subscriber, Subscription
from reviews.public.alert_link import alerts_are_offered

DELETED = "The address and everything that was asked for it are deleted."
NOT_HERE = "No alerts are sent to this address, and nothing of it is kept."
NO_KEY = (
    "Addresses cannot be found because ALERTS_KEY is not set, or not a key. Nothing was deleted."
)


class DeleteAddressForm(forms.Form):
    address = forms.EmailField(
        label="E-mail address",
        error_messages={"invalid": "Enter the whole address, such as name@example.org."},
        widget=forms.EmailInput({"autocomplete": "off", "size": 40}),
    )


@sensitive_post_parameters()
def alerts(request: HttpRequest) -> HttpResponse:
    require(request, "change_user")
    if request.method == "POST" and "again" in request.POST:
        Subscriber.objects.update(given_up_at=None, refused_since=None, tries=0)
        messages.success(
            request, "They are tried again from the next run of send_notifications on."
        )
        return redirect("admin:alerts")
    form = DeleteAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _delete(request, form.cleaned_data["address"])
        return redirect("admin:alerts")
    return TemplateResponse(request, "admin/accounts/alerts.html", _context(request, form))


def _delete(request: HttpRequest, address: str) -> None:
    try:
        messages.success(request, DELETED if forget(address) else NOT_HERE)
    except Unsealable:
        messages.error(request, NO_KEY)


def _context(request: HttpRequest, form: DeleteAddressForm) -> dict:
    confirmed = Subscription.objects.confirmed()
    paces = dict(confirmed.values_list("pace").annotate(Count("pk")))
    counts = [
        ("Addresses", confirmed.values("subscriber").distinct().count()),
        *((label, paces.get(pace, 0)) for pace, label in Subscription.Pace.choices),
        ("Asked for and not confirmed yet", Subscription.objects.unanswered().count()),
        ("Messages that are due", confirmed.waiting().count()),
        ("Addresses given up after a week of refusals", _given_up().count()),
    ]
    facts = {"title": "E-mail alerts", "counts": counts, "form": form}
    facts |= {"is_offered": alerts_are_offered(), "given_up": _given_up().exists()}
    return admin.site.each_context(request) | facts


def _given_up():
    return Subscriber.objects.exclude(given_up_at=None)
