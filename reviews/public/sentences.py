"""What a review is and what there is of it to read, in one or two plain sentences."""

import re

from reviews.lib.text import joined
from reviews.models import ReviewEdition, ReviewType
from reviews.public.review_card import ReviewCard

State = ReviewEdition.State
# What has become of the report; {why} is the public reason, if there is one.
NOT_PUBLISHED = "The report has not been published{why}."
STATES = {
    State.SUMMARY_ONLY: f"{NOT_PUBLISHED} A summary is published instead.",
    State.IMPROVEMENTS_ONLY: f"{NOT_PUBLISHED} What has been improved is published instead.",
    State.LEARNING_ONLY: f"{NOT_PUBLISHED} What was learned is published without it.",
    State.IN_PREPARATION: "The report is in preparation and has not been published yet{why}.",
    State.DELAYED: "Publication of the report has been delayed{why}.",
    State.WITHHELD: NOT_PUBLISHED,
    State.ELSEWHERE: "The report is published elsewhere{why}.",
    State.ANONYMOUS_ELSEWHERE: "The report is published elsewhere, anonymously{why}.",
    State.NO_LONGER: "The report is no longer published{why}.",
    State.LISTED_ONLY: "No document of this review is published here{why}.",
}
VOWELS = set("aeio")  # “a united review”, but nothing of ours is an hour
_CONJUNCTION = re.compile(r"(?:as|because|since|so that|until|while|pending|owing to|due to)\b")
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|may|might|can|cannot|could|must|should|does|do|did)\b"
)
_ORDINARY_FIRST_WORD = re.compile(
    r"(?:The|An?|It|Its|This|That|These|Those|There|They|We|Our|Their|His|Her|Some|All|No|To|Because|"
    r"As|Since|Until|While|Pending|Criminal|Legal|Court|Police|Publication)\b"
)


def state_sentence(card: ReviewCard) -> str:
    """“A serious case review conducted by Newtown Board. Its report and action plan are published.”"""
    return " ".join(filter(None, [_what_it_is(card.edition), _what_there_is(card)]))


def with_article(noun: str) -> str:
    """“an adult practice review”."""
    return f"an {noun}" if noun[:1].lower() in VOWELS else f"a {noun}"


def _what_it_is(edition: ReviewEdition) -> str:
    if edition.review_type == ReviewType.UNKNOWN and not edition.local_type:
        return f"A review conducted by {edition.conducted_by}; its type is not known."
    whole = f"{with_article(edition.type_name)} conducted by {edition.conducted_by}."
    return whole[:1].upper() + whole[1:]


def _what_there_is(card: ReviewCard) -> str:
    edition = card.edition
    if edition.state == State.PUBLISHED:
        return _published(card)
    why = because(edition.state_reason)
    hosts = _hosts(card)
    if edition.state == State.ELSEWHERE and hosts:
        return f"The report is published on the website of {joined(hosts)}{why}."
    return STATES[edition.state].format(why=why)


def _hosts(card: ReviewCard) -> list[str]:
    found = [each.hosted_by for each in card.attachments if each.link and each.hosted_by]
    return list(dict.fromkeys(found))


def _published(card: ReviewCard) -> str:
    """Only what can be read counts as published."""
    response, plan = card.response, card.plan_attachment
    names = [
        "report" if card.report and card.report.is_readable else "",
        "response" if card.response_in_words or (response and response.is_readable) else "",
        "action plan" if card.has_actions or (plan and plan.is_readable) else "",
    ]
    names = [name for name in names if name]
    if not names:
        return ""
    whole = joined([f"the board’s {name}" if name == "response" else name for name in names])
    start = "The" if whole.startswith("the board") else "Its"
    whole = whole.removeprefix("the ") if start == "The" else whole
    return f"{start} {whole} {'are' if len(names) > 1 else 'is'} published."


def because(reason: str) -> str:
    """The public reason as the end of a sentence: “, because criminal proceedings are not over”."""
    reason = reason.strip().rstrip(".")
    if not reason:
        return ""
    if _ORDINARY_FIRST_WORD.match(reason):
        reason = reason[0].lower() + reason[1:]
    if _CONJUNCTION.match(reason):
        return f", {reason}"
    if reason.startswith("to "):
        return f", in order {reason}"
    return f", because {reason}" if _CLAUSE.search(reason) else f": {reason}"
