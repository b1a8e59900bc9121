"""The themes of a review, in the form of its edition."""

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.html import format_html

from reviews.models import ReviewEdition, ReviewTheme, Theme

FINDABLE = "Readers find reviews by these. Tick what the review itself shows, and nothing else."
NOT_OFFERED = "“%(value)s” is not offered as a theme any more. Check the themes and save again."


class ThemesField(forms.MultipleChoiceField):
    """A box for each theme, with its definition, chosen by their addresses."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": NOT_OFFERED}

    def __init__(self) -> None:
        super().__init__(label="What the review is about, and what it teaches", required=False)
        self.themes: list[Theme] = []

    def offer(self, edition: ReviewEdition) -> list[str]:
        """Offer what may be chosen and what the edition has, and return the latter. Costs one query."""
        own = Exists(ReviewTheme.objects.filter(edition=edition.pk, theme=OuterRef("pk")))
        found = Theme.objects.annotate(is_chosen=own)
        self.themes = list(found.filter(Q(is_retired=False) | Q(is_chosen=True)))
        self.choices = [(theme.slug, _label(theme)) for theme in self.themes]
        return [theme.slug for theme in self.themes if theme.is_chosen]

    def save(self, edition: ReviewEdition, chosen: list[str]) -> None:
        """Write what was ticked or taken away since ``offer``."""
        dropped = [each for each in self.themes if each.is_chosen and each.slug not in chosen]
        added = [each for each in self.themes if not each.is_chosen and each.slug in chosen]
        rows = ReviewTheme.objects
        rows.filter(edition=edition, theme__in=dropped).delete()
        rows.bulk_create(ReviewTheme(edition=edition, theme=theme) for theme in added)


def _label(theme: Theme) -> str:
    retired = " (retired)" if theme.is_retired else ""
    words = '{}{} <span class="theme-definition">{}</span>'
    return format_html(words, theme.name, retired, theme.definition)
