"""The rows of an edition's parts: any number of them is kept through whatever is done to the form."""

import random

import pytest
from django.conf import settings as site

from reviews.admin.editions.inlines import INLINES, MOST_ACTIONS, MOST_ROWS, ActionInline
from reviews.models import Action, Attachment, BoardResponse, BoardRole, Identifier, Subject
from tests.support import admin_client
from tests.support import factories as make

pytestmark = pytest.mark.django_db

FEW, ALL = 1, 50  # the first tries up to 20 rows, the others up to 150
TYPED = {
    "identifiers": (Identifier, "value", {"kind": "letter"}),
    "subjects": (Subject, "pseudonym", {}),
    "board_roles": (BoardRole, "board_id", {"role": "joint"}),
    "attachments": (Attachment, "title", {"kind": "appendix"}),
    "actions": (Action, "action", {"recommendation": "Listen", "lead_agency": "The council"}),
}


def texts(part: str, count: int) -> list[str]:
    """The value by which the rows of a part differ."""
    if part == "board_roles":
        return [str(make.make_board().pk) for _ in range(count)]
    return [f"Row {number}" for number in range(count)]


def with_rows(fields: dict, part: str, rows: list[str]) -> dict:
    """``fields`` with rows added as the button of a browser adds them."""
    _, name, facts = TYPED[part]
    name, start = name.removesuffix("_id"), int(fields[f"{part}-TOTAL_FORMS"])
    blank = {key: value for key, value in fields.items() if key.startswith(f"{part}-__prefix__-")}
    added = {f"{part}-TOTAL_FORMS": str(start + len(rows))}
    for number, text in enumerate(rows, start):
        added |= {key.replace("__prefix__", str(number)): value for key, value in blank.items()}
        typed = facts | {name: text}
        added |= {f"{part}-{number}-{field}": value for field, value in typed.items()}
    return fields | added


def stored(draft, part: str) -> dict[int, str]:
    """The rows in their order: primary key and text."""
    model, name, _ = TYPED[part]
    rows = model.objects.filter(edition=draft)
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return {row.pk: str(getattr(row, name)) for row in rows}


def numbers(fields: dict, part: str) -> dict[str, int]:
    """The number that each row has in the form, by its text."""
    name = TYPED[part][1].removesuffix("_id")
    found = {}
    for key, value in fields.items():
        start, _, field = key.rpartition("-")
        if start.startswith(f"{part}-") and field == name and "__prefix__" not in start:
            found[value] = int(start.removeprefix(f"{part}-"))
    return found


@pytest.fixture
def client():
    return admin_client.editor()


@pytest.mark.sweep(few=FEW, full=ALL)
@pytest.mark.parametrize("part", TYPED)
def test_any_number_of_rows_is_kept(client, part, seeds):
    for seed in seeds:
        dice = random.Random(seed)
        keep_through_everything(client, part, dice.randint(0, 20 if seed < FEW else 150), dice)


def keep_through_everything(client, part: str, count: int, dice: random.Random) -> None:
    """Rows are sent and refused, saved, ticked for deletion and refused, put in another order and saved."""
    draft = make.open_bare_review()
    TYPED[part][0].objects.filter(edition=draft).delete()
    rows = texts(part, count)
    fields = with_rows(admin_client.opened(client, draft), part, rows)
    failed = admin_client.filled(admin_client.save(client, draft, fields, review_type=""))
    assert [*numbers(failed, part)] == rows
    assert stored(draft, part) == {}
    admin_client.save(client, draft, failed, review_type="scr")
    before = stored(draft, part)
    assert [*before.values()] == rows

    fields = admin_client.opened(client, draft)
    gone = set(dice.sample(rows, dice.randint(0, min(len(rows), 20))))
    ticked = {
        f"{part}-{row}-DELETE": "on" for text, row in numbers(fields, part).items() if text in gone
    }
    failed = admin_client.filled(admin_client.save(client, draft, fields | ticked, review_type=""))
    kept = [text for text in rows if text not in gone]
    assert [*numbers(failed, part)] == kept
    assert stored(draft, part) == before
    order = dice.sample(kept, len(kept))
    places = {
        f"{part}-{row}-position": order.index(text) + 1
        for text, row in numbers(failed, part).items()
    }
    admin_client.save(client, draft, failed | places, review_type="scr")
    keys = {text: key for key, text in before.items()}
    assert stored(draft, part) == {keys[text]: text for text in order}
    assert [*stored(draft, part).values()] == order


@pytest.mark.parametrize("count", [9, 10, 12, 150])
def test_numbers_at_which_rows_were_lost(client, count):
    draft = make.open_bare_review()
    fields = with_rows(admin_client.opened(client, draft), "actions", texts("actions", count))
    client.post(admin_client.address(draft), fields)
    assert [*stored(draft, "actions").values()] == texts("actions", count)


@pytest.mark.parametrize("part", TYPED)
def test_two_rows_that_swap_their_texts_keep_their_keys(client, part):
    draft = make.open_bare_review()
    TYPED[part][0].objects.filter(edition=draft).delete()
    first, second = rows = texts(part, 2)
    admin_client.save(client, draft, with_rows(admin_client.opened(client, draft), part, rows))
    one, two = stored(draft, part)
    name = TYPED[part][1].removesuffix("_id")
    swapped = {f"{part}-0-{name}": second, f"{part}-1-{name}": first}
    admin_client.save(client, draft, admin_client.opened(client, draft), **swapped)
    assert stored(draft, part) == {one: second, two: first}


def test_an_open_preview_keeps_its_links(client):
    draft = make.open_review()
    attachment = draft.attachments.get()
    file = f"{admin_client.address(draft, 'preview')}{attachment.pk}/"
    assert b"".join(client.get(file).streaming_content)
    admin_client.save(client, draft, admin_client.opened(client, draft), title="Saved")
    draft.refresh_from_db()
    assert draft.title == "Saved"
    assert b"".join(client.get(file).streaming_content)


def test_a_row_that_somebody_else_removed_is_written_anew(client):
    draft = make.open_bare_review(label="Child A")
    fields = admin_client.opened(client, draft)
    Identifier.objects.filter(edition=draft).delete()
    admin_client.save(client, draft, fields)
    assert [*stored(draft, "identifiers").values()] == ["Child A"]


@pytest.mark.parametrize("forged", ["of another edition", "1e3", "9" * 40, "nonsense", ""])
def test_a_key_that_is_not_of_this_edition_is_not_used(client, forged):
    draft, other = make.open_bare_review(label="Mine"), make.open_bare_review(label="Theirs")
    theirs = stored(other, "identifiers")
    key = str(*theirs) if forged == "of another edition" else forged
    fields = admin_client.opened(client, draft) | {"identifiers-0-id": key}
    admin_client.save(client, draft, fields, title="Saved")
    assert stored(other, "identifiers") == theirs
    assert [*stored(draft, "identifiers").values()] == ["Mine"]
    assert not stored(draft, "identifiers").keys() & theirs.keys()


def test_a_key_that_is_sent_twice_is_used_once(client):
    draft = make.open_bare_review(label="Mine")
    [key] = stored(draft, "identifiers")
    fields = with_rows(admin_client.opened(client, draft), "identifiers", ["Second"])
    admin_client.save(client, draft, fields, **{"identifiers-1-id": key})
    assert [*stored(draft, "identifiers").values()] == ["Mine", "Second"]
    assert key in stored(draft, "identifiers")


def test_an_answer_that_is_emptied_is_no_answer(client):
    draft = make.open_bare_review()
    fields = admin_client.opened(client, draft) | {"response-0-impact": "Much."}
    admin_client.save(client, draft, fields)
    key = draft.response.pk
    admin_client.save(
        client, draft, admin_client.opened(client, draft), **{"response-0-impact": "More."}
    )
    draft.response.refresh_from_db()
    assert (draft.response.pk, draft.response.impact) == (key, "More.")
    answer = admin_client.save(
        client, draft, admin_client.opened(client, draft), **{"response-0-impact": ""}
    )
    assert admin_client.errors(answer) == []
    assert not BoardResponse.objects.filter(edition=draft).exists()


@pytest.mark.sweep(few=1, full=2)
def test_rows_beyond_the_limit_are_refused_with_everything_kept(client, seeds):
    [seed] = seeds
    part, most = (("subjects", MOST_ROWS), ("actions", MOST_ACTIONS))[seed % 2]
    draft = make.open_bare_review()
    rows = texts(part, most + 1)
    fields = with_rows(admin_client.opened(client, draft), part, rows)
    answer = admin_client.save(client, draft, fields, title="Typed")
    assert admin_client.errors(answer) == [
        f"There are {most + 1} rows here, and an edition takes {most} at most. "
        "Everything is still below: remove some and save again."
    ]
    kept = admin_client.filled(answer)
    assert (kept["title"], [*numbers(kept, part)]) == ("Typed", rows)
    assert stored(draft, part) == {}
    client.post(admin_client.address(draft), kept | {f"{part}-3-DELETE": "on"})
    assert len(stored(draft, part)) == most


def test_the_settings_take_twice_the_most_rows_of_every_part(client):
    fields = admin_client.opened(client, make.open_review())
    total = MOST_ROWS * len(Attachment.Kind)  # each a box of its own in the row of a document
    for inline in INLINES:
        part = inline.model._meta.get_field("edition").remote_field.related_name
        own = [name for name in fields if name.startswith(f"{part}-__prefix__-")]
        assert inline is ActionInline or inline.max_num <= MOST_ROWS
        total += inline.max_num * len(own)
    assert 10_000 < 2 * total < site.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert 2 * MOST_ROWS < site.DATA_UPLOAD_MAX_NUMBER_FILES


def test_a_browser_sends_an_empty_file_with_every_document(client):
    """Each box for a file counts as a file, whether or not one was chosen."""
    draft = make.open_bare_review()
    rows = texts("attachments", MOST_ROWS)
    fields = with_rows(admin_client.opened(client, draft), "attachments", rows)
    files = [f"attachments-{number}-document" for number in range(MOST_ROWS)]
    answer = client.post(
        admin_client.address(draft),
        _as_a_browser_sends(fields, files),
        content_type="multipart/form-data; boundary=edge",
    )
    assert answer.status_code == 302
    assert len(stored(draft, "attachments")) == MOST_ROWS


def _as_a_browser_sends(fields: dict, files: list[str]) -> bytes:
    pairs = [
        (name, value)
        for name, values in fields.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    parts = [f'name="{name}"\r\n\r\n{value}' for name, value in pairs]
    parts += [
        f'name="{name}"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n'
        for name in files
    ]
    sent = "".join(f"--edge\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
    return f"{sent}--edge--\r\n".encode()
