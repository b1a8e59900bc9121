"""What would take too much to check, or is two documents in one, is refused with a sentence."""

import pytest

from reviews.pdf import refusals
from reviews.pdf.facts import Unreadable
from tests.support import active_pdfs as active
from tests.support import pdfs

REFUSED = {
    "a form that draws itself": (active.self_drawing(), refusals.TOO_MUCH),
    "forms without end": (active.exploding(), refusals.TOO_MUCH),
    "a mask without end": (active.exploding_mask(), refusals.TOO_MUCH),
    "a mark without end": (active.exploding_mark(), refusals.TOO_MUCH),
    "fields without end": (active.shared_fields(), refusals.TOO_MUCH),
    "a bomb": (pdfs.bomb_pdf(megabytes=300), refusals.TOO_MUCH),
    "much in parts": (active.in_parts(40, 2), refusals.TOO_MUCH),
    "a huge picture": (active.huge_picture(), refusals.LARGE_PICTURE),
    "two contents": (active.key_twice(b"/Contents 1 0 R"), refusals.DAMAGED),
    "two faces": (pdfs.two_faced_pdf(), refusals.DAMAGED),
    "damage with leftovers": (pdfs.twice_damaged_pdf(), refusals.DAMAGED),
}


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(facts, content, sentence):
    with pytest.raises(Unreadable) as refusal:
        facts(content)
    assert refusal.value.sentence == sentence


def test_as_much_as_is_allowed_is_not_refused(facts):
    assert facts(active.exploding(depth=4)).findings == ()
