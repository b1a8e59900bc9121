"""How boards head the columns of their action plans, in English and in Welsh, and what they write in them."""

import re

from reviews.models import Action

Status = Action.Status

# What the boxes of an action are called, in the order in which a table without headings is read.
FIELDS = {
    "recommendation": "Recommendation",
    "action": "Action",
    "lead_agency": "Lead agency",
    "due": "Due",
    "status": "Status",
    "evidence": "Evidence",
    "impact": "Impact",
    "verified_by": "Verified by",
}
# Headings that mean something as a whole.
HEADINGS = {
    "what we will do": "action",
    "what will be done": "action",
    "what needs to happen": "action",
    "what we are going to do": "action",
    "what did we learn": "recommendation",
    "what we learned": "recommendation",
    "how will we know": "impact",
    "what difference has it made": "impact",
    "by whom": "lead_agency",
    "who": "lead_agency",
    "who will do it": "lead_agency",
    "who will lead": "lead_agency",
    "who is responsible": "lead_agency",
    "pwy": "lead_agency",
    "gan bwy": "lead_agency",
    "by when": "due",
    "when": "due",
    "when by": "due",
    "pryd": "due",
    "date completed": "evidence",
    "date of completion": "evidence",
    "dyddiad cwblhau": "evidence",
    "date of completion and outcome": "evidence",  # of the Home Office’s form
    "completion date": "evidence",
    "completed on": "evidence",
    "how will we know it worked": "impact",
    "signed off by": "verified_by",
    "checked by": "verified_by",
    "success criteria": "impact",
    "measure of success": "impact",
    "success measure": "impact",
}
# Words that name a column; the last one in a heading counts, as in “action owner” and “action status”.
WORDS = {
    "recommendation": "recommendation recommendations finding findings learning issue theme objective "
    "argymhelliad argymhellion canfyddiad",
    "action": "action actions task tasks activity step steps cam camau gweithred gweithredu gweithredoedd tasg",
    "lead_agency": "lead leads agency agencies owner owners officer responsible responsibility organisation partner "
    "arweinydd arweiniol asiantaeth asiantaethau sefydliad cyfrifol cyfrifoldeb perchennog",
    "due": "due deadline timescale timescales timeframe target date erbyn dyddiad targed amserlen",
    "status": "status state rag brag statws",
    "evidence": "evidence progress update updates comment comments commentary notes milestone milestones "
    "tystiolaeth cynnydd diweddariad sylwadau nodiadau",
    "impact": "impact outcome outcomes result results difference effaith canlyniad canlyniadau",
    "verified_by": "verified verifier",
}
FIELD_OF = {word: field for field, words in WORDS.items() for word in words.split()}
# What follows these words says more about the column, not what it holds: “evidence of completion”.
_DETAIL = re.compile(r"\b(?:of|for|to|in|from|that|by|against|with)\b.*|\(.*?\)")

STATUSES = {
    Status.NOT_STARTED: "not started|not yet started|to do|todo|outstanding|open|planned|pending|new|"
    "not begun|to be started|yet to start|no progress|heb ddechrau|heb gychwyn",
    Status.IN_PROGRESS: "in progress|ongoing|on going|started|under way|underway|in hand|on track|begun|"
    "partially complete|partially completed|partly complete|partly completed|part complete|work in progress|"
    "continuing|in development|in process|progressing|ar y gweill|yn mynd rhagddo|wedi dechrau|parhaus",
    Status.COMPLETE: "complete|completed|done|closed|achieved|finished|implemented|fulfilled|actioned|"
    "action complete|action completed|fully complete|fully implemented|signed off|100|100 complete|"
    "wedi i gwblhau|wedi ei gwblhau|wedi cwblhau|cwblhawyd|wedi gorffen",
    Status.SUPERSEDED: "superseded|replaced|cancelled|canceled|withdrawn|no longer required|"
    "no longer needed|no longer relevant|not applicable",
}
STATUS_OF = {
    words: status.value for status, names in STATUSES.items() for words in names.split("|")
}


def field_of(heading: str) -> str:
    """The box of an action that a column with this heading fills; empty if that is not known."""
    words = _plain(heading)
    if words in HEADINGS:
        return HEADINGS[words]
    known = [
        FIELD_OF[word]
        for word in _plain(_DETAIL.sub("", heading.lower())).split()
        if word in FIELD_OF
    ]
    return known[-1] if known else ""


def is_numbering(heading: str) -> bool:
    """A column that only counts the rows: the plan numbers them itself."""
    return _plain(heading) in {
        "no",
        "number",
        "ref",
        "reference",
        "ref no",
        "id",
        "item",
        "row",
    } or (heading.strip() == "#")


def status_of(text: str) -> str:
    """The status that is meant; what is none of them stays as it was written."""
    return STATUS_OF.get(_plain(text), text)


def date_of(text: str) -> str:
    """A date as Excel writes it, “30-Sep-2027” or “2027-09-30 00:00:00”, as people do."""
    text = re.sub(r"[ T]00:00(?::00(?:\.0+)?)?$", "", text)
    return re.sub(r"(?<=[0-9])-(?=[A-Za-z])|(?<=[A-Za-z])-(?=[0-9])", " ", text)


def _plain(text: str) -> str:
    """Lower case, without signs."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())
