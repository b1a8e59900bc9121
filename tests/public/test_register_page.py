"""What anybody may read of the register, and that its instructions lead where they say."""

import base64
import hashlib

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from reviews.ledger import checkpoints
from reviews.models import Event
from tests.support import factories as make
from tests.support.html import links, main_of, page_of, text

pytestmark = pytest.mark.django_db


def boxes(client) -> dict[str, str]:
    """The text in each box of the page, by its name."""
    main = main_of(client.get("/register/"))
    return {box.get("aria-label"): box.text_content() for box in main.find_class("note")}


def test_the_page_says_how_long_the_ledger_is_and_what_was_signed_last(client):
    make.make_live(make.open_plain())
    made = checkpoints.checkpoint()
    make.make_live(make.open_plain())
    words = text(main_of(client.get("/register/")))
    assert f"The ledger holds {Event.objects.count()} events." in words
    assert f"It covers the first {made.size} events" in words
    assert Event.objects.count() > made.size > 1
    assert boxes(client)["Latest checkpoint"] == made.note


def test_before_the_first_checkpoint_the_page_says_that_there_is_none(client):
    assert "No checkpoint has been signed yet." in text(main_of(client.get("/register/")))
    assert client.get("/register/checkpoint").status_code == 404
    make.make_live(make.open_plain())
    checkpoints.checkpoint()
    assert "No checkpoint" not in text(main_of(client.get("/register/")))
    assert client.get("/register/checkpoint").status_code == 200


def test_the_key_on_the_page_fits_the_signature_as_the_instructions_cut_it_out(client):
    make.make_live(make.open_plain())
    checkpoints.checkpoint()
    lines = client.get("/register/checkpoint").content.decode().splitlines(keepends=True)
    key = load_pem_public_key(boxes(client)["Public key"].encode())
    signed = "".join(lines[:5]).encode()
    [signature] = [line.removeprefix("signature ") for line in lines if line[:10] == "signature "]
    key.verify(_decoded(signature), signed)
    with pytest.raises(InvalidSignature):
        key.verify(_decoded(signature), signed.replace(b"size ", b"size 1"))


def _decoded(text: str) -> bytes:
    return base64.b64decode(text)


def test_the_commands_name_this_site(client, settings):
    settings.SITE_URL = "https://register.example"
    commands = boxes(client)["Commands that check a signature"]
    assert commands.startswith("curl -O https://register.example/register/checkpoint\n")


def test_a_line_of_the_ledger_is_hashed_as_the_page_says(client):
    make.make_live(make.open_plain())
    words = text(main_of(client.get("/register/")))
    assert (
        "The hash before the first line is the SHA-256 of the words case review register" in words
    )
    before = hashlib.sha256(b"case review register").hexdigest()
    for event in Event.objects.order_by("seq"):
        before = hashlib.sha256(f"{before}\n{event.canonical}".encode()).hexdigest()
        assert before == bytes(event.hash).hex()
    assert Event.objects.count() > 1


def test_every_public_page_leads_to_the_register(client):
    review = make.make_live(make.open_bare_review())
    listing = make.make_live(make.open_listing())
    gone = make.make_live(make.open_bare_review())
    make.withdraw(gone)
    pages = [edition.page.get_absolute_url() for edition in (review, listing, gone)]
    for address in ["/", "/nothing/", "/register/", f"{pages[0]}history/", *pages]:
        found = links(page_of(client.get(address)))
        assert found["How this register is kept and how to check it"] == "/register/"


def test_the_register_page_costs_as_many_queries_however_long(client, django_assert_num_queries):
    for count in (1, 9):
        for _ in range(count):
            make.make_live(make.open_plain())
        checkpoints.checkpoint()
        with django_assert_num_queries(5):
            client.get("/register/")
