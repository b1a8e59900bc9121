"""The parts of a review's edition, inside its form."""

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.db import models

from reviews.admin.editions.action_forms import ActionForm, ActionFormSet
from reviews.admin.editions.document_library import DocumentLibrary
from reviews.admin.editions.inline_forms import (
    AttachmentForm,
    AttachmentFormSet,
    BoardRoleForm,
    DatedPartForm,
    IdentifierForm,
    RowChoiceField,
    SubjectForm,
)
from reviews.admin.editions.lineage_form import LineageForm, LineageFormSet
from reviews.admin.editions.row_forms import PartForm, PartFormSet
from reviews.admin.editions.words import help_texts
from reviews.admin.markdown_field import ProseAdmin
from reviews.models import (
    Action,
    ActionPlan,
    Attachment,
    BoardResponse,
    BoardRole,
    Identifier,
    Lineage,
    Subject,
)

# The most rows of one part in an edition. The settings allow for several times as many fields.
MOST_ROWS = 200
MOST_ACTIONS = 1000


class PartInline(ProseAdmin, admin.StackedInline):
    """Cards in which every box has its label, at any width; none until asked for.

    They are put in order by buttons or by dragging: templates/admin/reviews/rows.html, static/rows.js.
    """

    form = PartForm
    formset = PartFormSet
    template = "admin/reviews/rows.html"
    is_shown_empty = True
    scripts: ClassVar = ["rows.js"]
    extra = 0
    max_num = MOST_ROWS
    view_on_site = False
    formfield_overrides = {
        models.TextField: {"widget": forms.Textarea({"rows": 3})},
        models.URLField: {"assume_scheme": "https"},
    }

    @property
    def media(self):
        """Ours in the place of Django’s script for rows."""
        scripts = [forms.Script(name, defer=True) for name in self.scripts]
        return forms.Media(css={"all": ["rows.css"]}, js=scripts)

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, help_texts=help_texts(self.model), **kwargs)


class IdentifierInline(PartInline):
    model = Identifier
    form = IdentifierForm
    verbose_name = "name"
    verbose_name_plural = "Names by which the review is known"
    fields = [("value", "kind")]


class SubjectInline(PartInline):
    model = Subject
    form = SubjectForm
    verbose_name = "person"
    verbose_name_plural = "Children or adults whom it is about"
    fields = [("pseudonym", "kind", "description")]


class BoardRoleInline(PartInline):
    model = BoardRole
    form = BoardRoleForm
    verbose_name = "board"
    verbose_name_plural = "Other boards that lead or join"
    fields = [("role", "board")]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("board")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(
            db_field, request, **kwargs | {"form_class": RowChoiceField}
        )

    def get_formset(self, request, obj=None, **kwargs):
        """The boards to choose from are read once for all rows."""
        formset = super().get_formset(request, obj, **kwargs)
        if board := formset.form.base_fields.get("board"):
            board.choices = list(board.choices)
        return formset


class AttachmentInline(PartInline):
    model = Attachment
    form = AttachmentForm
    formset = AttachmentFormSet
    scripts: ClassVar = ["rows.js", "drop-files.js"]
    verbose_name = "document"
    verbose_name_plural = "Documents"
    fieldsets = [
        (None, {"fields": [("kind", "title"), "document"]}),
        (
            "Not shown, hosted elsewhere, or other details",
            {
                "classes": ["collapse"],
                "fields": [
                    ("state", "state_reason"),
                    ("link", "hosted_by"),
                    ("first_published", "licence"),
                    ("dated", "dated_as"),
                    "issued_by",
                    ("slug", "language"),
                    "also_contains",
                ],
            },
        ),
    ]

    def get_queryset(self, request):
        """Each with its document, but not the document's text."""
        rows = super().get_queryset(request)
        return rows.select_related("document").defer("document__text")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.library = DocumentLibrary(request.user, obj)
        return formset


class LineageInline(PartInline):
    """After the documents, because it depends on which of them are still shown."""

    model = Lineage
    form = LineageForm
    formset = LineageFormSet
    template = "admin/reviews/lineage_inline.html"
    is_shown_empty = False
    can_delete = False
    classes = ["single"]  # each row is named by its first label
    verbose_name = verbose_name_plural = "Documents that this edition takes away"
    fields = ["successor", "reason", "authorised_by", "public_note", "document"]


class SinglePart(PartInline):
    """At most one, and its boxes are there to be filled; left empty, there is none."""

    form = DatedPartForm
    extra = max_num = 1
    can_delete = False
    classes = ["single"]


class BoardResponseInline(SinglePart):
    model = BoardResponse
    verbose_name = verbose_name_plural = "Board response, in words"
    fields = ["actions_taken", "impact", "next_steps"]
    prose = {
        "actions_taken": "What the board and its partners have done already.",
        "impact": "What difference that has made, and how the board knows.",
        "next_steps": "What will be done next, by whom and by when.",
    }


class ActionPlanInline(SinglePart):
    model = ActionPlan
    verbose_name = verbose_name_plural = "Action plan"
    fields = ["introduction", ("monitoring", "reported_on")]
    prose = {"introduction": "What readers should know before the actions. Shown above them."}


class ActionInline(PartInline):
    model = Action
    form = ActionForm
    formset = ActionFormSet
    scripts: ClassVar = ["rows.js", "plan-table.js"]
    max_num = MOST_ACTIONS
    verbose_name = "action"
    verbose_name_plural = "Actions of the plan"
    fields = [
        ("recommendation", "action"),
        ("answer", "answer_reason"),
        ("lead_agency", "due", "due_in_words"),
        ("status", "completed", "verified_by"),
        ("evidence", "impact"),
    ]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.table = getattr(request, "table", None)
        return formset


INLINES = [
    AttachmentInline,
    LineageInline,
    IdentifierInline,
    BoardResponseInline,
    ActionPlanInline,
    ActionInline,
    SubjectInline,
    BoardRoleInline,
]
