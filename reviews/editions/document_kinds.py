"""What a document probably is, guessed from the name of its file and from its first page, for somebody to confirm."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.text import capfirst

from reviews.models import Attachment

Kind = Attachment.Kind
BOARD = r"(?:board|partnership|lscb|lscp|scb|scp|sab|ssab|csp)(?:s|'s|’s)?"
AGENCY = (
    r"(?:agency|council|police|nhs|trust|icb|ccg|hospital|school|probation|cafcass|ofsted|health)"
)
# The first that fits answers: what is about another document stands before that other document.
PHRASES: list[tuple[Kind, str]] = [
    (Kind.EASY_READ, r"easy read"),
    (Kind.SEVEN_MINUTE_BRIEFING, r"(?:7|seven) ?min(?:ute)?s?|7mb"),
    (
        Kind.HOME_OFFICE_LETTER,
        r"home office .*\bletter|letter .*\bhome office|home office feedback",
    ),
    (
        Kind.FAMILY_STATEMENT,
        r"family(?:s|'s|’s)? (?:statement|tribute)|statement (?:of|from|by) the family|pen portrait",
    ),
    (
        Kind.MEDIA_STATEMENT,
        r"(?:media|press) (?:statement|release|notice)|statement (?:to|for) the (?:media|press)",
    ),
    (Kind.TERMS_OF_REFERENCE, r"terms of reference|tor"),
    (
        Kind.PROGRESS_REPORT,
        r"progress (?:report|update|on|against)|(?:action plan|recommendations) (?:progress|update)|update on (?:the )?(?:action plan|recommendations)",
    ),
    (Kind.EXECUTIVE_SUMMARY, r"exec(?:utive)? summary|summary report|summary"),
    (Kind.AGENCY_RESPONSE, rf"{AGENCY}(?:s|'s|’s)? response|response (?:of|by|from) .*\b{AGENCY}"),
    (
        Kind.BOARD_RESPONSE,
        rf"{BOARD} response|response (?:of|by|from) .*\b{BOARD}|response to|response statement|response",
    ),
    (Kind.ACTION_PLAN, r"action ?plan|improvement plan|implementation plan"),
    (
        Kind.QUESTIONS,
        r"(?:reflective |discussion )?questions|discussion (?:guide|points)|for discussion",
    ),
    (
        Kind.PRACTITIONER_GUIDE,
        r"(?:practitioner|practice)(?:s|'s|’s|s’)? (?:guide|guidance)|guid(?:e|ance) for (?:practitioners|professionals|staff)",
    ),
    (
        Kind.LEARNING_BRIEFING,
        r"(?:learning|practice|practitioner|case) (?:brief(?:ing)?|summary|bulletin|leaflet)|briefing(?: note)?|learning from .*",
    ),
    (
        Kind.LOCAL_LEARNING,
        r"local learning|learning points|key learning|lessons (?:learned|learnt)|lessons",
    ),
    (Kind.IMPROVEMENTS, r"improvements?(?: information| made)?"),
    (Kind.FOREWORD, r"foreword|preface"),
    (Kind.COMMITTEE_PAPER, r"committee|cabinet|scrutiny|agenda item|council report"),
    (Kind.APPENDIX, r"appendi(?:x|ces)|annexe?s?"),
    (Kind.OVERVIEW_REPORT, r"overview(?: report)?"),
    # By the guidance for these reviews, what is published of them is an overview report.
    (
        Kind.OVERVIEW_REPORT,
        r"serious case review|scr|domestic (?:homicide|abuse related death) review|dhr|dardr",
    ),
    (
        Kind.REPORT,
        r"(?:local )?child safeguarding practice review|child practice review|adult practice review|safeguarding adults? review|thematic review|lcspr|cspr|cpr|sar|final report|report|review",
    ),
    (Kind.VIDEO, r"video|film"),
]
TABLE = [(kind, re.compile(rf"\b(?:{phrase})\b")) for kind, phrase in PHRASES]
# On a first page, words as common as these say nothing.
COMMON = {"summary", "response", "response to", "report", "review", "lessons", "improvement", "tor"}
LENGTH_OF_A_TITLE = 250  # characters at the head of a first page
# What people add to the names of files, and readers need not see.
ADDED = re.compile(
    r"\b(?:final(?:ised)?|draft|version|v ?\d+(?:[. ]\d+)*|copy(?: of)?|redacted|anonymi[sz]ed|signed(?: off)?"
    r"|for (?:publication|web(?:site)?)|published|publication|web(?:site)?|pdf|docx?|\d{5,}|[0-9a-f]{16,})\b"
    r"|\(\d+\)",
    re.IGNORECASE,
)
MEANINGLESS = re.compile(
    r"(?:document|scan(?:ned)?|file|download|untitled|img|microsoft word|\W|\d)*"
)
WELSH = re.compile(r"\b(?:cymraeg|welsh)\b")


@dataclass(frozen=True)
class Guess:
    """``kind`` is empty where nothing is known; ``title`` where the kind is name enough."""

    kind: str = ""
    title: str = ""
    language: str = "en-GB"


def guess(file_name: str, first_page: str = "") -> Guess:
    """By the name, else by the head of the first page. Whoever adds the document confirms or changes it."""
    words = _words(file_name)
    plain = words.casefold()
    kind = _kind(plain) or _kind(_head(first_page), common=COMMON)
    return Guess(kind, _title(words, kind), "cy" if WELSH.search(plain) else "en-GB")


def _words(file_name: str) -> str:
    """“Child_A-Overview.Report_FINAL v2.pdf” as words: “Child A Overview Report”."""
    stem = re.sub(r"\.[a-z]{3,4}$", "", file_name, flags=re.IGNORECASE)
    apart = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", re.sub(r"[_\-–—.+\s]+|%20", " ", stem))
    return " ".join(ADDED.sub(" ", apart).split())


def _head(first_page: str) -> str:
    return " ".join(re.sub(r"[-–—_]", " ", first_page).casefold().split())[:LENGTH_OF_A_TITLE]


def _kind(words: str, common: Collection[str] = ()) -> str:
    for kind, phrase in TABLE:
        if any(found.group() not in common for found in phrase.finditer(words)):
            return kind
    return ""


def _title(words: str, kind: str) -> str:
    """The words of the file's name, unless its kind says as much."""
    known = {*re.findall(r"\w+", str(Kind(kind).label)), "7", "the", "and", "of"} if kind else set()
    is_known = {word.casefold() for word in words.split()} <= known
    if is_known or MEANINGLESS.fullmatch(words.casefold()):
        return ""
    return capfirst(words)[:200]
