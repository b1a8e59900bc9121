"""When an edition or a banner was public cannot be changed afterwards; its future can."""

from datetime import timedelta
from itertools import product

import pytest
from django.db.models.functions import Now

from reviews import workflow
from reviews.lib import clock
from reviews.models import Banner, Edition
from tests.support import bypass
from tests.support import factories as make
from tests.support.bypass import accepted, refused

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
BEGAN = "{}: when it went live has passed and cannot be changed (from … to …)."
ENDED = "{}: when it ended has passed and cannot be changed (from … to …)."
NAMES = {Edition: "Edition 1 of page …", Banner: "Banner …"}


@pytest.fixture(params=["site_app", "site_owner"])
def role(request, db):
    if request.param == "site_owner":
        request.getfixturevalue("as_owner")


def begin(model, at=None):
    if model is Edition:
        return make.make_live(make.open_plain(), at=at)
    banner = Banner(heading="Forms", message="They work again.", live_from=at)
    return workflow.announce(banner, by=make.make_user())


def begun(model):
    return begin(model)


def waiting(model):
    return begin(model, at=clock.now() + 10 * HOUR)


def ending(model):
    row = begin(model)
    model.objects.filter(pk=row.pk).update(live_until=clock.now() + 10 * HOUR)
    return row


def ended(model):
    row = begin(model)
    if model is Edition:
        make.withdraw(row)
    else:
        workflow.end_banner(row, by=make.make_user())
    return row


# What somebody may try with a row, and the answer: none where it is allowed.
MOVES = {
    waiting: [
        ({"live_from": -HOUR}, BEGAN),
        ({"live_from": 20 * HOUR}, None),
        ({"live_until": 20 * HOUR}, None),
        ({"live_from": 1 * HOUR, "live_until": 2 * HOUR}, None),
    ],
    begun: [
        ({"live_from": -HOUR}, BEGAN),
        ({"live_from": HOUR}, BEGAN),
        ({"live_from": None}, BEGAN),
        ({"live_until": -HOUR}, ENDED),
        ({"live_until": HOUR}, None),
    ],
    ending: [
        ({"live_until": -HOUR}, ENDED),
        ({"live_until": 20 * HOUR}, None),
        ({"live_until": None}, None),
    ],
    ended: [
        ({"live_until": -HOUR}, ENDED),
        ({"live_until": HOUR}, ENDED),
        ({"live_until": None}, ENDED),
        ({"live_from": -HOUR}, BEGAN),
    ],
}


@pytest.mark.usefixtures("role")
@pytest.mark.parametrize("model", NAMES)
@pytest.mark.parametrize("make_row", MOVES)
def test_only_the_future_of_a_period_moves(model, make_row):
    row = make_row(model)
    for (hours_of, sentence), attempt in product(MOVES[make_row], bypass.CHANGES):
        if model is Edition and sentence is None and attempt is bypass.save:
            continue  # it writes edited_at, which is frozen
        change = {name: hours and clock.now() + hours for name, hours in hours_of.items()}
        with refused(sentence.format(NAMES[model])) if sentence else accepted():
            attempt(model.objects.get(pk=row.pk), **change)


@pytest.mark.usefixtures("role")
@pytest.mark.parametrize("attempt", bypass.CHANGES)
def test_an_edition_cannot_go_live_in_the_past(attempt):
    draft = make.approved(make.open_plain())
    day = {"first_published": "2026-11-23"}
    with refused(
        "Edition 1 of page … cannot go live at …, which has passed: the past cannot be edited."
    ):
        attempt(Edition.objects.get(pk=draft.pk), live_from=clock.now() - HOUR, **day)
    with accepted():
        attempt(Edition.objects.get(pk=draft.pk), live_from=clock.now() + HOUR, **day)
    with accepted():
        Edition.objects.filter(pk=draft.pk).update(live_from=Now(), **day)


@pytest.mark.parametrize("what", ["begin", "end"])
def test_a_statement_that_takes_long_cannot_use_its_beginning_as_now(what):
    """Its time would lie before what the public has seen meanwhile."""
    draft = make.approved(make.open_plain())
    change = "live_from = statement_timestamp(), first_published = '2026'"
    if what == "end":
        workflow.publish(draft, by=make.make_user())
        change = "live_until = statement_timestamp()"
    statement = f"UPDATE reviews_edition SET {change} WHERE id = {draft.pk};"  # noqa: S608
    with accepted():
        bypass.sql(statement)
    with refused("Edition 1 of page … has passed…"):
        bypass.sql(f"DO $$ BEGIN PERFORM pg_sleep(2.1); {statement} END $$")


@pytest.mark.usefixtures("role")
@pytest.mark.parametrize("hours", [-1, 1])
def test_an_edition_is_not_inserted_with_a_period(hours):
    page = workflow.open_edition(make.open_plain().page, by=make.make_user()).page
    moment = clock.now() + hours * HOUR
    given = {"number": 2, "live_from": moment, "first_published": "2026", "page": page}
    sentence = "An edition begins as a draft: insert it without a period, then publish it."
    with refused(sentence):
        Edition(**given).save()
    with refused(sentence):
        Edition.objects.bulk_create([Edition(**given)])
    Edition.objects.all().delete()
    with accepted():
        Edition(**given | {"live_from": None}).save()


@pytest.mark.usefixtures("role")
def test_a_banner_cannot_begin_in_the_past():
    given = {"heading": "Forms", "message": "They work again."}
    with refused("A banner cannot be shown from …, which has passed: the past cannot be edited."):
        Banner(live_from=clock.now() - HOUR, **given).save()
    with refused("A banner cannot be shown from …, which has passed: the past cannot be edited."):
        Banner.objects.bulk_create([Banner(live_from=clock.now() - HOUR, **given)])
    with accepted():
        Banner(live_from=clock.now() + HOUR, **given).save()
    with accepted():
        Banner(live_from=Now(), **given).save()


@pytest.mark.usefixtures("role")
@pytest.mark.parametrize("make_row", [begun, ending, ended])
@pytest.mark.parametrize("change", [{"heading": "Other"}, {"message": "Other"}])
def test_a_banner_that_has_been_shown_says_what_it_said(change, make_row):
    coming, shown = waiting(Banner), make_row(Banner)
    for attempt in bypass.CHANGES:
        with accepted():
            attempt(Banner.objects.get(pk=coming.pk), **change)
        with refused("Banner … is frozen because it has been shown: end it and add another."):
            attempt(Banner.objects.get(pk=shown.pk), **change)


@pytest.mark.usefixtures("role")
def test_a_banner_that_has_been_shown_cannot_be_deleted():
    coming = Banner.objects.create(heading="A", message="B", live_from=clock.now() + HOUR)
    shown = Banner.objects.create(heading="A", message="B", live_from=Now())
    for attempt in bypass.DELETIONS:
        with accepted():
            attempt(Banner.objects.get(pk=coming.pk))
        with refused("Banner … has been shown and stays on record: it cannot be deleted."):
            attempt(Banner.objects.get(pk=shown.pk))


# An edition that waits is taken back by its verb; a banner that waits ends as it begins.
@pytest.mark.parametrize(
    ("model", "constraint", "too_soon"),
    [
        (Edition, "edition_ends_after_it_begins", (timedelta(0), HOUR)),
        (Banner, "banner_does_not_end_before_it_begins", (timedelta.resolution, HOUR)),
    ],
)
def test_no_period_ends_before_it_begins(model, constraint, too_soon):
    row = waiting(model)
    table = model._meta.db_table
    sentence = f'new row for relation "{table}" violates check constraint "{constraint}"'
    for attempt in (bypass.update, bypass.bulk_update, bypass.sql_update):
        for before in too_soon:
            with refused(sentence):
                attempt(model.objects.get(pk=row.pk), live_until=row.live_from - before)
        with accepted():
            attempt(model.objects.get(pk=row.pk), live_until=row.live_from + timedelta.resolution)


def test_a_draft_has_no_end():
    with refused('new row …"reviews_edition" violates check constraint "draft_has_no_period"'):
        bypass.sql_update(make.open_plain(), live_until=clock.now() + HOUR)


def test_what_goes_live_says_when_it_was_first_published():
    draft = make.approved(make.open_plain())
    with refused('new row …check constraint "public_edition_has_first_published"'):
        bypass.sql_update(draft, live_from=clock.now() + HOUR)
    with accepted():
        bypass.sql_update(draft, live_from=clock.now() + HOUR, first_published="unknown")


def test_a_carried_over_date_names_its_source():
    draft = make.open_plain()
    with refused('new row …violates check constraint "carried_date_names_its_source"'):
        bypass.sql_update(draft, carried_updated="2018-10-04")
    with accepted():
        bypass.sql_update(draft, carried_updated="2018-10-04", carried_from="www.example.gov.uk")


@pytest.mark.usefixtures("role")
def test_a_page_never_has_two_editions_at_once():
    first = make.make_live(make.open_plain())
    second = make.approved(workflow.open_edition(first.page, by=make.make_user()))
    moment = clock.now() + HOUR
    double = '…violates exclusion constraint "one_live_edition_of_a_page"'
    for attempt in (bypass.save, bypass.update, bypass.bulk_update, bypass.sql_update):
        with refused(double):
            attempt(Edition.objects.get(pk=second.pk), live_from=moment)
    bypass.sql_update(first, live_until=moment)
    with refused(double):
        bypass.sql_update(second, live_from=moment - timedelta.resolution)
    with accepted():
        bypass.sql_update(second, live_from=moment)
    with accepted():
        bypass.sql_update(second, live_from=moment + HOUR)


def test_another_page_may_have_an_edition_at_the_same_moment():
    make.make_live(make.open_plain())
    with accepted():
        make.make_live(make.open_plain())
        assert Edition.objects.public(at=clock.now()).count() == 2


def test_a_page_has_one_draft_and_each_number_once():
    draft = make.open_plain()
    with refused('…violates unique constraint "one_draft_of_a_page"'):
        Edition.objects.create(page=draft.page, number=2)
    make.make_live(draft)
    with refused('…violates unique constraint "edition_number_unique_in_page"'):
        Edition.objects.create(page=draft.page, number=1)
    with accepted():
        Edition.objects.create(page=draft.page, number=2)
