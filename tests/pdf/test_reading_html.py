"""The HTML that the child writes: the parent lets nothing pass that is not on the list."""

from dataclasses import replace

import pytest

from reviews.pdf import read
from reviews.pdf.message import pack, unpack
from reviews.pdf.reading.html import is_safe
from tests.support.tagged_pdfs import tag, tagged_pdf

UNSAFE = [
    "<script>alert(1)</script>",
    '<p onclick="alert(1)">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#115;cript:alert(1)">x</a>',
    "<img src=x>",
    "<p>x",
    "<p>x</em></p>",
    "x</p>",
    "a < b",
    '<p class="page" id="main">x</p>',
    "<p ><!-- --></p>",
]


def test_the_parent_refuses_what_is_not_on_the_list(tmp_path):
    path = tmp_path / "review.pdf"
    path.write_bytes(tagged_pdf(tag("P", "Words.")))
    facts = read(path)
    assert unpack(pack(facts)) == facts
    for html in UNSAFE:
        assert not is_safe(html)
        with pytest.raises(ValueError):  # noqa: PT011  (its words are ours)
            unpack(pack(replace(facts, reading_copy=html)))
