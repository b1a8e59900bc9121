"""The verbs: the only code that changes what the public sees.

Each verb is one transaction: lock the page, read the edition once, list every blocker, refuse or
act, and write the event. Moments are the database's, of the statement that sets the period, after
the lock.

=====================  ====================================================================
``open_edition``       the next draft of a page; returns the draft there is, if there is one
``discard``            throw a draft away
``state_origin``       on a draft: the earlier website it comes from, and the dates it bore there
``submit``             hand a draft over for approval, with its change note
``return_``            hand it back with remarks
``approve``            approve its content; also the second signature after an override
``publish``            give an approved draft its period: from now, or from a future moment
``take_back``          whoever submitted a draft takes that back; an approval of it is void
``carry_over``         publish an approved draft with the dates of its earlier website
``override``           publish without a second person: a reason, and a mark until one approves
``unschedule``         take back a period that has not begun; the edition is a draft again
``hold``, ``release``  while it lasts, nothing of the page may go live
``notify``             record that somebody was notified of a coming publication
``withdraw``           end the live period now and leave a notice; always possible
``correct_notice``     put another public note in the place of a withdrawn page's
``bring_back``         put a withdrawn page back with an edition that an approver has cleared
``discard_page``       throw away a page that never was public
``ask_erasure``        ask that what named a child is destroyed
``decline_erasure``    take a request back, or turn it down
``erase``              carry out what somebody else asked for, in rows and in storage
``propose_address``    propose that a former address leads to a page
``agree_address``      agree to it; from then on it does
``end_address``        end that, or take the proposal back
``propose_succession``  propose that a board which public pages name took over from another
``agree_succession``   agree to it; from then on its lists hold the reviews of the other
``decline_succession``  turn that down, or take it back
``end_succession``     end what was agreed to by mistake
``announce``           show a banner for a period
``end_banner``         end a banner now
``settle_finding``     let be what was found in a document, for a reason
``show_finding``       ask to see hidden text that was found
``read_original``      open the file of which a document is the cleaned copy
``take_out_hidden_text``   put a copy without hidden text in the place of a document of a draft
``have_checked``       look through a file that was sent for a draft, at once or by a worker
``recognise_afresh``   put a copy of a scan with text that is read anew in the place of a document of a draft
``ask_recognition``    ask for that, for a worker
``have_recognised``    have a worker do it
``recheck``            look through a stored file again with newer checks, and keep what they find
``stop_unsettled``     take back schedules whose files are not in order any more
``add_protected_name`` enter what must never appear in a review
``remove_protected_name``  take it off the list
``show_protected_names``   ask to see the list
``settle_names``       let single parts of such names be, for a reason
``stop_what_names``    take back the schedule of what holds such a name
``acknowledge_concern``  record when the sender of a concern was answered
``close_concern``      close a case with its outcome
``delete_concern``     delete a closed case, with what was written
=====================  ====================================================================

What the admin's forms save changes nothing that is public. Functions that are no verbs record it
in the ledger: ``record_draft_saved``, ``record_page_changed``, ``record_board_changed``,
``record_rights_changed``, ``record_password_set``, ``record_rule_added``, ``record_theme_set``. Nor do
``ask_factors_reset`` and ``reset_factors``, by which two administrators let somebody in who lost every second factor,
and ``keep_factors``, by which either of them declines. ``finish_erasures`` ends what the store could not do at
once, ``place_uploads`` gives saved rows the files that have been checked meanwhile,
``queue_waiting`` has those checked whose worker was stopped, ``recheck_edition`` rechecks the files of one edition, and ``label_documents`` and ``follow_titles``
write title and board into its cleaned copies.
"""

from reviews.workflow.addresses import agree_address, end_address, propose_address
from reviews.workflow.admin_changes import (
    record_board_changed,
    record_draft_saved,
    record_page_changed,
    record_password_set,
    record_rights_changed,
    record_rule_added,
    record_theme_set,
)
from reviews.workflow.approvals import approve, return_, submit, take_back
from reviews.workflow.banners import announce, end_banner
from reviews.workflow.concerns import acknowledge_concern, close_concern, delete_concern
from reviews.workflow.drafts import discard, open_edition, state_origin
from reviews.workflow.erasures import ask_erasure, decline_erasure, erase, finish_erasures
from reviews.workflow.hidden_text import take_out_hidden_text
from reviews.workflow.holds import hold, release
from reviews.workflow.labels import follow_titles, label_documents
from reviews.workflow.notices import notify
from reviews.workflow.pages import discard_page
from reviews.workflow.protected_names import (
    add_protected_name,
    remove_protected_name,
    settle_names,
    show_protected_names,
    stop_what_names,
)
from reviews.workflow.publication import bring_back, carry_over, override, publish, unschedule
from reviews.workflow.rechecks import recheck, recheck_edition, stop_unsettled
from reviews.workflow.recognition import ask_recognition, recognise_afresh
from reviews.workflow.second_factors import ask_factors_reset, keep_factors, reset_factors
from reviews.workflow.successions import (
    agree_succession,
    decline_succession,
    end_succession,
    propose_succession,
)
from reviews.workflow.tasks import have_checked, have_recognised, queue_waiting
from reviews.workflow.uploads import place_uploads
from reviews.workflow.waivers import read_original, settle_finding, show_finding
from reviews.workflow.withdrawals import correct_notice, withdraw

__all__ = [
    "acknowledge_concern",
    "add_protected_name",
    "agree_address",
    "agree_succession",
    "announce",
    "approve",
    "ask_erasure",
    "ask_factors_reset",
    "ask_recognition",
    "bring_back",
    "carry_over",
    "close_concern",
    "correct_notice",
    "decline_erasure",
    "decline_succession",
    "delete_concern",
    "discard",
    "discard_page",
    "end_address",
    "end_banner",
    "end_succession",
    "erase",
    "finish_erasures",
    "follow_titles",
    "have_checked",
    "have_recognised",
    "hold",
    "keep_factors",
    "label_documents",
    "notify",
    "open_edition",
    "override",
    "place_uploads",
    "propose_address",
    "propose_succession",
    "publish",
    "queue_waiting",
    "read_original",
    "recheck",
    "recheck_edition",
    "recognise_afresh",
    "record_board_changed",
    "record_draft_saved",
    "record_page_changed",
    "record_password_set",
    "record_rights_changed",
    "record_rule_added",
    "record_theme_set",
    "release",
    "remove_protected_name",
    "reset_factors",
    "return_",
    "settle_finding",
    "settle_names",
    "show_finding",
    "show_protected_names",
    "state_origin",
    "stop_unsettled",
    "stop_what_names",
    "submit",
    "take_back",
    "take_out_hidden_text",
    "unschedule",
    "withdraw",
]
