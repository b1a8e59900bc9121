"""Which files of a draft are to state another title or author than they do."""

from reviews import pdf
from reviews.documents.labels import may_be_labelled
from reviews.editions.approval import CLOSED, approval_status
from reviews.editions.digest import EditionContent
from reviews.editions.replacing import in_published_editions
from reviews.lib import site_language
from reviews.models import Attachment, Board, Document


def labels_to_write(content: EditionContent) -> dict[Document, pdf.Label]:
    """Of each cleaned copy in a draft that nobody is to sign yet. What was published once never changes."""
    board, rows = content.row.page.board, content.parts.get(Attachment, [])
    if not board or not content.row.is_draft or approval_status(content).stage in CLOSED:
        return {}
    shown = {row.document: label_for(row, board) for row in reversed(rows) if row.document_id}
    other = {each: label for each, label in shown.items() if each.label != label}
    copies = may_be_labelled(other) - in_published_editions(other) if other else set()
    return {each: label for each, label in other.items() if each.pk in copies}


def label_for(attachment: Attachment, board: Board) -> pdf.Label:
    """A kind is named in the language of the document."""
    with site_language.speaking(attachment.language):
        return pdf.Label(" ".join(attachment.name.split()), board.name)
