import random

import pytest

from reviews import workflow
from reviews.editions import approval
from reviews.editions.approval import Stage
from reviews.editions.blocker_sentences import SENTENCES
from reviews.editions.digest import edition_content, edition_digest
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.lib.exceptions import Refused
from reviews.models import (
    Action,
    ActionPlan,
    Approval,
    Attachment,
    BoardResponse,
    BoardRole,
    Edition,
    Event,
    Lineage,
    Subject,
)
from reviews.models.edition_parts import PARTS
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def people():
    return [make.make_user(name) for name in ("author", "signer", "third")]


@shared_start
def draft(people):
    return make.open_review(by=people[0])


def refused(verb, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as refusal:
        verb(*args, **kwargs)
    return refusal.value.reasons


def test_nothing_is_published_without_a_second_person(draft, people):
    author, signer, _ = people
    needed = "Submit it for the approval of somebody who did not work on it."
    assert refused(workflow.publish, draft, by=signer) == [needed]
    workflow.submit(draft, by=author, note="")
    waiting = "It waits for the approval of somebody who did not work on it."
    assert refused(workflow.publish, draft, by=signer) == [waiting]
    workflow.approve(draft, by=signer)
    assert workflow.publish(draft, by=author).is_live(at=clock.now())


def test_author_and_submitter_cannot_sign(draft, people):
    author, submitter, third = people
    workflow.submit(draft, by=submitter, note="")
    sentence = ["You worked on this edition: somebody else must approve it."]
    assert refused(workflow.approve, draft, by=author) == sentence
    assert refused(workflow.approve, draft, by=submitter) == sentence
    workflow.approve(draft, by=third)


@pytest.mark.parametrize(
    ("state", "language", "note"),
    [
        ("published", "en", "First published."),
        ("listed_only", "en", "First listed."),
        ("published", "cy", "Cyhoeddwyd gyntaf."),
        ("listed_only", "cy", "Rhestrwyd gyntaf."),
    ],
)
def test_a_first_edition_without_a_note_says_what_it_is(state, language, note, people):
    made = {"published": make.open_review, "listed_only": make.open_bare_review}[state]
    edition = make.change(made(by=people[0]), language=language)
    workflow.submit(edition, by=people[0], note=" ")
    assert Edition.objects.get(pk=edition.pk).change_note == note


def test_a_superuser_is_no_second_person(draft):
    root = make.make_user("root", is_superuser=True)
    workflow.submit(draft, by=root, note="")
    assert refused(workflow.approve, draft, by=root)


def test_a_return_needs_remarks_and_ends_the_submission(draft, people):
    author, signer, _ = people
    workflow.submit(draft, by=author, note="")
    assert refused(workflow.return_, draft, by=signer, remarks=" ") == [
        "Say in the remarks what has to change."
    ]
    workflow.return_(draft, by=signer, remarks="A street is named on page 4.")
    assert refused(workflow.approve, draft, by=signer) == [
        "signer returned it: A street is named on page 4."
    ]
    workflow.submit(draft, by=author, note="")
    workflow.approve(draft, by=signer)


def status_of(edition) -> approval.ApprovalStatus:
    return approval.approval_status(edition_content(edition))


def swap_file(draft, dice):
    draft.attachments.update(document=make.make_document())


def change_text(draft, dice):
    make.change(draft, **{dice.choice(["title", "summary", "body"]): f"Swapped {dice.random()}"})


def change_part(draft, dice):
    row = dice.choice([draft.identifiers.all(), draft.attachments.all()])
    row.update(position=dice.randrange(2, 99))


def add_part(draft, dice):
    draft.actions.create(recommendation="x", action="y", lead_agency=str(dice.random()))


SWAPS = [*[change_text, change_part, add_part] * 3, swap_file]


@pytest.mark.sweep(few=5, full=100)
def test_a_swap_after_approval_publishes_nothing(draft, people, seeds):
    author, signer, _ = people
    workflow.submit(draft, by=author, note="")
    workflow.approve(draft, by=signer)
    for seed in seeds:
        draft.refresh_from_db()
        SWAPS[seed % len(SWAPS)](draft, random.Random(seed))
        reasons = refused(workflow.publish, draft, by=signer)
        assert reasons[0].startswith("Changed after it was approved: ")
        assert not Edition.objects.public(at=clock.now()).exists()
    workflow.submit(draft, by=author, note="")
    workflow.approve(draft, by=signer)
    workflow.publish(draft, by=signer)
    assert Edition.objects.public(at=clock.now()).exists()


def test_what_changed_after_approval_is_named(draft, people):
    author = people[0]
    make.approved(draft, by=author)
    draft.refresh_from_db()
    make.change(draft, title="Other")
    swap_file(draft, random.Random(1))
    status = status_of(draft)
    assert (status.stage, status.changed) == (Stage.CHANGED, ["documents", "title"])


def test_override_is_marked_until_somebody_else_signs(draft, people):
    author, signer, _ = people
    assert refused(workflow.override, draft, by=author, reason=" ") == [
        "Say why this cannot wait for a second person."
    ]
    live = workflow.override(draft, by=author, reason="The court asked for it today.")
    assert live.is_live(at=clock.now())
    assert status_of(live).stage == Stage.AWAITING_SIGNATURE
    assert refused(workflow.approve, live, by=author) == [
        "You worked on this edition: somebody else must approve it."
    ]
    workflow.approve(live, by=signer)
    assert status_of(live).is_approved
    verbs = Event.objects.filter(page=live.page).values_list("verb", flat=True)
    assert list(verbs) == ["opened", "overridden", "published", "approved"]


def test_a_schedule_keeps_its_approval_when_taken_back(draft, people):
    make.approved(draft, by=people[0])
    waiting = workflow.publish(draft, by=people[1], at=clock.now() + make.DAY)
    back = workflow.unschedule(waiting, by=people[1])
    assert status_of(back).is_approved
    workflow.publish(back, by=people[1])


@pytest.mark.parametrize("part", PARTS)
def test_the_digest_is_of_every_column_of_every_part(draft, part):
    later = {"issued_by": "The council", "dated": PartialDate("2015"), "dated_as": "signed off"}
    make.attach(draft, make.make_document(), kind="action_plan", slug="plan")
    Attachment.objects.update(**later)
    Subject.objects.create(edition=draft, pseudonym="A")
    BoardRole.objects.create(edition=draft, board=make.make_board(), role="joint")
    BoardResponse.objects.create(edition=draft, impact="Words.")
    ActionPlan.objects.create(edition=draft)
    Action.objects.create(
        edition=draft,
        recommendation="R",
        answer="in_part",
        answer_reason="Because.",
        action="A",
        lead_agency="B",
        due_in_words="soon",
        completed=PartialDate("2016"),
        verified_by="C",
    )
    Lineage.objects.create(edition=draft, document=make.make_document_row())
    make.give_themes(draft, "neglect")
    columns = {field.name for field in part._meta.concrete_fields} - {"id", "edition"}
    assert edition_content(draft).values[part._meta.model_name][0].keys() == columns


def test_what_was_not_seen_is_not_signed(draft, people):
    author, signer, other = people
    workflow.submit(draft, by=author, note="Anna is now Child A.")
    seen = edition_digest(draft)
    workflow.return_(draft, by=other, remarks="No names.")
    workflow.submit(draft, by=author, note="Names removed.")
    sentence = [SENTENCES["changed-while-open"]]
    assert refused(workflow.approve, draft, by=signer, seen=seen) == sentence
    alone = {"by": signer, "reason": "Now.", "note": "Words.", "seen": seen}
    assert refused(workflow.override, draft, **alone) == sentence
    workflow.approve(draft, by=signer, seen=edition_digest(draft))


def test_who_set_the_address_meanwhile_does_not_sign_it(draft, people):
    author, signer, other = people
    workflow.record_page_changed(draft.page, by=signer, fields=["path"])
    workflow.submit(draft, by=author, note="First.")
    assert refused(workflow.approve, draft, by=signer) == [
        "You set the address, the board or other facts of this page: somebody else must approve it."
    ]
    workflow.approve(draft, by=other)


def test_an_override_counts_no_more_when_its_schedule_is_taken_back(draft, people):
    author, signer, _ = people
    moment = clock.now() + make.DAY
    waiting = workflow.override(draft, by=author, reason="The court asked for it.", at=moment)
    listed = approval.unsigned(Edition.objects.all())
    assert [edition.pk for edition in listed.all()] == [draft.pk]
    back = workflow.unschedule(waiting, by=signer)
    assert not listed.all().exists()
    assert status_of(back).stage == Stage.DRAFT
    assert refused(workflow.publish, back, by=signer) == refused(workflow.approve, back, by=signer)
    make.approved(back, by=author)
    workflow.publish(back, by=signer)
    assert not listed.all().exists()


def test_a_signature_on_a_discarded_draft_does_not_count_for_the_next(people):
    live = make.make_live()
    draft = workflow.open_edition(live.page, by=people[0])
    make.approved(draft, by=people[0])
    workflow.discard(draft, by=people[0])
    again = workflow.open_edition(live.page, by=people[0])
    assert status_of(again).stage == Stage.DRAFT
    assert Approval.objects.filter(edition_number=again.number).count() == 2


def test_a_hold_stops_everything_and_a_release_starts_nothing(draft, people):
    author, signer, _ = people
    make.approved(draft, by=author)
    workflow.publish(draft, by=signer, at=clock.now() + make.DAY)
    held = workflow.hold(draft.page, by=signer, reason="inquest")
    sentence = (
        "This page is on hold (inquest): nothing of it may go live until the hold is released."
    )
    assert not Edition.objects.public(at=clock.now() + make.DAY * 2).exists()
    assert refused(workflow.publish, draft, by=signer) == [sentence]
    alone = refused(workflow.override, draft, by=signer, reason="Now.")
    assert alone == [sentence, "It has been approved: publish it."]
    workflow.release(held, by=signer)
    assert not Edition.objects.public(at=clock.now() + make.DAY * 2).exists()
    workflow.publish(draft, by=signer)


def test_inside_the_minimum_term_a_withdrawal_needs_a_reason_and_an_authoriser(people):
    live = make.make_live()
    reasons = refused(workflow.withdraw, live.page, by=people[0], reason="term_ended", note="Gone.")
    assert [reason.partition(": ")[2] for reason in reasons] == [
        "choose the reason why it must go now.",
        "name the person who authorised this.",
    ]
    made = make.withdraw(live, reason="anonymity")
    assert made.authorised_by == "The chair of the board"


def test_after_the_minimum_term_a_withdrawal_is_an_ordinary_act(people):
    live = make.carry_over(make.open_review(), "2015-08")
    workflow.withdraw(live.page, by=people[0], reason="term_ended", note="Ask for a copy.")
    assert not Edition.objects.public(at=clock.now()).exists()


def test_a_document_that_came_later_keeps_the_page_in_its_own_minimum_term(people):
    """The report of 2015 has had its year, the briefing of today has not."""
    page = make.carry_over(make.open_review(), "2015-08").page
    draft = workflow.open_edition(page, by=make.make_user())
    make.attach(draft, make.make_document(), kind="learning_briefing", slug="briefing")
    make.make_live(draft)
    given = {"by": people[0], "reason": "anonymity", "note": "Ask the board."}
    with pytest.raises(Refused, match="name the person who authorised this"):
        workflow.withdraw(page, **given)
    assert workflow.withdraw(page, **given, authorised_by="The chair")
