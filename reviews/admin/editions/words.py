"""What each box of an edition's form is for, in words that need no glossary."""

from django.db.models import Model

from reviews.models import (
    Action,
    ActionPlan,
    Attachment,
    BoardRole,
    Edition,
    Identifier,
    ReviewEdition,
    Subject,
)

HELP: dict[type[Model], dict[str, str]] = {
    Edition: {
        "title": "The heading of the page.",
    },
    ReviewEdition: {
        "title": "Only if the review has a title of its own; else its name is the heading.",
        "review_type": "Which kind of review it is by law or local agreement.",
        "state": "The report, a part of it, or the reason why it is not here.",
        "methodology": "How the review was done, for example the Welsh model.",
        "reviewer": "Who led the review or wrote the report, if that is public.",
        "incident": "When it happened that the review is about.",
        "commissioned": "When the board decided that there would be a review.",
        "conducted_from": "When work on the review began …",
        "conducted_to": "… and ended.",
        "period_from": "The first day of the events that the review looked at …",
        "period_to": "… and the last.",
        "completed": "When the review was finished.",
        "report_dated": "The date that stands on the report.",
    },
    Attachment: {
        "kind": "What the document is. Readers see it as its name, unless you give it a title.",
        "state": "Choose another answer if it exists but is not shown here.",
        "link": "If it is not kept here but on another website.",
        "hosted_by": "Readers see it beside the link.",
        "licence": "For example Open Government Licence 3.0. Leave it empty if you do not know.",
    },
    Identifier: {
        "value": "As the report calls the case: Child A, Franklyn, SCR 12. The first is shown first.",
        "kind": "So that names of one kind can be found together.",
    },
    Subject: {
        "pseudonym": "Never the real name, unless it is public already.",
        "kind": "Whom or what the review is about.",
    },
    BoardRole: {
        "role": "What the other board did in this review.",
        "board": "Another board of this register.",
    },
    ActionPlan: {
        "reported_on": "The day of the latest report on the actions.",
    },
    Action: {"recommendation": "As the report words it.", "due": "By when it is to be done."},
}


def help_texts(model: type[Model]) -> dict[str, str]:
    """What each field is for, by its name, in a form of this model."""
    return HELP.get(model, HELP[Edition] if issubclass(model, Edition) else {})
