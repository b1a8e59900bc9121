"""The reasons for which verbs are refused, as people read them; {} is the number of an edition."""

from tests.support.lifecycle import RETURN_FACTS

WAITS = "Edition {} is scheduled to go live. Take back its schedule to change it."
STAYS = "Edition {} has a period and stays on record."
IS_PUBLISHED = "Edition {} has already been published. Open the page again to see it."
IS_SCHEDULED = "Edition {} has already been scheduled. Open the page again to see it."
NO_DRAFT = "Edition {} is not a draft."
WAS_PUBLIC = "This page has already been public here: publish its next edition instead."
NOT_WAITING = "Edition {} is not waiting to go live."
NOT_PUBLIC = "This page is not public: there is nothing to withdraw."
WITHDRAWN = "This page was already withdrawn on {day}."
UNCHANGED = "It has been submitted already and has not changed since."
SUBMIT = "Submit it for the approval of somebody who did not work on it."
UNSIGNED = "It waits for the approval of somebody who did not work on it."
RETURNED = f"{RETURN_FACTS['by']} returned it: {RETURN_FACTS['remarks']}"
CHANGED = "Changed after it was approved: title. Submit it for approval again."
APPROVED = "It has been approved already."
PUBLISH = "It has been approved: publish it."
NOT_SUBMITTED = "It has not been submitted for approval."
NOT_RETURNED = "Only a draft can be returned."
NO_ORIGIN = "Say first which website it comes from and which dates it bore there."
IS_HELD = "This page is on hold (inquest): nothing of it may go live until the hold is released."
PAGE_WITHDRAWN = (
    "This page was withdrawn on {day} (published in error). Publishing does not put it back: use “Bring "
    "back”, once an approver has confirmed that the reason has gone."
)
UNCLEARED = (
    "No approver has confirmed that this edition may bring the page back, which was withdrawn on {day} "
    "(published in error): ask one to look at it and approve it."
)
NOT_WITHDRAWN = "This page is not withdrawn: publish the edition."
NOT_SENT = "It does not wait for approval or publication: there is nothing to take back."
HELD_ALREADY = "The page is already on hold for this reason (inquest)."
