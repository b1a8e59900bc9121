"""What becomes of the rows of each model. The database keeps it; a new model is declared here."""

from enum import Enum

from django.db.models import Model

from reviews.models.action_plan import Action, ActionPlan
from reviews.models.alert import AlertCursor, AlertNetwork, AlertNews, Subscriber, Subscription
from reviews.models.approval import Approval
from reviews.models.attachment import Attachment
from reviews.models.availability_check import AvailabilityCheck
from reviews.models.banner import Banner
from reviews.models.board import Board
from reviews.models.board_response import BoardResponse
from reviews.models.board_role import BoardRole
from reviews.models.board_succession import BoardSuccession
from reviews.models.checkpoint import Checkpoint
from reviews.models.clearance import Clearance
from reviews.models.concern import Concern, ConcernSender
from reviews.models.document import Document
from reviews.models.edition import Edition
from reviews.models.erasure import Erasure, ErasureDecline, ErasureRequest
from reviews.models.event import Event
from reviews.models.finding import DocumentCheck, Finding, Waiver
from reviews.models.former_address import FormerAddress
from reviews.models.hold import Hold, Release
from reviews.models.kept_work import KeptWork
from reviews.models.lineage import Lineage
from reviews.models.listing_edition import ListingEdition
from reviews.models.mail import LedgerCursor, Mail, MailPreference
from reviews.models.missed_address import MissedAddress
from reviews.models.notice import Notice
from reviews.models.original import Original
from reviews.models.page import Page
from reviews.models.protected_name import NameSearch, NameWaiver, ProtectedName
from reviews.models.publication_rule import NoticeDuty, PublicationRule
from reviews.models.reading_copy import ReadingCopy
from reviews.models.ready_page import PublicChange, ReadyPage
from reviews.models.recognition import Recognition
from reviews.models.review_edition import Identifier, ReviewEdition, Subject
from reviews.models.scanner_state import ScannerState
from reviews.models.searchable import DocumentPage, DocumentWords, EditionWords, Spelling
from reviews.models.sign_in import RecoveryCode, SecondFactor, SecondFactorReset, SignIn
from reviews.models.theme import ReviewTheme, Theme
from reviews.models.unsaved_work import UnsavedWork
from reviews.models.upload import Upload
from reviews.models.user import User
from reviews.models.withdrawal import NoteCorrection, Withdrawal


class Permanence(Enum):
    APPEND_ONLY = "Added, and neither changed nor deleted except by an erasure."
    PART_OF_EDITION = "Changes freely while the edition is a draft, and is frozen with it."
    FROZEN_WHEN_PUBLIC = "Changes freely until the public can see it; a trigger of its own decides."
    MUTABLE = "Changes freely."
    DERIVED = "Follows other rows by their triggers; the web process only reads it."


DECLARED: dict[Permanence, set[type[Model]]] = {
    Permanence.APPEND_ONLY: {
        *(Approval, AvailabilityCheck, Checkpoint, Document, Event, Hold, Release),
        *(DocumentCheck, Finding, Waiver, ReadingCopy, Original),
        *(Notice, NoticeDuty, PublicationRule, Withdrawal, ErasureRequest, ErasureDecline, Erasure),
        *(Clearance, NoteCorrection),
    },
    Permanence.PART_OF_EDITION: {
        *(ReviewEdition, ListingEdition, Identifier, Subject, BoardRole, Attachment),
        *(BoardResponse, ActionPlan, Action, Lineage, ReviewTheme),
    },
    Permanence.FROZEN_WHEN_PUBLIC: {
        Board,
        Board.succeeds.through,
        Page,
        Banner,
        Edition,
        FormerAddress,
        BoardSuccession,
        Theme,
    },
    Permanence.MUTABLE: {
        *(User, User.groups.through, User.user_permissions.through, User.boards.through),
        *(KeptWork, UnsavedWork, Upload, Recognition),
        *(ProtectedName, NameSearch, NameWaiver),
        *(SignIn, SecondFactor, RecoveryCode, SecondFactorReset),
        *(Mail, MailPreference, LedgerCursor),
        *(Subscriber, Subscription, AlertNews, AlertCursor, AlertNetwork),
        *(Concern, ConcernSender, MissedAddress, ReadyPage, ScannerState),
    },
    Permanence.DERIVED: {
        *(DocumentPage, DocumentWords, EditionWords, Spelling),
        PublicChange,
    },
}
