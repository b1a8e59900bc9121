"""What a document is, guessed from the names that boards give to their files."""

import pytest

from reviews.editions.document_kinds import Guess, guess
from reviews.models import Attachment

Kind = Attachment.Kind
NAMES = {
    "serious-case-review.pdf": (Kind.OVERVIEW_REPORT, "Serious case review"),
    "Child_A_Overview_Report_FINAL_v3.pdf": (Kind.OVERVIEW_REPORT, "Child A Overview Report"),
    "overview-report.pdf": (Kind.OVERVIEW_REPORT, ""),
    "SCR Child B.pdf": (Kind.OVERVIEW_REPORT, "SCR Child B"),
    "DHR 7 redacted.pdf": (Kind.OVERVIEW_REPORT, "DHR 7"),
    "LCSPR-Baby-C-for-publication.pdf": (Kind.REPORT, "LCSPR Baby C"),
    "Safeguarding Adults Review Mr D.pdf": (Kind.REPORT, "Safeguarding Adults Review Mr D"),
    "report.pdf": (Kind.REPORT, ""),
    "Final Report (2).pdf": (Kind.REPORT, ""),
    "executive_summary.pdf": (Kind.EXECUTIVE_SUMMARY, ""),
    "Exec summary of the overview report.pdf": (
        Kind.EXECUTIVE_SUMMARY,
        "Exec summary of the overview report",
    ),
    "board-response.pdf": (Kind.BOARD_RESPONSE, ""),
    "SSCB response to SCR.pdf": (Kind.BOARD_RESPONSE, "SSCB response to SCR"),
    "Partnership Response.pdf": (Kind.BOARD_RESPONSE, "Partnership Response"),
    "Metropolitan Police response to the review.pdf": (
        Kind.AGENCY_RESPONSE,
        "Metropolitan Police response to the review",
    ),
    "ActionPlan.pdf": (Kind.ACTION_PLAN, ""),
    "Action plan progress update.pdf": (Kind.PROGRESS_REPORT, "Action plan progress update"),
    "Progress report.pdf": (Kind.PROGRESS_REPORT, ""),
    "Learning Briefing.pdf": (Kind.LEARNING_BRIEFING, ""),
    "7-minute briefing.pdf": (Kind.SEVEN_MINUTE_BRIEFING, ""),
    "7 Minute Briefing - Child E.pdf": (
        Kind.SEVEN_MINUTE_BRIEFING,
        "7 Minute Briefing Child E",
    ),
    "seven_minute_briefing_final.PDF": (Kind.SEVEN_MINUTE_BRIEFING, ""),
    "Local learning points.pdf": (Kind.LOCAL_LEARNING, ""),
    "Lessons learnt.pdf": (Kind.LOCAL_LEARNING, "Lessons learnt"),
    "Practitioner guide.pdf": (Kind.PRACTITIONER_GUIDE, ""),
    "Reflective questions.pdf": (Kind.QUESTIONS, "Reflective questions"),
    "Family statement.pdf": (Kind.FAMILY_STATEMENT, ""),
    "Press release 12345678.pdf": (Kind.MEDIA_STATEMENT, "Press release"),
    "Home Office QA panel letter.pdf": (Kind.HOME_OFFICE_LETTER, "Home Office QA panel letter"),
    "Terms of Reference.pdf": (Kind.TERMS_OF_REFERENCE, ""),
    "Scrutiny committee March 2016.pdf": (Kind.COMMITTEE_PAPER, "Scrutiny committee March 2016"),
    "Foreword.pdf": (Kind.FOREWORD, ""),
    "Appendix 1.pdf": (Kind.APPENDIX, "Appendix 1"),
    "Easy read version.pdf": (Kind.EASY_READ, ""),
    "scan0001.pdf": ("", ""),
    "Document (3).pdf": ("", ""),
    "history.pdf": ("", "History"),
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items(), ids=NAMES)
def test_the_name_of_a_file_says_what_it_is(name, expected):
    found = guess(name)
    assert (found.kind, found.title) == expected


@pytest.mark.parametrize(
    ("first_page", "kind"),
    [
        ("Response of the board\nStand-in for the board’s response", Kind.BOARD_RESPONSE),
        ("NEWTOWN SAFEGUARDING PARTNERSHIP\n\nAction Plan", Kind.ACTION_PLAN),
        ("Domestic Homicide Review\nOverview Report\nAuthor: A. N. Other", Kind.OVERVIEW_REPORT),
        ("Our summary of a report of what the review found", ""),
        ("Words. " * 50 + "Action plan", ""),
        ("", ""),
    ],
)
def test_where_the_name_says_nothing_the_first_page_may(first_page, kind):
    assert guess("scan0001.pdf", first_page) == Guess(kind)


def test_a_name_that_says_something_comes_before_the_first_page():
    assert guess("board-response.pdf", "Serious Case Review").kind == Kind.BOARD_RESPONSE


def test_a_welsh_version_is_in_welsh():
    assert guess("Overview report (Cymraeg).pdf").language == "cy"
    assert guess("Overview report.pdf").language == "en-GB"


def test_no_title_is_longer_than_its_box():
    assert len(guess("overview " * 60).title) <= 200
