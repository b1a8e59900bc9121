"""Themes as a part of what an edition says: signed, compared, handed on, and apart from their names."""

import pytest

from reviews import workflow
from reviews.editions.approval import approval_status
from reviews.editions.comparison import between
from reviews.editions.digest import edition_content, edition_digest
from reviews.lib.exceptions import Refused
from reviews.models import ReviewTheme, Theme
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def draft():
    return make.give_themes(make.open_bare_review(), "neglect", "self-neglect")


def differences(before, after) -> list[tuple[str, str, str]]:
    found, _ = between(before and edition_content(before), edition_content(after))
    return [(row.label, row.before, row.after) for row in found]


def drop(edition, slug) -> None:
    ReviewTheme.objects.get(edition=edition, theme__slug=slug).delete()


def test_the_digest_is_of_which_themes_there_are_and_not_of_the_order_of_the_ticks(draft):
    before = edition_digest(draft)
    drop(draft, "neglect")
    assert edition_digest(draft) != before
    make.give_themes(draft, "neglect")
    assert edition_digest(draft) == before
    assert edition_content(draft).values["reviewtheme"] == [
        {"theme": "neglect"},
        {"theme": "self-neglect"},
    ]


def test_an_approval_is_of_the_themes_and_not_of_their_names(draft):
    make.approved(draft)
    Theme.objects.filter(slug="neglect").update(name="Going without", definition="Other words.")
    assert approval_status(edition_content(draft)).is_approved
    make.give_themes(draft, "disability")
    assert not approval_status(edition_content(draft)).is_approved


def test_what_was_added_and_taken_away_is_compared_theme_by_theme(draft):
    live = make.make_live(draft)
    following = workflow.open_edition(live.page, by=make.make_user()).as_kind
    assert differences(live, following) == [
        ("Change note", "Changed.", ""),
    ]
    drop(following, "self-neglect")
    make.give_themes(following, "being-heard")
    assert differences(live, following)[1:] == [
        ("Theme", "", "Being heard"),
        ("Theme", "Self-neglect", ""),
    ]
    shown = [row[2] for row in differences(None, live) if row[0] == "Theme"]
    assert shown == ["Neglect", "Self-neglect"]


def test_another_theme_is_more_than_spelling(draft):
    live = make.make_live(draft)
    following = workflow.open_edition(live.page, by=make.make_user()).as_kind
    make.give_themes(following, "being-heard")
    with pytest.raises(Refused) as refusal:
        workflow.submit(following, by=make.make_user(), note="Changed.", weight="typographical")
    assert "themes" in str(refusal.value)
    make.approved(following)
