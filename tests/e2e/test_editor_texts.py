"""What the editor makes of texts: those that are pasted, and those that were there before."""

import random

import pytest
from playwright.sync_api import Page, expect

from reviews.lib.markdown import prose
from tests.e2e import screens
from tests.e2e.prose_editor import paste, stored, write
from tests.support.awkward_texts import TEXTS
from tests.support.reading import words

pytestmark = pytest.mark.e2e

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {color: red}</style></head><body>
<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->
<h1 style='mso-list:none'>Findings</h1>
<p class=MsoNormal style='margin-left:2cm'><b style='mso-bidi-font-weight:normal'>Bold</b>&nbsp;and <span
style='font-style:italic;color:#1F497D'>italic</span> words.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span>First</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span>Below</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Second</p>
<p class=MsoNormal>Between<a href="#_ftn1"><span>[1]</span></a></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>One</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>3.<span>&nbsp; </span></span>Three</p>
<table><tr><td><p class=MsoNormal>Arm</p></td><td style='width:5cm'>n</td></tr></table>
<p onclick="alert(1)"><a href="https://www.gov.uk" style="color:blue">Link</a>
<a href="javascript:alert(1)">none</a><img src="x" onerror="alert(1)"><script>alert(1)</script></p></body></html>"""
FROM_WORD = """## Findings

**Bold** and *italic* words.

- First
  - Below
- Second

Between[1\\]

1. One
3. Three

Arm | n

[Link](https://www.gov.uk) none"""


def test_a_paste_from_word_keeps_structure_and_drops_the_rest(draft):
    paste(draft, WORD)
    assert stored(draft) == FROM_WORD
    assert draft.faults == []  # of the content security policy


def test_a_paste_from_google_docs_is_not_all_bold(draft):
    paste(
        draft,
        "<b style='font-weight:normal' id='docs-internal-guid-1'><p dir=ltr>Plain and <span "
        "style='font-weight:700'>bold</span></p><ul><li style='list-style-type:disc'><p>Point</p></li></ul></b>",
    )
    assert stored(draft) == "Plain and **bold**\n\n- Point"


NOT_MEANT = """<p class=MsoNormal>The board <del cite="mailto:Ada"><span>and Kayleigh </span></del><ins>has </ins>agreed<span
class=MsoCommentReference><![if !supportAnnotations]><a class=msocomanchor href="#_msocom_1">[AB1]</a><![endif]></span>
to <s>one</s> <span style="text-decoration:none">two</span><span style='text-decoration:underline line-through'>
three</span> visits in 2019<sup>1</sup>.</p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><div id="_com_1" class=msocomtxt>
<p class=MsoCommentText>Not Kayleigh!</p></div></div></div>
<p>Said<sup><a href="#cmnt1">[a]</a></sup> so.</p><div><p><a href="#cmnt_ref1">[a]</a> Who is Kayleigh?</p></div>
<table><tr><td><p>Police</p></td><td><p>Train</p><ul><li><p>officers</p></li><li>staff</li></ul></td></tr></table>
<p><a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fboard.example%2Fa&amp;data=05%7Cada%40board.example">A</a>
<a href="https://www.google.com/url?q=https://board.example/b&amp;sa=D">B</a> <a href="https://www.google.com/maps">C</a></p>"""


def test_what_was_struck_out_and_comments_are_left_out_of_a_paste(draft):
    """A name that was taken out of the text in Word is not put back by pasting it."""
    paste(draft, NOT_MEANT)
    assert stored(draft) == (
        "The board has agreed to two visits in 2019¹.\n\nSaid so.\n\nPolice | Train officers staff\n\n"
        "[A](https://board.example/a) [B](https://board.example/b) [C](https://www.google.com/maps)"
    )


def test_a_paste_from_a_pdf_joins_its_lines(draft):
    paste(
        draft,
        "",
        "The review was com-\nmissioned in\n2019.\n\n• One point\nthat goes on\n• Another\n\n3. Three",
    )
    assert stored(draft) == (
        "The review was com-missioned in 2019.\n\n- One point that goes on\n- Another\n\n3. Three"
    )


def test_rows_of_a_spreadsheet_that_are_pasted_as_text_stay_apart(draft):
    paste(draft, "", "Name\tRole\nJane\tChair\nThese are\nall.")
    assert stored(draft) == "Name | Role\n\nJane | Chair\n\nThese are all."


def sent_unchanged(page: Page) -> dict[str, str]:
    """What the form sends for each awkward text that it was opened with, once the editor is there."""
    return page.evaluate(
        """texts => Object.fromEntries(texts.map((text, at) => {
            const row = document.createElement('div')
            const box = Object.assign(document.createElement('textarea'), {name: 'text-' + at, defaultValue: text})
            box.dataset.prose = ''
            row.append(box)
            const form = document.querySelector('textarea[name=body]').form
            form.append(row)
            row.dispatchEvent(new CustomEvent('formset:added', {bubbles: true}))
            const editor = row.querySelector('.prose-text')
            editor.focus()
            editor.blur()
            return [text.replace(/\\r\\n?/g, '\\n'), new FormData(form).get(box.name).replace(/\\r\\n/g, '\\n')]
        }))""",
        [*TEXTS, *random_texts(200)],
    )


def random_texts(count: int) -> list[str]:
    """Texts that nobody would write, the same in every run."""
    choose = random.Random(9)
    pieces = [
        *"ab *_[]()#>-+1.\n\n\\<&`~|!",
        "1. ",
        "- ",
        "> ",
        "**",
        "](",
        "  ",
        "\n\n",
        "https://a.uk",
        "www.a.uk/_",
        "•\t",
    ]
    return ["".join(choose.choices(pieces, k=choose.randint(1, 60))) for _ in range(count)]


def test_no_awkward_text_is_changed_by_being_looked_at(draft):
    found = sent_unchanged(draft)
    assert len(found) >= 200
    assert {text: sent for text, sent in found.items() if text != sent} == {}


def test_new_words_leave_the_others_alone(draft):
    every = "\n\n".join(TEXTS).replace("\r\n", "\n").replace("\r", "\n")
    plain = draft.get_by_role("button", name="Plain text").first
    plain.click()
    draft.locator("textarea[name=body]").fill(every)
    plain.click()
    write(draft, "")
    draft.keyboard.press("Enter")
    draft.keyboard.type("New words.")
    assert stored(draft).replace("\r\n", "\n") == f"{every}\n\nNew words."


@pytest.mark.parametrize("javascript", [True, False])
def test_an_unchanged_save_leaves_the_draft_as_it_was(new_page, site, javascript):
    writer = new_page()
    site.sign_in(writer, "editor")
    screens.add_page(writer, "Pages", f"unchanged-{javascript}".lower())
    writer.get_by_role("button", name="Plain text").first.click()
    every = "\n\n".join(TEXTS[:-1])
    writer.locator("textarea[name=body]").fill(every)
    screens.save(writer)
    before = writer.locator("textarea[name=body]").input_value()
    reader = new_page(java_script_enabled=javascript)
    site.sign_in(reader, "editor")
    reader.goto(writer.url)
    if javascript:
        write(reader, "x")
        reader.keyboard.press("Backspace")
    else:
        expect(reader.locator("textarea[name=body]")).to_be_visible()
        expect(reader.get_by_role("button", name="Bold")).to_have_count(0)
    screens.save(reader)
    assert reader.locator("textarea[name=body]").input_value() == before
    assert len(before) > 1000


def test_the_editor_reads_texts_as_readers_do(draft):
    found = draft.evaluate(
        """texts => texts.map(text => {
            const row = document.createElement('div')
            const box = Object.assign(document.createElement('textarea'), {name: 'x', defaultValue: text})
            box.dataset.prose = ''
            row.append(box)
            document.body.append(row)
            row.dispatchEvent(new CustomEvent('formset:added', {bubbles: true}))
            const html = row.querySelector('.prose-text').innerHTML
            row.remove()
            return html
        })""",
        TEXTS,
    )
    for text, html in zip(TEXTS, found, strict=True):
        assert words(html) == words(prose(text.replace("\r\n", "\n").replace("\r", "\n"))), text
