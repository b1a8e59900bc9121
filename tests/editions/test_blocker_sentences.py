"""The sentences of blockers, each as people read it."""

import pytest

from reviews.editions.blockers import SENTENCES, Blocker
from reviews.lib.dates import PartialDate, as_words
from reviews.lib.exceptions import Refused

# Codes are lasting: a sentence may change, a code may not.
FACTS = {
    "already-published": {"number": 3},
    "already-scheduled": {"number": 3},
    "conducted-reversed": {
        "begun": as_words(PartialDate("2016")),
        "ended": as_words(PartialDate("2015-02")),
    },
    "period-reversed": {
        "begun": as_words(PartialDate("2016")),
        "ended": as_words(PartialDate("2015-02")),
    },
    "file-missing": {"name": "Report"},
    "report-text-missing": {"name": "Report"},
    "file-erased": {"name": "Report"},
    "file-twice": {"names": "“Report” and “Plan”"},
    "identifier-taken": {"identifier": "Child A", "page": "/reviews/other/"},
    "on-hold": {"reason": "inquest"},
    "returned": {"by": "Sam Smith", "remarks": "Name {nobody}."},
    "changed-since": {"verdict": "approved", "names": "title, summary"},
}
READ = {
    "already-published": "Edition 3 has already been published. Open the page again to see it.",
    "already-scheduled": "Edition 3 has already been scheduled. Open the page again to see it.",
    "page-title-missing": "Give the page a title.",
    "text-missing": "Write the text of the page.",
    "listing-title-missing": "Give the listing a title.",
    "types-missing": "Choose at least one type of review to list.",
    "report-missing": "Attach the report, or choose a state that says why there is none.",
    "reason-missing": "Give the public a reason why the report is delayed or not published.",
    "conducted-half": "Say both when the review began to be conducted and when that ended, or neither.",
    "conducted-reversed": "The dates of “conducted” are the wrong way round: 2016 is later than February 2015.",
    "period-reversed": "The dates of “period under review” are the wrong way round: 2016 is later than February 2015.",
    "file-missing": "Upload the file of “Report”, give its address elsewhere, or choose another state for it.",
    "report-text-missing": "Write the text of the page, which “Report” is to be, or choose another state for it.",
    "file-erased": "The file of “Report” has been erased: upload another, or remove it.",
    "file-twice": "“Report” and “Plan” are the same file: attach it once and say what else it contains, or replace one.",
    "identifier-taken": "Another review of this board is already known as Child A: /reviews/other/.",
    "note-missing": "Say in the change note what has changed: readers see it in the page’s history.",
    "on-hold": "This page is on hold (inquest): nothing of it may go live until the hold is released.",
    "moment-passed": "That moment has passed. Choose one in the future, or none to publish now.",
    "not-submitted": "Submit it for the approval of somebody who did not work on it.",
    "approval-missing": "It waits for the approval of somebody who did not work on it.",
    "returned": "Sam Smith returned it: Name {nobody}.",
    "changed-since": "Changed after it was approved: title, summary. Submit it for approval again.",
    "changed-while-open": "This draft was changed after you opened this page. Look at it again; if it may go live as it is now, press the button once more.",
}


def test_every_sentence_is_as_people_read_it():
    sentences = {code: Blocker.of(code, **FACTS.get(code, {})).text for code in SENTENCES}
    assert sentences == READ


def test_a_sentence_without_its_facts_fails():
    with pytest.raises(KeyError):
        Blocker.of("on-hold")


def test_a_refusal_takes_sentences_and_blockers():
    blocker = Blocker.of("text-missing", "body")
    refusal = Refused("It is too late.", blocker)
    assert refusal.blockers == ["It is too late.", blocker]
    assert refusal.reasons == ["It is too late.", "Write the text of the page."]
    assert str(refusal) == "It is too late. Write the text of the page."
