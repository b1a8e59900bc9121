"""What each blocker reads like: a sentence for people that says what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "already-published": _(
        "Edition {number} has already been published. Open the page again to see it."
    ),
    "already-scheduled": _(
        "Edition {number} has already been scheduled. Open the page again to see it."
    ),
    "page-title-missing": _("Give the page a title."),
    "text-missing": _("Write the text of the page."),
    "not-filled-in": _(
        "The text still asks for {what}: write it in the place of the words in curly brackets, brackets "
        "included."
    ),
    "listing-title-missing": _("Give the listing a title."),
    "types-missing": _("Choose at least one type of review to list."),
    "report-missing": _("Attach the report, or choose a state that says why there is none."),
    "reason-missing": _("Give the public a reason why the report is delayed or not published."),
    "conducted-half": _(
        "Say both when the review began to be conducted and when that ended, or neither."
    ),
    "conducted-reversed": _(
        "The dates of “conducted” are the wrong way round: {begun} is later than {ended}."
    ),
    "period-reversed": _(
        "The dates of “period under review” are the wrong way round: {begun} is later than {ended}."
    ),
    "file-missing": _(
        "Upload the file of “{name}”, give its address elsewhere, or choose another state for it."
    ),
    "file-waiting": _(
        "The file of “{name}” is still being checked: come back in a minute, or choose another."
    ),
    "file-refused": _(
        "The file of “{name}” was not taken, and the form says why: choose another, or remove the document."
    ),
    "report-text-missing": _(
        "Write the text of the page, which “{name}” is to be, or choose another state for it."
    ),
    "file-erased": _("The file of “{name}” has been erased: upload another, or remove it."),
    "file-unchecked": _(
        "“{name}” was uploaded before files were checked for hidden text: upload the file again."
    ),
    "file-blocked": _("“{name}” must not be published. {found}"),
    "file-unsettled": _(
        "Something was found in “{name}” that should be looked at ({count}). Open “what was found in "
        "it” beside the file, and settle it there or upload another file."
    ),
    "name-in-text": _(
        "{where} holds a name, a date of birth or an address that must never appear: take it out. “Names "
        "that must never appear”, on the page’s screen, has the list."
    ),
    "name-in-file": _(
        "{name} (document {number}) holds a name, a date of birth or an address that must never appear "
        "({places}). Redact it in the program it was written in, and upload another file."
    ),
    "names-unsearched": _(
        "{name} (document {number}) was not yet searched for the names that must never appear. Open the "
        "list of names and press “Search again”."
    ),
    "names-unsettled": _(
        "Single parts of names that must never appear were found ({count}). Open the list of names, look "
        "at each, and settle it there or change the text."
    ),
    "names-sealed": _(
        "The names that must never appear cannot be read, because the site’s key for them is missing or is "
        "another one. Ask whoever runs the site to set PROTECTED_NAMES_KEY."
    ),
    "file-twice": _(
        "{names} are the same file: attach it once and say what else it contains, or replace one."
    ),
    "version-taken": _(
        "{other} is the page {page} in {language} already: choose another language, or leave the box empty."
    ),
    "version-elsewhere": _(
        "{page} is of another board or kind: a page is another language of a page of its own board only. Empty the box."
    ),
    "version-of-version": _(
        "{page} says itself that it is another page in another language: name that page instead."
    ),
    "version-named": _(
        "Other pages say that they are this page in another language, so it cannot be one of {page}."
    ),
    "identifier-taken": _("Another review of this board is already known as {identifier}: {page}."),
    "answer-reason-missing": _(
        "Give the reason why “{recommendation}” is {answer}: the public reads it beside the answer."
    ),
    "verifier-missing": _(
        "Say who verified that “{action}” is complete, or choose another status."
    ),
    "note-missing": _(
        "Say in the change note what has changed: readers see it in the page’s history."
    ),
    "contact-missing": _(
        "Readers are sent to the contact of {board}, and there is none: give the board an e-mail "
        "address, a telephone number or a website first, under Boards."
    ),
    "report-shown": _(
        "The state says “{state}”, but “{name}” is there to be read: remove it, or choose another state."
    ),
    "document-shown": _(
        "The state says “listed without a document”, but “{name}” is there to be read: remove it, or "
        "choose another state."
    ),
    "place-missing": _(
        "The state says “{state}”: give a document its address there, or say in the public reason who "
        "publishes it."
    ),
    "summary-missing": _("Attach the summary or write it here: the state says that there is one."),
    "improvements-missing": _(
        "Attach the improvements or write them here: the state says that they are published."
    ),
    "document-reason-missing": _(
        "Give the public a reason why “{name}” is delayed or not published."
    ),
    "contains-itself": _(
        "“{name}” is said to contain “{kind}” twice: untick it among what it also contains."
    ),
    "dates-reversed": _(
        "The dates contradict each other: “{first}” ({first_date}) is later than “{later}” ({later_date})."
    ),
    "date-ahead": _("The date of {name} is in the future ({date}): check it."),
    "own-board": _("{board} has this page: remove it from the other boards."),
    "more-than-spelling": _(
        "This is more than spelling or layout ({names} changed): choose “substantive” or “correction”."
    ),
    "leaves-in-term": _(
        "This edition takes away {name} before {until}, when its minimum term ends: choose why, and who "
        "authorised it. If another file replaces it, choose that file and why."
    ),
    "text-leaves-in-term": _(
        "“{name}”, the text of this page, has to stay public until {until}: keep it, attach the report as a "
        "file, or withdraw the page."
    ),
    "leaves": _(
        "This edition takes away {name}: choose why. If another file replaces it, choose that file and why."
    ),
    "leaves-before-end": _(
        "The minimum term of {name} runs until {until}: choose the reason why it must go now."
    ),
    "authoriser-missing": _(
        "The minimum term of {name} runs until {until}: name the person who authorised this."
    ),
    "leaving-note-missing": _(
        "Write the public note that readers will find at the address of {name}."
    ),
    "succession-reason": _("Choose why another file replaces {name}, or that nothing replaces it."),
    "successor-not-named": _(
        "Choose the file that replaces {name}, or a reason why it is withdrawn."
    ),
    "successor-missing": _(
        "The file that was to replace {name} is not attached any more: choose another, or a reason why "
        "it is withdrawn."
    ),
    "successor-no-report": _(
        "{name} is the report: only a file that is, or contains, the report can replace it. Choose "
        "that file, or a reason why the report is withdrawn."
    ),
    "still-shown": _(
        "Something is said of {name} as if it left, but it does not. Save the form once more."
    ),
    "on-hold": _(
        "This page is on hold ({reason}): nothing of it may go live until the hold is released."
    ),
    "withdrawn": _(
        "This page was withdrawn on {day} ({reason}). Publishing does not put it back: use “Bring back”, "
        "once an approver has confirmed that the reason has gone."
    ),
    "not-withdrawn": _("This page is not withdrawn: publish the edition."),
    "uncleared": _(
        "No approver has confirmed that this edition may bring the page back, which was withdrawn on "
        "{day} ({reason}): ask one to look at it and approve it."
    ),
    "clearance-missing": _(
        "This page was withdrawn on {day} ({reason}): tick that you know this and that the reason has gone."
    ),
    "moment-passed": _("That moment has passed. Choose one in the future, or none to publish now."),
    "not-submitted": _("Submit it for the approval of somebody who did not work on it."),
    "approval-missing": _("It waits for the approval of somebody who did not work on it."),
    "returned": _("{by} returned it: {remarks}"),
    "changed-since": _("Changed after it was {verdict}: {names}. Submit it for approval again."),
    "settled-since": _(
        "Something was found in its files and settled after it was approved. Return it or take it back, "
        "submit it again, and have it approved with that."
    ),
    "changed-while-open": _(
        "This draft was changed after you opened this page. Look at it again; if it may go live as "
        "it is now, press the button once more."
    ),
}
