"""Names, dates and addresses are found however they are written, and nothing else is."""

import datetime
import time

import pytest

from reviews.lib.address_matching import address
from reviews.lib.date_matching import date_of
from reviews.lib.name_matching import Text, name

SPELLINGS = [
    *(
        "Grace Okafor",
        "GRACE OKAFOR",
        "grace okafor",
        "Okafor, Grace",
        "OKAFOR Grace",
        "Okafor Grace",
    ),
    *("G. Okafor", "G Okafor", "G.A. Okafor", "G. A. Okafor", "Okafor, G.", "Okafor G", "G.Okafor"),
    *("Grace Amara Okafor", "Grace A. Okafor", "Grace (Gracie) Okafor", "Grace “Gee” Okafor"),
    *("Grace Okafor’s", "Grace Okafor's", "Grace Okafors", "Gráce Ókafor", "Grace\u00a0Okafor"),
    *("Gra\u00adce Oka\u00adfor", "Grace\nOkafor", "Grace Oka-\nfor", "Gra\u200bce Okafor"),
    *(
        "G r a c e  O k a f o r",
        "G.R.A.C.E. O.K.A.F.O.R.",
        "𝐆𝐫𝐚𝐜𝐞 𝐎𝐤𝐚𝐟𝐨𝐫",
        "Ｇｒａｃｅ Ｏｋａｆｏｒ",
    ),
    *("Grace-Okafor", "Grace_Okafor", "Grace, Okafor", "Grace and Okafor", "Grасе Окаfоr"),
    *(
        "grace/okafor",
        "Grace Mary Jane Okafor",
        "Mr.Okafor, Grace",
        "(Grace Okafor)",
        "Grace  \t Okafor",
    ),
]
LOOK_ALIKES = [
    *("Gracely Okaforson", "Graceland", "disgrace Okaford", "Grace Oka", "Horace Okafor-like"),
    *("by the grace of God", "Disgrace. Okaforth", "Great Okaforce", "big Okaforas"),
]


def found(wanted, text: str) -> bool:
    return wanted.is_in(Text(text))


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_each_spelling_of_a_name_is_found(spelling):
    assert found(name("Grace Okafor"), f"The mother of {spelling}, aged 4, was seen.")
    assert found(name("Okafor, Grace"), spelling)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("Amy Long", "along a long way, as long a time, (amylongase), amylongase."),
        ("Will Long", "It will take as long as it takes. Will it Take long?"),
        ("Rose Hill", "Costs rose up the hill."),
        ("Ian Case", "in case I case"),
        ("Rose", "Costs rose, prose and roses."),
        ("Patience", "With patience, impatience."),
    ],
)
def test_names_that_are_words_are_not_found_in_ordinary_sentences(wanted, text):
    assert not found(name(wanted), text)
    assert found(name(wanted), f"{text} {wanted}")


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_like_a_name_is_not_found(text):
    assert not found(name("Grace Okafor"), f"It was {text} there.")


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("Siân O’Connor-Llŷr", "Sian OConnor Llyr"),
        ("Siân O’Connor-Llŷr", "SIÂN O'CONNOR"),
        ("Siân O’Connor-Llŷr", "S. Llŷr"),
        ("Łukasz Żółć", "Lukasz Zolc"),
        ("Maria de la Cruz", "Maria Cruz"),
        ("Maria Cruz", "Maria de la Cruz"),
        ("Li Na", "Na, Li"),
        ("Grace", "Grace’s shoes"),
        ("Patience", "https://example.org/patience-1"),
        ("Patience", "PATIENCE"),
        ("Grace Amara Okafor", "Grace Okafor"),
        ("Иван Петров", "Петров Иван"),
    ],
)
def test_names_of_many_shapes_are_found(wanted, text):
    assert found(name(wanted), text)


def test_single_parts_are_apart_from_the_whole():
    wanted = name("Maria de la Cruz")
    assert [part for part, _ in wanted.parts] == ["maria", "cruz"]
    assert not found(wanted, "Maria went to school.")
    assert name("Grace").parts == ()
    assert wanted.parts_in(Text("Maria’s. MARIA, maria")) == {"maria": 2}


@pytest.mark.parametrize(
    "text",
    [
        *("graceokafor.pdf", "okafor-grace", "scr-grace-amara-okafor", "grace_b_okafor.pdf"),
        *("https://example.org/GraceOkafor", "grace.okafor@example.org", "x/g-okafor"),
        "https://example.org/?who=Grace%20Okafor",
    ],
)
def test_a_name_is_found_in_file_names_and_addresses(text):
    assert found(name("Grace Okafor"), f"see {text} there")
    assert not found(name("Grace Okafor"), "overview-report.pdf disgrace-okaforth")
    assert name("Grace Okafor").parts_in(Text(text)).get("okafor", 1) == 1


def test_a_name_without_letters_is_none():
    for empty in ("", " , ", "!!"):
        with pytest.raises(ValueError, match="letters"):
            name(empty)


HOME = "14 Acacia Avenue, Peckham, SE15 4QA"


@pytest.mark.parametrize(
    "text",
    [
        "14 Acacia Avenue",
        "14, Acacia Ave.",
        "14 ACACIA AVENUE\nPECKHAM",
        "14 Acacia Av, SE15",
        "se15 4qa",
        "SE154QA",
        "14\nAcacia Avenue",
    ],
)
def test_each_form_of_an_address_is_found(text):
    assert found(address(HOME), f"They lived at {text} then.")


@pytest.mark.parametrize(
    "text", ["114 Acacia Avenue", "14 Acacia Road", "Peckham", "SE15 4QB", "SE15"]
)
def test_another_address_is_not_found(text):
    assert not found(address(HOME), f"They lived at {text} then.")


def test_the_street_alone_is_a_part():
    wanted = address(HOME)
    assert [part for part, _ in wanted.parts] == ["acacia avenue"]
    assert not found(wanted, "a house in Acacia Avenue")
    assert [part for part, _ in address("Flat 2\n8 Old Mill Lane\nLeeds").parts] == [
        "old mill lane"
    ]
    with pytest.raises(ValueError, match="street"):
        address(" , ")


def test_a_long_report_with_many_names_is_searched_in_good_time():
    """Nothing in the patterns grows faster than the text."""
    page = (
        "Grace was seen by the health visitor, and G attended the school in April 2012 with O. "
        * 40
    )
    text = Text(page * 100)
    wanted = [name(f"Grace Okafor{number}") for number in range(10)] + [
        date_of(datetime.date(2011, 4, 3))
    ]
    began = time.process_time()
    assert [each.is_in(text) for each in wanted] == [False] * 11
    assert name("Grace Okafor").is_in(Text(page + "Grace Okafor"))
    assert time.process_time() - began < 5
