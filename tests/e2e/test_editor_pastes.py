"""Pastes from programs that spell lists, headings and raised numbers in ways of their own."""

import pytest

from tests.e2e.prose_editor import PASTE, click_into, stored, text_box

pytestmark = pytest.mark.e2e


def item(words: str, level: int, tag: str = "ul", start: int = 1) -> str:
    """A list of one item, as Word on the web copies each."""
    return (
        f'<div class="ListContainerWrapper SCXW1"><{tag} role="list" start="{start}"><li data-leveltext="o" '
        f'data-aria-level="{level}" role="listitem"><p class="Paragraph"><span class="TextRun"><span '
        f'class="NormalTextRun">{words}</span></span><span class="EOP">&nbsp;</span></p></li></{tag}></div>'
    )


WORD_ONLINE = (
    '<div class="OutlineElement"><p class="Paragraph" role="heading" aria-level="1"><span>What we found</span></p></div>'
    + item("One", 1)
    + item("Two", 1)
    + item("Below two", 2)
    + item("Deep", 3)
    + item("Three", 1)
    + item("First", 1, "ol", 1)
    + item("Below first", 2)
    + item("Second", 1, "ol", 2)
    + item("Fourth", 1, "ol", 4)
    + '<div class="OutlineElement"><p class="Paragraph"><span style="font-weight: bold;">After</span></p></div>'
)
PASTES = [
    (
        WORD_ONLINE,
        "## What we found\n\n- One\n- Two\n  - Below two\n    - Deep\n- Three\n\n"
        "1. First\n   - Below first\n2. Second\n4. Fourth\n\n**After**",
    ),
    (  # of Google Docs: a raised number, and a list of things to do
        '<b style="font-weight:normal"><p><span>words in 2019</span><span style="font-size:6pt;vertical-align:'
        'super;">1</span>.</p><ul><li role="checkbox" aria-checked="true"><img alt="checked"/><p><span style="'
        'text-decoration:line-through">Trained</span></p></li><li role="checkbox"><p>Audit</p></li></ul></b>',
        "words in 2019¹.\n\n- Trained\n- Audit",
    ),
    (  # of Outlook: what its filter says of a link
        '<div>See <a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2F&amp;'
        'data=05" title="Original URL: https://www.gov.uk/. Click or tap if you trust this link.">this</a></div>',
        "See [this](https://www.gov.uk/)",
    ),
    (  # of LibreOffice: a footnote
        '<p>Text<a class="sdfootnoteanc" href="#sdfootnote1sym"><sup>1</sup></a></p><p class="sdfootnote"><a '
        'class="sdfootnotesym" href="#sdfootnote1anc">1</a>The note</p>',
        "Text¹\n\n1 The note",
    ),
    ("<ul><li><s>Taken out</s></li><li>Left</li></ul>", "- Left"),
    (  # of the viewer of Firefox: each line of a PDF
        '<span role="presentation" dir="ltr">The review</span><br role="presentation"><span>found</span>',
        "The review found\n\n- A point that goes on",
    ),
]
PLAIN = "The review\nfound\n• A point\nthat goes on"  # what comes along with each


def test_what_each_program_means_is_kept(draft):
    click_into(draft)
    for html, text in PASTES:
        draft.keyboard.press("ControlOrMeta+a")
        text_box(draft).evaluate(PASTE, [html, PLAIN])
        assert stored(draft) == text
    assert draft.faults == []
