import pytest

from reviews.lib.languages import NAMES, is_tag, name_of


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("cy", "Welsh"),
        ("en-GB", "English"),
        ("en", "English"),
        ("cy-GB", "Welsh"),
        ("ZH-hant", "Chinese, traditional"),
        ("bfi", "British Sign Language"),
        ("mi", "mi"),
    ],
)
def test_a_language_is_shown_by_its_name(tag, name):
    assert name_of(tag) == name


def test_every_language_has_a_tag_that_fits_its_column():
    assert all(is_tag(tag) and len(tag) <= 12 for tag in NAMES)
    assert len(set(NAMES.values())) == len(NAMES)
    assert not is_tag("Welsh")
