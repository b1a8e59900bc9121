from django import forms
from django.contrib import admin
from django.utils.html import format_html

from reviews import workflow
from reviews.admin.forms import SafeForm
from reviews.admin.model_admin import SafeFormAdmin
from reviews.models import NoticeDuty, PublicationRule

ADDED = (
    "A rule is added and never changed: when guidance changes, add a rule with a later first day in "
    "force. It governs reviews from that day on."
)


class RuleForm(SafeForm):
    class Meta:
        widgets = {
            "verification": forms.Textarea({"rows": 3}),
            "citation": forms.Textarea({"rows": 3}),
        }

    def clean(self) -> dict:
        cleaned = super().clean()
        begins, ends = cleaned.get("in_force_from"), cleaned.get("in_force_to")
        if cleaned.get("minimum_months") and cleaned.get("minimum_weeks"):
            self.add_error(
                "minimum_weeks", "Give the minimum term in months or in weeks, not both."
            )
        if begins and ends and ends <= begins:
            self.add_error("in_force_to", "The rule must end after it begins.")
        if cleaned.get("is_verified") and not cleaned.get("verification", "").strip():
            self.add_error("verification", "Say what was verified, and at which source.")
        return cleaned


class NoticeDutyInline(admin.StackedInline):
    model = NoticeDuty
    extra = 0
    fields = [("recipient", "working_days", "is_verified")]
    verbose_name = "recipient"
    verbose_name_plural = "Who must be notified before publication"

    class Media:
        js = [forms.Script("inline-rows.js", defer=True)]

    def has_add_permission(self, request, obj=None) -> bool:
        """Only together with its rule."""
        return obj is None and super().has_add_permission(request, obj)


@admin.register(PublicationRule)
class PublicationRuleAdmin(SafeFormAdmin):
    """The rules of publication, each with its source and whether somebody has read it there."""

    form = RuleForm
    list_display = ["guidance", "review_type", "jurisdiction", "minimum", "in_force", "source"]
    list_filter = ["jurisdiction", "review_type", "is_verified"]
    sortable_by = ()
    inlines = [NoticeDutyInline]
    fieldsets = [
        (
            None,
            {
                "description": ADDED,
                "fields": [
                    *("jurisdiction", "review_type", "guidance"),
                    *("minimum_months", "minimum_weeks", "on_request_afterwards"),
                    *("in_force_from", "in_force_to"),
                    *("citation", "is_verified", "verification"),
                ],
            },
        )
    ]

    def get_queryset(self, request):
        return (
            super().get_queryset(request).order_by("jurisdiction", "review_type", "-in_force_from")
        )

    @admin.display(description="minimum term")
    def minimum(self, rule: PublicationRule) -> str:
        return rule.term or "none"

    @admin.display(description="in force")
    def in_force(self, rule: PublicationRule) -> str:
        until = f" until {rule.in_force_to:%-d %B %Y}" if rule.in_force_to else ""
        return f"from {rule.in_force_from:%-d %B %Y}{until}"

    @admin.display(description="source")
    def source(self, rule: PublicationRule) -> str:
        """Beside it, whether somebody has read it there."""
        kind, state = ("live", "Verified") if rule.is_verified else ("draft", "Not verified")
        badge = '<span class="stage stage-{}">{}</span> {}'
        return format_html(badge, kind, state, rule.citation)

    def save_related(self, request, form, formsets, change) -> None:
        """The event comes last in the transaction, once the rule has its recipients."""
        super().save_related(request, form, formsets, change)
        workflow.record_rule_added(form.instance, by=request.user)
