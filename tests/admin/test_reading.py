"""What the approver sees is what readers will read, word for word and number for number."""

import pytest
from lxml import html as lxml_html

from reviews import workflow
from reviews.lib.text import clean
from reviews.models import Edition
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.awkward_texts import TEXTS
from tests.support.lifecycle import taken_back
from tests.support.reading import typed_words, words
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


def at_approval(client, draft) -> list[str]:
    """The words of the text as the approver's comparison shows them."""
    page = html.page_of(client.get(admin_client.address(draft, "approve")))
    [row] = [row for row in page.iter("tr") if row[0].text_content().strip() == "Text"]
    [mark] = row[2].iter("ins")
    for label in mark.find_class("visually-hidden"):
        label.drop_tree()
    return typed_words(mark.text_content())


def in_public(client, path: str) -> list[str]:
    """The words of the sections of the text, with their headings, which stand in the margin."""
    sections = html.main_of(client.get(path)).xpath(
        ".//section[starts-with(@id, 'text') or starts-with(@aria-labelledby, 'text')]"
    )
    assert sections
    return [
        word
        for section in sections
        for word in words(lxml_html.tostring(section, encoding="unicode", with_tail=False))
    ]


@shared_start
def start():
    """A draft with its form as opened, and who works on it."""
    draft = make.open_plain()
    opened = admin_client.opened(admin_client.editor(), draft)
    return draft, opened, admin_client.editor(), admin_client.approver()


SHARE = 4


@pytest.mark.sweep(few=1, full=SHARE)
def test_form_approval_and_public_page_have_the_same_words(client, start, seeds):
    [seed] = seeds
    for typed in TEXTS[seed % SHARE :: SHARE]:
        with taken_back():
            require_same_words(client, *start, typed)


def require_same_words(client, draft, opened, editor, approver, typed: str) -> None:
    draft = Edition.objects.get(pk=draft.pk)
    admin_client.save(editor, draft, opened, body=typed)
    intended = typed_words(clean(typed).text)
    assert typed_words(admin_client.opened(editor, draft)["body"]) == intended, typed
    workflow.submit(draft, by=make.make_user(), note="Changed.")
    assert at_approval(approver, draft) == intended, typed
    workflow.approve(draft, by=make.make_user())
    workflow.publish(draft, by=make.make_user())
    assert in_public(client, f"/{draft.page.path}/") == intended, typed


def test_there_are_forty_texts():
    assert len(set(TEXTS)) >= 40


def test_numbers_that_a_browser_counts_are_words():
    assert words('<ol start="3"><li>a</li><li value="7">b</li><li>c</li></ol>') == [
        *("3", "a", "7", "b", "8", "c")
    ]
    assert words("<ol><li>a</li></ol>") != words("<ul><li>a</li></ul>")
