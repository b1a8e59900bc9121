"""Everything that the public site says is there in Welsh, and grammar is kept."""

import re

import pytest
from django.utils import translation
from django.utils.translation import ngettext

from reviews.lib import languages, site_language
from reviews.lib.dates import PartialDate, as_words
from reviews.lib.text import joined, pages
from tests.support import translations
from tests.support.translations import FOLDER, in_code, in_mo, in_po, in_sources, in_template

HEAD = ("",)
PLACES = re.compile(r"%\(\w+\)s|\{\w+\}|<[^>]+>")
FORMS = 6


@pytest.fixture(scope="module")
def po():
    return in_po((FOLDER / "django.po").read_text())


def faults(po: dict, sources: set) -> list[str]:
    """What is wrong with translations of these sources."""
    found = [f"not translated: {each[0]}" for each in sources - po.keys()]
    found += [f"not said any more: {each[0]}" for each in po.keys() - sources - {HEAD}]
    for message, texts in po.items():
        if message == HEAD:
            continue
        if len(texts) != (FORMS if len(message) > 1 else 1) or not all(texts):
            found.append(f"forms are missing: {message[0]}")
        for text in texts:
            if sorted(PLACES.findall(text)) != sorted(PLACES.findall(message[0])):
                found.append(f"not the same places: {message[0]}")
    return found


def test_everything_is_translated(po):
    sources = in_sources().keys()
    assert len(sources) > 500
    assert faults(po, {*sources}) == []
    assert "fuzzy" not in (FOLDER / "django.po").read_text()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('msgid "Search"\nmsgstr ""', "forms are missing: Search"),
        ('msgid "Other"\nmsgstr "Arall"', "not said any more: Other"),
        ('msgid "Other"\nmsgstr "Arall"', "not translated: Search"),
        ('msgid "Search"\nmsgstr "Chwilio %(a)s"', "not the same places: Search"),
    ],
)
def test_each_fault_is_found(text, fault):
    assert fault in faults(in_po(text), {("Search",)})


def test_messages_are_found_in_code_and_templates():
    code = (
        "from django.utils.translation import gettext_lazy as _\n"
        "from django.utils.translation import ngettext\n"
        "a = _('One ' 'two')\nb = ngettext('%(n)s page', '%(n)s pages', 3)\nc = other('Not this')"
    )
    assert [*in_code(code)] == [("One two",), ("%(n)s page", "%(n)s pages")]
    assert [*in_code("_('Of something else')")] == []
    template = (
        '{% load i18n %}{% translate "It’s “one”" %}{% blocktranslate count n=x %}{{ n }} page'
        "{% plural %}{{ n }} pages{% endblocktranslate %}"
    )
    assert [*in_template(template)] == [("It’s “one”",), ("%(n)s page", "%(n)s pages")]


def test_staff_are_not_asked_for_welsh():
    names = {str(path.relative_to(translations.ROOT)) for path in translations.sources()}
    assert "templates/reviews/review.html" in names
    assert not any("/admin/" in name for name in names)


def test_what_is_used_is_what_was_translated(po):
    """The compiled file holds the same as the text: nobody edited one of them alone."""
    expected = {}
    for message, texts in po.items():
        if len(message) == 1:
            expected[message[0]] = texts[0]
        else:
            expected |= {(message[0], number): text for number, text in enumerate(texts)}
    assert in_mo(FOLDER / "django.mo") == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "0 tudalen"),
        (1, "1 dudalen"),
        (2, "2 dudalen"),
        (3, "3 tudalen"),
        (6, "6 thudalen"),
        (11, "11 tudalen"),
        (2100, "2,100 tudalen"),
    ],
)
def test_plurals(number, expected):
    with translation.override("cy"):
        assert pages(number) == expected
        term = ngettext("%(count)s month", "%(count)s months", number) % {"count": number}
        assert term == f"{number} {'fis' if number == 2 else 'mis'}"
    assert pages(1) == "1 page"


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2018-10-04", "4 Hydref 2018"),
        ("2018-02", "Chwefror 2018"),
        ("2018", "2018"),
        ("unknown", "dyddiad anhysbys"),
    ],
)
def test_dates(iso, expected):
    with translation.override("cy"):
        assert as_words(PartialDate(iso)) == expected
    assert as_words(PartialDate("2018-10-04")) == "4 October 2018"


def test_every_month_has_its_name():
    with translation.override("cy"):
        found = [as_words(PartialDate(f"2018-{month:02}")).split()[0] for month in range(1, 13)]
    assert found == [
        *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
        *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
    ]


@pytest.mark.parametrize(
    ("words", "english", "welsh"),
    [
        ([], "", ""),
        (["Child A"], "Child A", "Child A"),
        (["adroddiad", "cynllun"], "adroddiad and cynllun", "adroddiad a chynllun"),
        (["cynllun", "ymateb"], "cynllun and ymateb", "cynllun ac ymateb"),
        (["a", "b", "tystiolaeth"], "a, b and tystiolaeth", "a, b a thystiolaeth"),
        (["Bwrdd A", "Cyngor B"], "Bwrdd A and Cyngor B", "Bwrdd A a Cyngor B"),
        (["a", "chwarae"], "a and chwarae", "a a chwarae"),
    ],
)
def test_lists_of_words(words, english, welsh):
    assert joined(words) == english
    with translation.override("cy"):
        assert joined(words) == welsh


def test_languages_have_names_in_both():
    assert languages.name_of("cy") == "Welsh"
    with translation.override("cy"):
        assert languages.name_of("cy-GB") == "Cymraeg"


@pytest.mark.parametrize(
    ("english", "welsh"),
    [("/", "/cy/"), ("/search/?q=a", "/cy/search/?q=a"), ("/list/2015/", "/cy/list/2015/")],
)
def test_addresses_have_a_twin(english, welsh):
    assert site_language.twin(english) == welsh
    assert site_language.twin(welsh) == english
    assert site_language.of_address("/cycling/") == "en-gb"
