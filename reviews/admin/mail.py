"""Which e-mails a person wants; for administrators, what could not be sent."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from reviews.admin.verbs import is_accepted, require
from reviews.models import Mail, MailPreference
from reviews.notifications.recipients import OPTIONAL

SHOWN = 100
LABELS = [(kind.value, kind.label) for kind in OPTIONAL]


class PreferencesForm(forms.Form):
    wanted = forms.MultipleChoiceField(
        label="Send me an e-mail when",
        choices=LABELS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def preferences(request):
    """A person's own choice; it gives no right and needs none."""
    kept = MailPreference.objects.filter(user=request.user).first()
    unwanted = kept.unwanted if kept else []
    wanted = [kind for kind, _ in LABELS if kind not in unwanted]
    sent = request.POST if request.method == "POST" else None
    form = PreferencesForm(sent, initial={"wanted": wanted})
    if request.method == "POST" and is_accepted(request, form):
        chosen = form.cleaned_data["wanted"]
        facts = {"unwanted": [kind for kind, _ in LABELS if kind not in chosen]}
        MailPreference.objects.update_or_create(user=request.user, defaults=facts)
        messages.success(request, "Saved.")
        return redirect("admin:mail_preferences")
    context = admin.site.each_context(request) | {
        "title": "E-mails to you",
        "form": form,
        "is_set_up": settings.MAIL_IS_SET_UP,
    }
    return TemplateResponse(request, "admin/accounts/mail_preferences.html", context)


def queue(request):
    require(request, "change_user")
    context = admin.site.each_context(request) | {
        "title": "E-mail that was not sent",
        "mails": Mail.objects.failing().select_related("user").order_by("-pk")[:SHOWN],
        "waiting": Mail.objects.unsent().count(),
        "is_set_up": settings.MAIL_IS_SET_UP,
    }
    return TemplateResponse(request, "admin/accounts/mail_queue.html", context)
