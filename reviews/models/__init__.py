"""The rows: nouns of the domain, their questions, and the constraints they never break."""

from reviews.models.address import FormerAddress
from reviews.models.attachment import Attachment
from reviews.models.banner import Banner
from reviews.models.board import Board
from reviews.models.document import Document
from reviews.models.edition import Edition, EditionQuerySet, PageEdition
from reviews.models.event import Event
from reviews.models.listing_edition import ListingEdition
from reviews.models.page import Listing, Page, PlainPage, Review
from reviews.models.response import Action, ActionPlan, BoardResponse
from reviews.models.review_edition import BoardRole, Identifier, ReviewEdition, ReviewType, Subject
from reviews.models.user import User
from reviews.models.withdrawal import Withdrawal

__all__ = [
    "Action",
    "ActionPlan",
    "Attachment",
    "Banner",
    "Board",
    "BoardResponse",
    "BoardRole",
    "Document",
    "Edition",
    "EditionQuerySet",
    "Event",
    "FormerAddress",
    "Identifier",
    "Listing",
    "ListingEdition",
    "Page",
    "PageEdition",
    "PlainPage",
    "Review",
    "ReviewEdition",
    "ReviewType",
    "Subject",
    "User",
    "Withdrawal",
]
