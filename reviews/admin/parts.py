"""The parts of a review's edition, inside its form."""

from django import forms
from django.contrib import admin
from django.db import models

from reviews.forms import AttachmentForm, AttachmentFormSet
from reviews.models import (
    Action,
    ActionPlan,
    Attachment,
    BoardResponse,
    BoardRole,
    Identifier,
    Subject,
)

SMALL_TEXT = {models.TextField: {"widget": forms.Textarea({"rows": 4, "cols": 28})}}


class PartInline:
    """Shared by the inlines: no empty rows until asked for, no links to elsewhere."""

    extra = 0
    show_change_link = False


class IdentifierInline(PartInline, admin.TabularInline):
    model = Identifier
    verbose_name_plural = "Names by which the review is known (the first is preferred)"


class SubjectInline(PartInline, admin.TabularInline):
    model = Subject
    verbose_name_plural = "Children or adults whom it is about"


class BoardRoleInline(PartInline, admin.TabularInline):
    model = BoardRole
    verbose_name_plural = "Other boards that lead or join"
    autocomplete_fields = ["board"]


class AttachmentInline(PartInline, admin.StackedInline):
    model = Attachment
    form = AttachmentForm
    formset = AttachmentFormSet
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    verbose_name_plural = "Documents"
    fieldsets = [
        (None, {"fields": ["kind", "document", ("title", "position")]}),
        (
            "Not shown, hosted elsewhere, or other details",
            {
                "classes": ["collapse"],
                "fields": [
                    ("state", "state_reason"),
                    ("link", "hosted_by"),
                    ("first_published", "licence"),
                    ("slug", "language"),
                    "also_contains",
                ],
            },
        ),
    ]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.by = request.user
        return formset


class BoardResponseInline(PartInline, admin.StackedInline):
    model = BoardResponse
    verbose_name_plural = "Board response, in words"
    formfield_overrides = SMALL_TEXT


class ActionPlanInline(PartInline, admin.StackedInline):
    model = ActionPlan
    verbose_name_plural = "Action plan"
    formfield_overrides = SMALL_TEXT


class ActionInline(PartInline, admin.TabularInline):
    model = Action
    verbose_name_plural = "Actions"
    formfield_overrides = SMALL_TEXT
    fields = [
        *(
            "position",
            "recommendation",
            "action",
            "lead_agency",
            "due",
            "status",
            "evidence",
            "impact",
        )
    ]


PARTS = [
    AttachmentInline,
    BoardResponseInline,
    ActionPlanInline,
    ActionInline,
    IdentifierInline,
    SubjectInline,
    BoardRoleInline,
]
