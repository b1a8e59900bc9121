"""The sentences of blockers, each as people read it."""

import pytest

from reviews.editions.blockers import SENTENCES, Blocker
from reviews.lib.dates import PartialDate, as_words
from reviews.lib.exceptions import Refused

# Codes are lasting: a sentence may change, a code may not.
WITHDRAWAL = {"day": as_words(PartialDate("2026-11-23")), "reason": "anonymity at risk"}
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
    "not-filled-in": {"what": "the number of working days"},
    "file-missing": {"name": "Report"},
    "file-waiting": {"name": "Report"},
    "file-refused": {"name": "Report"},
    "report-text-missing": {"name": "Report"},
    "file-erased": {"name": "Report"},
    "file-unchecked": {"name": "Report"},
    "file-blocked": {"name": "Report", "found": "This PDF runs a script."},
    "file-unsettled": {"name": "Report", "count": 2},
    "name-in-text": {"where": "“Summary”"},
    "name-in-file": {"name": "Report", "number": 1, "places": "page 3, links"},
    "names-unsearched": {"name": "Report", "number": 1},
    "names-unsettled": {"count": 2},
    "file-twice": {"names": "“Report” and “Plan”"},
    "version-taken": {"other": "/reviews/b/", "page": "/reviews/a/", "language": "Welsh"},
    "version-elsewhere": {"page": "/reviews/a/"},
    "version-of-version": {"page": "/reviews/a/"},
    "version-named": {"page": "/reviews/a/"},
    "identifier-taken": {"identifier": "Child A", "page": "/reviews/other/"},
    "contact-missing": {"board": "Newtown Board"},
    "report-shown": {"state": "report not published", "name": "Report"},
    "document-shown": {"name": "Briefing"},
    "place-missing": {"state": "hosted elsewhere"},
    "document-reason-missing": {"name": "Appendix"},
    "contains-itself": {"name": "Report", "kind": "report"},
    "dates-reversed": {
        "first": "commissioned",
        "first_date": "2016",
        "later": "completed",
        "later_date": "June 2015",
    },
    "date-ahead": {"name": "“completed”", "date": "2030"},
    "own-board": {"board": "Newtown Board"},
    "more-than-spelling": {"names": "state, attachments"},
    "text-leaves-in-term": {"name": "Report", "until": "1 March 2027"},
    **dict.fromkeys(
        (
            *("leaves-in-term", "leaves", "leaves-before-end", "authoriser-missing"),
            *("leaving-note-missing", "succession-reason", "successor-not-named"),
            *("successor-missing", "successor-no-report", "still-shown"),
        ),
        {"name": "“Report” (report.pdf)", "until": "1 March 2027"},
    ),
    "answer-reason-missing": {"recommendation": "Listen", "answer": "not accepted"},
    "verifier-missing": {"action": "Train everybody"},
    "on-hold": {"reason": "inquest"},
    **dict.fromkeys(["withdrawn", "uncleared", "clearance-missing"], WITHDRAWAL),
    "returned": {"by": "Sam Smith", "remarks": "Name {nobody}."},
    "changed-since": {"verdict": "approved", "names": "title, summary"},
}
READ = {
    "already-published": "Edition 3 has already been published. Open the page again to see it.",
    "already-scheduled": "Edition 3 has already been scheduled. Open the page again to see it.",
    "page-title-missing": "Give the page a title.",
    "text-missing": "Write the text of the page.",
    "not-filled-in": "The text still asks for the number of working days: write it in the place of the words in curly brackets, brackets included.",
    "listing-title-missing": "Give the listing a title.",
    "types-missing": "Choose at least one type of review to list.",
    "report-missing": "Attach the report, or choose a state that says why there is none.",
    "reason-missing": "Give the public a reason why the report is delayed or not published.",
    "conducted-half": "Say both when the review began to be conducted and when that ended, or neither.",
    "conducted-reversed": "The dates of “conducted” are the wrong way round: 2016 is later than February 2015.",
    "period-reversed": "The dates of “period under review” are the wrong way round: 2016 is later than February 2015.",
    "file-missing": "Upload the file of “Report”, give its address elsewhere, or choose another state for it.",
    "file-waiting": "The file of “Report” is still being checked: come back in a minute, or choose another.",
    "file-refused": "The file of “Report” was not taken, and the form says why: choose another, or remove the document.",
    "report-text-missing": "Write the text of the page, which “Report” is to be, or choose another state for it.",
    "file-erased": "The file of “Report” has been erased: upload another, or remove it.",
    "file-unchecked": "“Report” was uploaded before files were checked for hidden text: upload the file again.",
    "file-blocked": "“Report” must not be published. This PDF runs a script.",
    "file-unsettled": "Something was found in “Report” that should be looked at (2). Open “what was found in it” beside the file, and settle it there or upload another file.",
    "name-in-text": "“Summary” holds a name, a date of birth or an address that must never appear: take it out. “Names that must never appear”, on the page’s screen, has the list.",
    "name-in-file": "Report (document 1) holds a name, a date of birth or an address that must never appear (page 3, links). Redact it in the program it was written in, and upload another file.",
    "names-unsearched": "Report (document 1) was not yet searched for the names that must never appear. Open the list of names and press “Search again”.",
    "names-unsettled": "Single parts of names that must never appear were found (2). Open the list of names, look at each, and settle it there or change the text.",
    "names-sealed": "The names that must never appear cannot be read, because the site’s key for them is missing or is another one. Ask whoever runs the site to set PROTECTED_NAMES_KEY.",
    "file-twice": "“Report” and “Plan” are the same file: attach it once and say what else it contains, or replace one.",
    "version-taken": "/reviews/b/ is the page /reviews/a/ in Welsh already: choose another language, or leave the box empty.",
    "version-elsewhere": "/reviews/a/ is of another board or kind: a page is another language of a page of its own board only. Empty the box.",
    "version-of-version": "/reviews/a/ says itself that it is another page in another language: name that page instead.",
    "version-named": "Other pages say that they are this page in another language, so it cannot be one of /reviews/a/.",
    "identifier-taken": "Another review of this board is already known as Child A: /reviews/other/.",
    "answer-reason-missing": "Give the reason why “Listen” is not accepted: the public reads it beside the answer.",
    "verifier-missing": "Say who verified that “Train everybody” is complete, or choose another status.",
    "note-missing": "Say in the change note what has changed: readers see it in the page’s history.",
    "contact-missing": "Readers are sent to the contact of Newtown Board, and there is none: give the board an e-mail address, a telephone number or a website first, under Boards.",
    "report-shown": "The state says “report not published”, but “Report” is there to be read: remove it, or choose another state.",
    "document-shown": "The state says “listed without a document”, but “Briefing” is there to be read: remove it, or choose another state.",
    "place-missing": "The state says “hosted elsewhere”: give a document its address there, or say in the public reason who publishes it.",
    "summary-missing": "Attach the summary or write it here: the state says that there is one.",
    "improvements-missing": "Attach the improvements or write them here: the state says that they are published.",
    "document-reason-missing": "Give the public a reason why “Appendix” is delayed or not published.",
    "contains-itself": "“Report” is said to contain “report” twice: untick it among what it also contains.",
    "dates-reversed": "The dates contradict each other: “commissioned” (2016) is later than “completed” (June 2015).",
    "date-ahead": "The date of “completed” is in the future (2030): check it.",
    "own-board": "Newtown Board has this page: remove it from the other boards.",
    "more-than-spelling": "This is more than spelling or layout (state, attachments changed): choose “substantive” or “correction”.",
    "leaves-in-term": "This edition takes away “Report” (report.pdf) before 1 March 2027, when its minimum term ends: choose why, and who authorised it. If another file replaces it, choose that file and why.",
    "text-leaves-in-term": "“Report”, the text of this page, has to stay public until 1 March 2027: keep it, attach the report as a file, or withdraw the page.",
    "leaves": "This edition takes away “Report” (report.pdf): choose why. If another file replaces it, choose that file and why.",
    "leaves-before-end": "The minimum term of “Report” (report.pdf) runs until 1 March 2027: choose the reason why it must go now.",
    "authoriser-missing": "The minimum term of “Report” (report.pdf) runs until 1 March 2027: name the person who authorised this.",
    "leaving-note-missing": "Write the public note that readers will find at the address of “Report” (report.pdf).",
    "succession-reason": "Choose why another file replaces “Report” (report.pdf), or that nothing replaces it.",
    "successor-not-named": "Choose the file that replaces “Report” (report.pdf), or a reason why it is withdrawn.",
    "successor-missing": "The file that was to replace “Report” (report.pdf) is not attached any more: choose another, or a reason why it is withdrawn.",
    "successor-no-report": "“Report” (report.pdf) is the report: only a file that is, or contains, the report can replace it. Choose that file, or a reason why the report is withdrawn.",
    "still-shown": "Something is said of “Report” (report.pdf) as if it left, but it does not. Save the form once more.",
    "on-hold": "This page is on hold (inquest): nothing of it may go live until the hold is released.",
    "moment-passed": "That moment has passed. Choose one in the future, or none to publish now.",
    "withdrawn": "This page was withdrawn on 23 November 2026 (anonymity at risk). Publishing does not put it back: use “Bring back”, once an approver has confirmed that the reason has gone.",
    "not-withdrawn": "This page is not withdrawn: publish the edition.",
    "uncleared": "No approver has confirmed that this edition may bring the page back, which was withdrawn on 23 November 2026 (anonymity at risk): ask one to look at it and approve it.",
    "clearance-missing": "This page was withdrawn on 23 November 2026 (anonymity at risk): tick that you know this and that the reason has gone.",
    "not-submitted": "Submit it for the approval of somebody who did not work on it.",
    "approval-missing": "It waits for the approval of somebody who did not work on it.",
    "returned": "Sam Smith returned it: Name {nobody}.",
    "changed-since": "Changed after it was approved: title, summary. Submit it for approval again.",
    "settled-since": "Something was found in its files and settled after it was approved. Return it or take "
    "it back, submit it again, and have it approved with that.",
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
