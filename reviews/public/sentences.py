"""What a review is and what there is of it to read, in one or two plain sentences."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews.lib import site_language
from reviews.lib.text import joined
from reviews.models import ReviewEdition, ReviewType
from reviews.public.review_card import ReviewCard

State = ReviewEdition.State
# What has become of the report; {why} is the public reason, if there is one.
STATES = {
    State.SUMMARY_ONLY: _(
        "The report has not been published{why}. A summary is published instead."
    ),
    State.IMPROVEMENTS_ONLY: _(
        "The report has not been published{why}. What has been improved is published instead."
    ),
    State.LEARNING_ONLY: _(
        "The report has not been published{why}. What was learned is published without it."
    ),
    State.IN_PREPARATION: _("The report is in preparation and has not been published yet{why}."),
    State.DELAYED: _("Publication of the report has been delayed{why}."),
    State.WITHHELD: _("The report has not been published{why}."),
    State.ELSEWHERE: _("The report is published elsewhere{why}."),
    State.ANONYMOUS_ELSEWHERE: _("The report is published elsewhere, anonymously{why}."),
    State.NO_LONGER: _("The report is no longer published{why}."),
    State.LISTED_ONLY: _("No document of this review is published here{why}."),
}
# By whether the report, the response and the action plan can be read.
PUBLISHED = {
    (True, False, False): _("Its report is published."),
    (False, True, False): _("The board’s response is published."),
    (False, False, True): _("Its action plan is published."),
    (True, True, False): _("Its report and the board’s response are published."),
    (True, False, True): _("Its report and action plan are published."),
    (False, True, True): _("The board’s response and action plan are published."),
    (True, True, True): _("Its report, the board’s response and action plan are published."),
}
VOWELS = set("aeio")  # “a united review”, but nothing of ours is an hour
# Letters that are spelt out, the first of which begins with a vowel as it is spoken: “an LCSPR”, but “a SAR”.
_SPELT_OUT = re.compile(r"[FHLMNRSX][B-DF-HJ-NP-TV-Z]+\b")
# With which boards begin their own name of a type; what else has a capital may be the name of somebody.
_ORDINARY_TYPE = re.compile(
    r"(?:Adult|Appreciative|Case|Child|Concise|Critical|Death|Discretionary|Domestic|Extended|External|Family|"
    r"Independent|Internal|Investigation|Joint|Learning|Lessons|Local|Mandatory|Mental|Multi|Non|Partnership|"
    r"Practice|Rapid|Review|Root|Safeguarding|Serious|Significant|Single|Statutory|Strategic|Systems?|Thematic)\b"
)
_CAPITALISED = re.compile(r"\s[A-Z][a-z]")
_CONJUNCTION = re.compile(r"(?:as|because|since|so that|until|while|pending|owing to|due to)\b")
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|may|might|can|cannot|could|must|should|does|do|did)\b"
)
_SEVERAL = re.compile(r"[.!?]\s+\S")
_ORDINARY_FIRST_WORD = re.compile(
    r"(?:The|An?|It|Its|This|That|These|Those|There|They|We|Our|Their|His|Her|Some|All|No|To|Because|"
    r"As|Since|Until|While|Pending|Criminal|Legal|Court|Police|Publication)\b"
)


def state_sentence(card: ReviewCard) -> str:
    """“A serious case review conducted by Newtown Board. Its report and action plan are published.”"""
    return " ".join(filter(None, [_what_it_is(card.edition), _what_there_is(card)]))


def with_article(noun: str) -> str:
    """“an adult practice review”; Welsh has no such word."""
    if _ORDINARY_TYPE.match(noun) and not _CAPITALISED.search(noun):
        noun = noun[:1].lower() + noun[1:]
    has_vowel = noun[:1].lower() in VOWELS or _SPELT_OUT.match(noun)
    article = gettext("an %(noun)s") if has_vowel else gettext("a %(noun)s")
    return article % {"noun": noun}


def _what_it_is(edition: ReviewEdition) -> str:
    if edition.review_type == ReviewType.UNKNOWN and not edition.local_type:
        unknown = gettext("A review conducted by %(boards)s; its type is not known.")
        return unknown % {"boards": edition.conducted_by}
    facts = {"review": with_article(edition.type_name), "boards": edition.conducted_by}
    whole = gettext("%(review)s conducted by %(boards)s.") % facts
    return whole[:1].upper() + whole[1:]


def _what_there_is(card: ReviewCard) -> str:
    edition = card.edition
    if edition.state == State.PUBLISHED:
        return _published(card)
    why = because(edition.state_reason)
    hosts = _hosts(card)
    if edition.state == State.ELSEWHERE and hosts:
        there = gettext("The report is published on the website of {hosts}{why}.")
        return there.format(hosts=joined(hosts), why=why)
    return STATES[edition.state].format(why=why)


def _hosts(card: ReviewCard) -> list[str]:
    found = [each.hosted_by for each in card.attachments if each.link and each.hosted_by]
    return list(dict.fromkeys(found))


def _published(card: ReviewCard) -> str:
    """Only what can be read counts as published."""
    response, plan = card.response, card.plan_attachment
    has_report = card.report and card.report.is_readable
    has_response = card.response_in_words or (response and response.is_readable)
    has_plan = card.has_actions or (plan and plan.is_readable)
    return str(PUBLISHED.get((bool(has_report), bool(has_response), bool(has_plan)), ""))


def because(reason: str) -> str:
    """The public reason as the end of a sentence: “, because criminal proceedings are not over”."""
    reason = reason.strip().rstrip(".")
    if not reason:
        return ""
    if site_language.is_welsh() or _SEVERAL.search(reason):
        return f": {reason}"  # Welsh words join no sentence as English ones do, nor do several sentences
    if _ORDINARY_FIRST_WORD.match(reason):
        reason = reason[0].lower() + reason[1:]
    if _CONJUNCTION.match(reason):
        return f", {reason}"
    is_clause = reason[0].islower() and _CLAUSE.search(reason)  # not “Ask us if you are unsure”
    if reason.startswith("to "):  # “to protect them”; “to protect them it is …” is a sentence
        return f": {reason}" if is_clause else f", in order {reason}"
    return f", because {reason}" if is_clause else f": {reason}"
