"""Links that show where they lead, which print does not add to them once more."""

import pytest

from reviews.lib.markdown import prose


@pytest.mark.parametrize(
    "text",
    ["www.a.uk/ö", "https://a.uk", "<http://a.uk/>", "[a.uk](https://a.uk/)", "a.gov.uk?b&c=d"],
)
def test_a_link_that_shows_its_address_says_so(text):
    assert prose(text).count('class="shown"') == 1


@pytest.mark.parametrize(
    "text", ["[a report](https://a.uk)", "[a.uk](https://b.uk)", "[a.uk](https://a.uk/b)", "a@b.uk"]
)
def test_a_link_that_shows_another_text_does_not(text):
    assert "<a href" in prose(text)
    assert "class" not in prose(text)


def test_a_link_without_words_is_called_by_its_address():
    html = prose("See [](https://a.uk) and [this](https://b.uk).")
    assert (
        '<a href="https://a.uk" class="shown">https://a.uk</a> and <a href="https://b.uk">this</a>.'
        in html
    )
