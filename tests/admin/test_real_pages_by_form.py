"""Everything that a real board's page states of a review can be entered in the form, and is kept as it is."""

import pytest

from reviews import workflow
from reviews.editions.digest import edition_content
from reviews.models import Review
from tests.support import admin_client, real_pages
from tests.support import factories as make
from tests.support.lifecycle import taken_back

pytestmark = pytest.mark.django_db
# What is each draft's own, and of a document its name and the file, which is another one in each.
OWN = {"page", "summary"}
OWN_OF_ROWS = {"slug", "document", "position"}


@pytest.mark.sweep(few=1, full=3)
def test_what_a_page_states_can_be_entered(request, seeds):
    [seed] = seeds
    for page in [each for each in real_pages.PAGES if each["reviews"]][seed % 3 :: 3]:
        with taken_back():
            enter(page, request)


def enter(page: dict, request) -> None:
    client, board = (
        admin_client.editor(),
        real_pages.make_board(page["board"], page["kind"], page["jurisdiction"].lower()),
    )
    for number, review in enumerate(tried(page["reviews"], request)):
        expected = real_pages.open_review(board, review, f"reviews/rows-{number}")
        library = make.open_bare_review(board)
        chosen = [
            make.attach(library, make.make_document_row(), slug=f"file-{number}").document_id
            for number, each in enumerate(expected.attachments.all())
            if each.document_id
        ]
        draft = opened(board, f"reviews/form-{number}")
        typed = admin_client.opened(client, draft) | facts(review)
        for prefix, rows in parts(review, expected, chosen).items():
            for row in rows:
                typed = admin_client.with_row(typed, prefix, **row)
        answer = admin_client.save(client, draft, typed)
        assert admin_client.errors(answer) == []
        assert stated(draft) == stated(expected)


def tried(reviews: list[dict], request) -> list[dict]:
    """The one that states most; all with --exhaustive."""
    if request.config.getoption("exhaustive"):
        return reviews
    return sorted(reviews, key=lambda review: len(str(review)))[-1:]


def opened(board, path: str):
    page = Review.objects.create(kind=Review.KIND, path=path, board=board)
    return workflow.open_edition(page, by=make.make_user())


def facts(review: dict) -> dict:
    """What stands once in a form, dates as the page has them."""
    state, reason = real_pages.STATES[review.get("status") or real_pages.status_of(review)]
    found = {"review_type": real_pages.TYPES[review["type"]], "state": state}
    found |= {"state_reason": reason, "methodology": review.get("methodology", "")}
    found |= {"incident": review["incident"]} if "incident" in review else {}
    conducted = review.get("conducted", ("", ""))
    return found | dict(zip(("conducted_from", "conducted_to"), conducted, strict=True))


def parts(review: dict, expected, chosen: list[int]) -> dict[str, list[dict]]:
    """The rows of each part; boards and files are chosen from those that are here."""
    numbers = iter(chosen)
    return {
        "identifiers": [{"kind": kind, "value": value} for kind, value in review["known_as"]],
        "board_roles": [
            {"role": row.role, "board": row.board_id} for row in expected.board_roles.all()
        ],
        "attachments": [
            {
                "kind": row.kind,
                "also_contains": row.also_contains,
                "state": row.state,
                "state_reason": row.state_reason,
                "title": row.title,
                "first_published": stated.get("date") or "",
                "document-chosen": f"no. {next(numbers)}" if row.document_id else "",
            }
            for row, stated in zip(expected.attachments.all(), review["documents"], strict=True)
        ],
    }


def stated(draft) -> dict:
    values = edition_content(draft).values
    rows = {name for name, value in values.items() if isinstance(value, list)}
    own = {
        name: [{key: row[key] for key in row.keys() - OWN_OF_ROWS} for row in values[name]]
        for name in rows - {"also_contains"}
    }
    return {name: value for name, value in values.items() if name not in OWN} | own
