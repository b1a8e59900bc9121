"""What looks like a fact about one person is to be settled: numbers, dates of birth, addresses."""

import pytest

from reviews import pdf
from reviews.documents.findings import Outcome, outcome
from reviews.pdf.inspect.personal_data import is_nhs_number, personal_data
from tests.support import pdfs


def found(*pages: str) -> list[tuple[str, int, str]]:
    return [(each.kind, each.page, each.recovered) for each in personal_data(pages)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "nhs-number") for text in ("943 476 5919", "943-476-5919", "NHS no. 9434765919.")),
        *(
            (f"born on {date}", "date-of-birth")
            for date in ("3/4/2012", "3 April 2012", "3rd of April 2012")
        ),
        *(
            (f"born on {date}.", "date-of-birth")
            for date in (
                "3\nApril 2012",
                "3 APRIL 2012",
                "Tuesday, the 3rd April 2012",
                "2012-04-03",
            )
        ),
        *(
            (f"{said} 2012", "date-of-birth")
            for said in ("Ganwyd ar y 3ydd o Ebrill", "fe’i ganed ddydd Mawrth 5ed o Fawrth")
        ),
        *(
            (f"{name} 03.04.12", "date-of-birth")
            for name in (
                "DOB (dd/mm/yyyy):",
                "Date of birth is",
                "Dyddiad geni:",
                "Birth date",
                "BORN",
            )
        ),
        *(
            (f"{name} 03.04.12", "date-of-birth")
            for name in ("DOB:", "D.O.B.", "Date of birth –", "dob")
        ),
        *(
            (text, "postcode")
            for text in ("SE15 4QA", "SW1A 1AA", "in M1 1AE,", "SE154QA", "GIR 0AA")
        ),
        *(
            (text, "telephone-number")
            for text in ("020 7946 0018", "(020) 7946 0018", "07700 900 123")
        ),
        *(
            (text, "telephone-number")
            for text in ("+44 20 7946 0018", "01632 960018", "+44 (0)7700 900123")
        ),
        *((text, "e-mail-address") for text in ("a.b@example.org", "(team@board.example.gov.uk).")),
    ],
)
def test_each_form_is_found(text, kind):
    assert [each for each, _, _ in found(f"We saw {text} there.")] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "943 476 5918",
            "1111111111",
            "12943 476 5919",
            "ISBN 978-0-943-47659-1",
            "£9,434,765,919",
        ),
        *(
            "born 3 April",
            "a born leader, April 2012",
            "airborne 3/4/2012",
            "born between 2011 and 2012",
        ),
        *("born in April 2012", "published on 3 April 2012", "3/4/2012", "borne 3 April 2012"),
        *("SE15", "A1 2015", "HP3 page", "COVID19 2AB5", "in 2012 3AB"),
        *("01/02/2012 to 03/04/2013", "0.12345678901", "2015 2016 2017", "0800", "page 01234"),
        *("@board", "a@b", "1 2 3 4 5 6 7 8 9 10 11 12"),
    ],
)
def test_what_only_looks_alike_is_not_found(text):
    assert found(f"We saw {text} there.") == []


def test_the_check_digit_of_an_nhs_number():
    assert is_nhs_number("9434765919")
    assert is_nhs_number("4010232137")
    assert not is_nhs_number("9434765910")
    assert sum(is_nhs_number(f"{943476591 + n // 10}{n % 10}") for n in range(1000)) in range(
        80, 100
    )


def test_grave_ones_are_settled_one_by_one_and_the_others_by_kind():
    pages = (
        "SE15 4QA, a@b.org",
        "943 476 5919, SE15 4QA, M1 1AE",
        "401 023 2137, c@d.org, 943 476 5919",
    )
    assert found(*pages) == [
        ("nhs-number", 2, "9434765919"),
        ("nhs-number", 3, "4010232137"),
        ("postcode", 1, "SE15 4QA (page 1)\nM1 1AE (page 2)"),
        ("e-mail-address", 1, "a@b.org (page 1)\nc@d.org (page 3)"),
    ]


def test_they_come_with_the_check_of_a_file_and_are_no_fault_of_it(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.make_pdf("Ask the board at 020 7946 0018."))
    facts = pdf.read(path)
    assert [(each.kind, each.severity) for each in facts.findings] == [
        ("telephone-number", pdf.Severity.SETTLE)
    ]
    assert outcome(facts.findings) == Outcome.ACCEPT


@pytest.mark.parametrize("word", ["a", "1", "a.", "0 ", "@", "born ", "AA1 ", "d o b "])
def test_a_very_long_word_is_read_once(word):
    """Read again from each of its letters, it would take a day."""
    found = personal_data([word * 1_000_000 + " a.b@example.org"])
    assert "a.b@example.org (page 1)" in [
        line for each in found for line in each.recovered.split("\n")
    ]
