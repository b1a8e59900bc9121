"""The reading copy of a tagged PDF: its seen words by its own tags, and only HTML of a fixed list."""

import re

import pytest
from pikepdf import Array, Dictionary, Name, String

from reviews.pdf.clean.copy import cleaned_copy
from reviews.pdf.examine import examine
from reviews.pdf.reading.html import Heading, contents, is_safe
from tests.support import pdfs
from tests.support.tagged_pdfs import changed, link_to, tag, tagged_pdf, web_link

PAGE_1 = '<p class="page" id="page-1"><a href="#page-1">Page 1</a></p>'


@pytest.fixture
def copied(tmp_path):
    """The reading copy, without the mark of the first page."""

    def copied(content: bytes) -> str:
        path = tmp_path / "review.pdf"
        path.write_bytes(content)
        made = examine(path).reading_copy
        assert is_safe(made)
        first, _, rest = made.partition("\n")
        assert first in {PAGE_1, ""}
        return rest.replace("\n", "")

    return copied


def cell(role: str, text: str, **attributes: object):
    stated = {
        name: Name(f"/{value}") if isinstance(value, str) else value
        for name, value in attributes.items()
    }
    return tag(role, tag("P", text), A=Dictionary(O=Name.Table, **stated))


def item(label: str, text: str):
    return tag("LI", tag("Lbl", label), tag("LBody", text))


TREES = {
    "headings below the title of the page, none left out": (
        [tag("H1", "Report"), tag("H4", "Health"), tag("P", "Words.")],
        '<h2 id="s1">Report</h2><h3 id="s2">Health</h3><p>Words.</p>',
    ),
    "letters that HTML would read as its own": (
        [tag("P", '<script>alert("1")</script> & more')],
        "<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more</p>",
    ),
    "parts of a sentence": (
        [
            tag(
                "P",
                "It was ",
                tag("Em", "never"),
                " shared",
                tag("Note", tag("Lbl", "1"), "Entry 14."),
                ", they say.",
            )
        ],
        "<p>It was <em>never</em> shared , they say.</p><aside>1 Entry 14.</aside>",
    ),
    "a list with signs of its own": (
        [tag("L", item("•", "One"), item("•", "Two"))],
        "<ul><li>One</li><li>Two</li></ul>",
    ),
    "a list that is numbered on": (
        [tag("L", item("4.", "Four"), item("5.", "Five"))],
        '<ol start="4"><li>Four</li><li>Five</li></ol>',
    ),
    "a list with numbers that a browser would not write": (
        [tag("L", item("a)", "One"), item("b)", "Two"))],
        '<ul class="labelled"><li>a) One</li><li>b) Two</li></ul>',
    ),
    "a list in a list": (
        [tag("L", tag("LI", tag("LBody", "One", tag("L", item("•", "Inner")))))],
        "<ul><li><p>One</p><ul><li>Inner</li></ul></li></ul>",
    ),
    "a table": (
        [
            tag(
                "Table",
                tag("Caption", "Contacts"),
                tag(
                    "THead",
                    tag(
                        "TR",
                        cell("TH", "Service", Scope="Column"),
                        cell("TH", "Kept", ColSpan=2),
                    ),
                ),
                tag(
                    "TBody",
                    tag(
                        "TR",
                        cell("TH", "School", Scope="Row", RowSpan=2),
                        cell("TD", "31"),
                        cell("TD", "12"),
                    ),
                ),
            )
        ],
        '<div class="scroll" role="region" tabindex="0" aria-label="Table 1"><table class="data"><caption>Contacts</caption>'
        '<tr><th scope="col">Service</th><th scope="col" colspan="2">Kept</th></tr>'
        '<tr><th scope="row" rowspan="2">School</th><td>31</td><td>12</td></tr></table></div>',
    ),
    "a picture that is described": (
        [tag("Figure", Alt="A map of <b>the</b> borough"), tag("P", "Words.")],
        '<figure><p class="alt">Picture: A map of &lt;b&gt;the&lt;/b&gt; borough</p></figure><p>Words.</p>',
    ),
    "a picture that is not": (
        [tag("Figure"), tag("P", "Words.")],
        '<figure><p class="alt">Picture without a description</p></figure><p>Words.</p>',
    ),
    "another language": (
        [
            tag("P", "Adroddiad", Lang="cy"),
            tag("P", "In ", tag("Span", "Gymraeg", Lang="cy")),
            tag("P", "Words.", Lang='"><b>'),
        ],
        '<p lang="cy">Adroddiad</p><p>In <span lang="cy">Gymraeg</span></p><p>Words.</p>',
    ),
    "a quotation": (
        [tag("BlockQuote", tag("P", "Nobody asked."))],
        "<blockquote>Nobody asked.</blockquote>",
    ),
    "a list of contents, which the headings replace": (
        [tag("TOC", tag("TOCI", "Why ..... 3")), tag("H1", "Why"), tag("P", "Words.")],
        '<h2 id="s1">Why</h2><p>Words.</p>',
    ),
    "a role of nobody’s list": (
        [tag("Sect", tag("Odd", "One."), tag("P", "Two ", tag("Odd", "and"), " three."))],
        "<p>One.</p><p>Two and three.</p>",
    ),
    "an artifact among the tags": (
        [tag("Artifact", "Header"), tag("P", "Words.")],
        "<p>Words.</p>",
    ),
}


@pytest.mark.parametrize(("tags", "expected"), TREES.values(), ids=TREES)
def test_tags_become_html(copied, tags, expected):
    assert copied(tagged_pdf(*tags)) == expected


LINKS = {
    "https://www.gov.uk/a?b=1&c=2": '<a href="https://www.gov.uk/a?b=1&amp;c=2">Here</a>',
    "mailto:board@example.org": '<a href="mailto:board@example.org">Here</a>',
    "tel:08088005000": '<a href="tel:08088005000">Here</a>',
    "javascript:alert(1)": "Here",
    " JaVaScript:alert(1)": "Here",
    "data:text/html,x": "Here",
    'https://x.org/" onclick="alert(1)': "Here",
    "file:///etc/passwd": "Here",
}


@pytest.mark.parametrize("address", LINKS)
def test_links_lead_to_websites_and_people_only(copied, address):
    shown = copied(tagged_pdf(tag("P", tag("Link", web_link(address), "Here"))))
    assert shown in {f"<p>{LINKS[address]}</p>", ""}
    assert "script:" not in shown


def test_a_link_inside_the_document_leads_to_its_page(copied):
    def add(pdf):
        annotation = pdf.Root.StructTreeRoot.K[0].K[0].K[0].Obj
        annotation.Dest = Array([pdf.pages[1].obj, Name.Fit])

    made = tagged_pdf(tag("P", tag("Link", link_to({}), "Here")), tag("P", "End", page=2), pages=2)
    assert '<a href="#page-2">Here</a>' in copied(changed(made, add))


def test_every_page_has_its_anchor_where_it_begins(copied):
    long = tag("P", "One sentence", tag("Span", " that goes on.", page=3))
    made = copied(tagged_pdf(long, tag("H1", "Last", page=5), pages=6))
    assert re.findall(r'id="(page-\d)"', made) == [f"page-{n}" for n in range(2, 7)]
    assert '<span class="page" id="page-3">Page 3</span> that goes on.</p>' in made
    assert (
        '<p class="page" id="page-5"><a href="#page-5">Page 5</a></p><h2 id="s1">Last</h2>' in made
    )


def test_the_contents_are_the_headings_with_their_pages(tmp_path):
    path = tmp_path / "review.pdf"
    path.write_bytes(tagged_pdf(tag("H1", "Why & how"), tag("H2", "Health", page=2), pages=2))
    assert contents(examine(path).reading_copy) == [
        Heading(2, "s1", "Why & how", 1),
        Heading(3, "s2", "Health", 2),
    ]


def test_roles_stand_for_others_and_never_for_themselves(copied):
    tags = [tag("Kop", "Title"), tag("A", "Words.")]
    roles = {"Kop": "Heading", "Heading": "H1", "A": "B", "B": "A"}
    assert copied(tagged_pdf(*tags, roles=roles)) == '<h2 id="s1">Title</h2><p>Words.</p>'


def test_a_loop_of_tags_ends(copied):
    def add(pdf):
        first = pdf.Root.StructTreeRoot.K[0]
        first.K.append(first)
        first.K.append(pdf.Root.StructTreeRoot.K[1])

    made = changed(tagged_pdf(tag("Sect", tag("P", "One.")), tag("P", "Two.")), add)
    assert copied(made) == "<p>One.</p><p>Two.</p>"


def test_what_is_nested_deeper_than_anybody_writes_is_given_as_plain_text(copied):
    deep = tag("P", "Words.")
    for _ in range(100):
        deep = tag("Sect", deep)
    assert copied(tagged_pdf(deep)) == ""
    assert copied(tagged_pdf(deep.kids[0].kids[0])) == ""
    assert copied(tagged_pdf(tag("Sect", tag("P", "Words.")))) == "<p>Words.</p>"


def test_only_seen_characters_are_in_it(copied):
    """Two letters that nobody sees are to be settled, and never shown."""

    def hide(pdf):
        content = (
            pdf.pages[0]
            .Contents.read_bytes()
            .replace(b"(12)", b"1 g (12) ")
            .replace(b"Tj ET EMC /A", b"Tj 0 g ET EMC /A")
        )
        pdf.pages[0].Contents.write(content)

    made = tagged_pdf(tag("P", "Words."), tag("P", "12"))
    assert copied(made) == "<p>Words.</p><p>12</p>"
    assert copied(changed(made, hide)) == "<p>Words.</p>"


def test_what_takes_the_place_of_letters_is_left_out(copied):
    made = tagged_pdf(tag("P", "Words.", ActualText="Grace"))
    assert copied(made) == "<p>Words.</p>"


def test_tags_that_leave_words_out_give_no_copy(copied):
    def forget(pdf):
        del pdf.Root.StructTreeRoot.K[0]

    made = tagged_pdf(tag("P", "A long paragraph that nobody should miss."), tag("P", "Words."))
    assert copied(made)
    assert copied(changed(made, forget)) == ""


def test_the_foot_of_pages_that_a_program_marked_as_text_is_left_out(copied):
    """Nobody’s tag names it, and it is the same on most pages but for their numbers."""

    def add_feet(pdf):
        for number, page in enumerate(pdf.pages, start=1):
            foot = f"/Span <</MCID 90>> BDC BT /F1 9 Tf 1 0 0 1 70 60 Tm (Report of a long name, page {number}) Tj ET EMC"
            page.contents_add(foot.encode())

    tags = [tag("P", f"Page {number} has words.", page=number) for number in (1, 2, 3)]
    made = copied(changed(tagged_pdf(*tags, pages=3), add_feet))
    assert "Page 3 has words." in made
    assert "long name" not in made
    assert copied(changed(tagged_pdf(tag("P", "Words.")), add_feet)) == ""


def test_files_without_tags_and_files_that_must_not_be_published_have_none(copied):
    assert copied(pdfs.make_pdf("Words.")) == ""
    made = tagged_pdf(tag("P", "Words."))
    assert copied(made)
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    assert copied(changed(made, lambda pdf: pdf.Root.__setitem__("/OpenAction", script))) == ""


def test_a_cleaned_copy_has_the_words_of_the_file(tmp_path):
    path = tmp_path / "review.pdf"
    made = tagged_pdf(tag("H1", "Why"), tag("P", "Words."))
    path.write_bytes(changed(made, lambda pdf: pdf.docinfo.__setitem__("/Author", String("Grace"))))
    facts = examine(path)
    assert facts.reading_copy
    for known in (facts, None):
        assert cleaned_copy(path, "Why", known).facts.reading_copy == facts.reading_copy
