"""Triggers on the tables of single models, besides those that their permanence asks for."""

from reviews.models import (
    Approval,
    Banner,
    Board,
    Document,
    DocumentWords,
    Edition,
    EditionWords,
    Erasure,
    Event,
    Finding,
    FormerAddress,
    NoteCorrection,
    NoticeDuty,
    Page,
    PublicationRule,
    ReadingCopy,
    Theme,
    Withdrawal,
)

# Whatever is written to a table that public pages read changes the name of what the public sees.
WRITTEN = "AFTER INSERT OR DELETE OR UPDATE"
NOTED = "reviews_note_public_change()"
SHOWN = dict.fromkeys(
    [
        *(Banner, Board, Board.succeeds.through, Erasure, FormerAddress, NoteCorrection),
        *(NoticeDuty, Page, PublicationRule, ReadingCopy, Theme, Withdrawal),
    ],
    f"{WRITTEN} FOR EACH STATEMENT {NOTED}",
)
SHOWN[Document] = f"AFTER DELETE OR UPDATE FOR EACH STATEMENT {NOTED}"
SHOWN[Edition] = f"{WRITTEN} FOR EACH ROW {NOTED}"

KEPT_SPELLINGS = {"keep_spellings": f"{WRITTEN} FOR EACH ROW reviews_keep_spellings()"}

OF_SINGLE_MODELS = {
    DocumentWords: KEPT_SPELLINGS,
    EditionWords: KEPT_SPELLINGS,
    Approval: {
        "guard_approval": "BEFORE INSERT FOR EACH ROW WHEN (((new.verdict)::text = 'approved'::text)) "
        "reviews_guard_approval()",
    },
    Document: {
        "guard_new_document": "BEFORE INSERT FOR EACH ROW reviews_guard_new_document()",
        "erase_name_searches": "AFTER UPDATE FOR EACH ROW WHEN ((new.erased_at IS NOT NULL)) "
        "reviews_erase_name_searches()",
        "erase_findings": "AFTER UPDATE FOR EACH ROW WHEN ((new.erased_at IS NOT NULL)) "
        "reviews_erase_findings()",
        "erase_reading_copy": "AFTER UPDATE FOR EACH ROW WHEN ((new.erased_at IS NOT NULL)) "
        "reviews_erase_reading_copy()",
        "keep_pages": "AFTER INSERT OR UPDATE FOR EACH ROW reviews_keep_pages()",
    },
    Edition: {
        "guard_lineage": "BEFORE UPDATE FOR EACH ROW WHEN (((old.live_from IS NULL) AND "
        "(new.live_from IS NOT NULL))) reviews_guard_lineage()",
        "guard_return": "BEFORE UPDATE FOR EACH ROW WHEN (((old.live_from IS NULL) AND "
        "(new.live_from IS NOT NULL))) reviews_guard_return()",
        "guard_signed": "BEFORE UPDATE FOR EACH ROW WHEN (((old.live_from IS NULL) AND "
        "(new.live_from IS NOT NULL))) reviews_guard_signed()",
        "guard_discarded": "BEFORE INSERT FOR EACH ROW reviews_guard_discarded_edition()",
        "guard_version": "BEFORE INSERT OR UPDATE FOR EACH ROW WHEN ((new.version_of_id IS NOT NULL)) "
        "reviews_guard_version()",
        "keep_words": "AFTER UPDATE FOR EACH ROW WHEN (((old.live_from IS DISTINCT FROM new.live_from) "
        "OR (new.live_from IS NOT NULL))) reviews_keep_words()",
    },
    ReadingCopy: {"guard_reading_copy": "BEFORE INSERT FOR EACH ROW reviews_guard_reading_copy()"},
    Finding: {"guard_finding": "BEFORE INSERT FOR EACH ROW reviews_guard_finding()"},
    Event: {"seal": "BEFORE INSERT FOR EACH ROW reviews_seal_event()"},
    Erasure: {
        "erase_uploads": "AFTER INSERT FOR EACH ROW reviews_erase_uploads()",
        "erase_recognitions": "AFTER INSERT FOR EACH ROW reviews_erase_recognitions()",
        "erase_unsaved_work": "AFTER INSERT FOR EACH ROW reviews_erase_unsaved_work()",
        "erase_protected_names": "AFTER INSERT FOR EACH ROW reviews_erase_protected_names()",
        "erase_ready_pages": "AFTER INSERT FOR EACH STATEMENT reviews_erase_ready_pages()",
    },
    Page: {
        "guard_discarded": "BEFORE DELETE OR UPDATE FOR EACH ROW reviews_guard_discarded_page()",
        "erase_words": "AFTER UPDATE FOR EACH ROW WHEN ((new.erased_at IS NOT NULL)) "
        "reviews_erase_words()",
    },
    Withdrawal: {"erase_corrections": "AFTER UPDATE FOR EACH ROW reviews_erase_corrections()"},
}
OTHER_TRIGGERS = {
    model: OF_SINGLE_MODELS.get(model, {})
    | ({"public_change": SHOWN[model]} if model in SHOWN else {})
    for model in OF_SINGLE_MODELS.keys() | SHOWN.keys()
}
