from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import models

from reviews import workflow
from reviews.admin.colour_field import ColourField
from reviews.admin.forms import SafeForm
from reviews.admin.markdown_field import ProseAdmin
from reviews.admin.model_admin import SafeFormAdmin
from reviews.admin.successions import successions_of
from reviews.lib import clock, colour
from reviews.models import Board

CONTACT = {"contact_email", "telephone", "website"}
MUTABLE = CONTACT | {"help_lines", "colour"}
NO_CONTACT = (
    "Public pages send readers to the contact of this board: leave an e-mail address, a telephone number "
    "or a website."
)
FROZEN = (
    "A public page names this board, so only its contact, its help lines and its colour can be changed. If "
    "it was renamed, replaced or merged, add a new board and say there that it succeeds this one. Which boards "
    "it took over from itself is below."
)
NOT_YOUR_TASK = (
    "Public pages name this board, and its contact and its colour are on each of them at once. Ask an "
    "administrator to change them. If the board was renamed, replaced or merged, add a new board and say "
    "there that it succeeds this one."
)
NOT_YOURS_YET = (
    "Ask an administrator to enter on your account, and on those of your colleagues, that you work for "
    "{board}: then you can add its pages."
)


class BoardForm(SafeForm):
    class Meta:
        field_classes: ClassVar = {"colour": ColourField}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "colour" in self.fields and (now := self.instance.colour):
            ratio = colour.in_words(colour.contrast(now))
            self.fields["colour"].help_text += f" {now} has a contrast of {ratio}."
        if "succeeds" in self.fields:
            self.fields["succeeds"].widget.can_add_related = False  # this form adds one
            if self.instance.pk:
                later = self.instance.with_successors(at=clock.now())
                self.fields["succeeds"].queryset = Board.objects.exclude(pk__in=later)

    def clean(self) -> dict:
        cleaned = super().clean()
        contact = any(cleaned.get(name) for name in CONTACT)
        public = self.instance.pk and self.instance.pages.exclude(editions__live_from=None)
        if public and not contact and public.exists() and not CONTACT & self.errors.keys():
            self.add_error("contact_email", NO_CONTACT)
        return cleaned


@admin.register(Board)
class BoardAdmin(ProseAdmin, SafeFormAdmin):
    """Boards. What public pages name is frozen by the database; the contact and looks stay editable."""

    prose = {
        "help_lines": "What stands at the foot of this board’s pages for somebody who is worried: whom to "
        "call in an emergency, and otherwise. Empty: what the page “Help lines” of this site says."
    }
    form = BoardForm
    change_form_template = "admin/reviews/board_form.html"
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["name", "short_name", "kind", "jurisdiction", "predecessors"]
    list_filter = ["kind", "jurisdiction"]
    search_fields = ["name", "short_name"]
    fields = [
        *("name", "short_name", "kind", "jurisdiction"),
        *("succeeds", "contact_email", "telephone", "website", "help_lines", "colour"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("succeeds")

    @admin.display(description="succeeds", empty_value="-")
    def predecessors(self, board: Board) -> str:
        return ", ".join(map(str, board.succeeds.all()))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        choices = kwargs | {"widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **choices)

    def has_change_permission(self, request, obj=None) -> bool:
        """The boards that a person works for; the others can only be chosen in forms.

        What stands on public pages takes two: who asks, and the administrator who changes it.
        """
        user = request.user
        own = obj is None or user.works_for(obj)
        theirs = own and super().has_change_permission(request, obj)
        if not theirs or obj is None or user.has_perm("reviews.change_contact"):
            return theirs
        return not obj.is_named_in_public

    def lookup_allowed(self, lookup, value, request=None) -> bool:
        """Only the list's own filters: any other would reveal which boards have unpublished pages."""
        return lookup.removesuffix("__exact") in self.list_filter

    def get_fieldsets(self, request, obj=None):
        if obj is None or not obj.is_named_in_public:
            return [(None, {"fields": self.fields})]
        may = request.user.has_perm("reviews.change_contact")
        note = FROZEN if may else NOT_YOUR_TASK
        fields = [name for name in self.fields if name != "succeeds"]  # which has its own section
        return [(None, {"fields": fields, "description": note})]

    def get_readonly_fields(self, request, obj=None):
        if obj is None or not obj.is_named_in_public:
            return ()
        return [name for name in self.fields if name not in MUTABLE]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """With what other boards it took over from, once that takes two people."""
        if obj is not None and obj.is_named_in_public:
            context |= successions_of(obj, request.user)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        if not change and not request.user.all_boards:
            messages.info(request, NOT_YOURS_YET.format(board=obj))

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        if form.changed_data:
            workflow.record_board_changed(form.instance, by=request.user, fields=form.changed_data)
