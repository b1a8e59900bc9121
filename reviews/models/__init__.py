"""The rows: nouns of the domain, their questions, and the constraints they never break."""

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
from reviews.models.edition import Edition, EditionQuerySet, PageEdition
from reviews.models.erasure import Erasure, ErasureDecline, ErasureRequest
from reviews.models.event import GOING_LIVE, Event
from reviews.models.finding import DocumentCheck, Finding, Waiver
from reviews.models.former_address import FormerAddress
from reviews.models.hold import Hold, Release
from reviews.models.kept_work import KeptWork
from reviews.models.lineage import Lineage, Succession
from reviews.models.listing_edition import ListingEdition
from reviews.models.mail import LedgerCursor, Mail, MailPreference
from reviews.models.missed_address import MissedAddress
from reviews.models.notice import Notice
from reviews.models.original import Original
from reviews.models.page import Listing, Page, PlainPage, Review
from reviews.models.protected_name import NameSearch, NameWaiver, ProtectedName
from reviews.models.publication_rule import NoticeDuty, PublicationRule
from reviews.models.reading_copy import ReadingCopy
from reviews.models.ready_page import PublicChange, ReadyPage
from reviews.models.recognition import Recognition
from reviews.models.review_edition import Identifier, ReviewEdition, ReviewType, Subject
from reviews.models.scanner_state import ScannerState
from reviews.models.searchable import DocumentPage, DocumentWords, EditionWords, Spelling
from reviews.models.sign_in import RecoveryCode, SecondFactor, SecondFactorReset, SignIn
from reviews.models.theme import ReviewTheme, Theme
from reviews.models.unsaved_work import UnsavedWork
from reviews.models.upload import Upload
from reviews.models.user import User
from reviews.models.withdrawal import NoteCorrection, Withdrawal

__all__ = [
    "GOING_LIVE",
    "Action",
    "ActionPlan",
    "AlertCursor",
    "AlertNetwork",
    "AlertNews",
    "Approval",
    "Attachment",
    "AvailabilityCheck",
    "Banner",
    "Board",
    "BoardResponse",
    "BoardRole",
    "BoardSuccession",
    "Checkpoint",
    "Clearance",
    "Concern",
    "ConcernSender",
    "Document",
    "DocumentCheck",
    "DocumentPage",
    "DocumentWords",
    "Edition",
    "EditionQuerySet",
    "EditionWords",
    "Erasure",
    "ErasureDecline",
    "ErasureRequest",
    "Event",
    "Finding",
    "FormerAddress",
    "Hold",
    "Identifier",
    "KeptWork",
    "Lineage",
    "LedgerCursor",
    "Listing",
    "ListingEdition",
    "Mail",
    "MailPreference",
    "MissedAddress",
    "NameSearch",
    "NameWaiver",
    "NoteCorrection",
    "Notice",
    "NoticeDuty",
    "Original",
    "Page",
    "PageEdition",
    "PlainPage",
    "ProtectedName",
    "PublicationRule",
    "ReadingCopy",
    "RecoveryCode",
    "Recognition",
    "Release",
    "Review",
    "ReviewEdition",
    "ReviewTheme",
    "ReviewType",
    "ScannerState",
    "SecondFactor",
    "SecondFactorReset",
    "SignIn",
    "Spelling",
    "Subject",
    "Subscriber",
    "Subscription",
    "Succession",
    "Theme",
    "UnsavedWork",
    "Upload",
    "User",
    "Waiver",
    "Withdrawal",
    "PublicChange",
    "ReadyPage",
]
