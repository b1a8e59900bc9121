"""Every row that an edition takes from elsewhere: whoever changed it does not sign what shows it."""

import pytest

from reviews import pdf, workflow
from reviews.editions import shared_rows
from reviews.editions.digest import edition_content
from reviews.editions.protected_names import search_page, unsettled
from reviews.editions.signing import NAMES, PAGE, signing_blockers
from reviews.lib.exceptions import Refused
from reviews.models import BoardRole, Finding, Theme
from reviews.models.edition_parts import EDITION_OF, PARTS
from tests.support import factories as make

pytestmark = pytest.mark.django_db
AUTHOR = pdf.Finding.of("metadata", recovered="Grace Okafor")


def a_signer():
    return make.make_user(groups=("Administrators", "Editors", "Approvers"))


def a_draft():
    draft = make.open_bare_review(state="published")
    make.attach(draft, make.make_document_row())
    return make.give_themes(draft, "neglect")


def set_page(draft, by):
    workflow.record_page_changed(draft.page, by=by, fields=["path"])


def set_board(draft, by):
    workflow.record_board_changed(draft.page.board, by=by, fields=["name"])


def set_other_board(draft, by):
    board = BoardRole.objects.create(edition=draft, board=make.make_board(), role="joint").board
    workflow.record_board_changed(board, by=by, fields=["name"])


def rename_theme(draft, by):
    theme = Theme.objects.get(slug="neglect")
    workflow.record_theme_set(theme, by=by, fields=["name"])


def bring_in_file(draft, by):
    make.attach(draft, make.make_document_row(accepted_by=by), slug="other", kind="appendix")


def settle_finding(draft, by):
    document = make.make_document_row(found=(AUTHOR,))
    make.attach(draft, document, slug="other", kind="appendix")
    workflow.settle_finding(Finding.objects.get(document=document), by=by, reason="No name.")


# By the column that leads to a row of others: who may change it, and what they are shown then.
SHOWN = {
    "edition.page": [(set_page, PAGE)],
    "page.board": [(set_board, shared_rows.BOARD)],
    "boardrole.board": [(set_other_board, shared_rows.BOARD)],
    "reviewtheme.theme": [(rename_theme, shared_rows.THEME)],
    "attachment.document": [
        (bring_in_file, shared_rows.BROUGHT),
        (settle_finding, shared_rows.SETTLED),
    ],
}
# What no page shows of the row that they lead to.
NOT_SHOWN = {
    "edition.version_of": "a link to a page that is signed by itself",
    "edition.edited_by": "readers see no name of staff",
    "lineage.document": "the file has left the page",
    "lineage.successor": "the file is attached too",
}
CASES = [case for cases in SHOWN.values() for case in cases]


def columns(*models) -> set[str]:
    """Those that lead from these models to rows which are no part of an edition."""
    own = {*EDITION_OF.values(), *PARTS}
    return {
        f"{field.model._meta.model_name}.{field.name}"
        for model in models
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.related_model not in own
    }


def reasons(draft, by) -> list[str]:
    return list(map(str, signing_blockers([edition_content(draft)], by=by)[draft.pk]))


def refusal(what: str) -> str:
    return f"You {what}: somebody else must approve it."


def test_every_column_that_leads_to_a_row_of_others_is_known():
    pages = {kind._meta.get_field("page").related_model for kind in EDITION_OF.values()}
    known = SHOWN.keys() | NOT_SHOWN.keys()
    assert columns(*EDITION_OF.values(), *PARTS, *pages) == known


@pytest.mark.parametrize(("change", "what"), CASES)
def test_who_changed_a_row_does_not_sign_the_edition_that_shows_it(change, what):
    draft, signer = a_draft(), a_signer()
    change(draft, signer)
    workflow.submit(draft, by=make.make_user(), note="First.")
    assert reasons(draft, signer) == [refusal(what)]
    with pytest.raises(Refused, match="somebody else must approve it"):
        workflow.approve(draft, by=signer)
    workflow.approve(draft, by=make.make_user())


@pytest.mark.parametrize(("change", "what"), CASES)
def test_who_changed_a_row_signs_what_does_not_show_it(change, what):
    signer, other = a_signer(), make.open_bare_review()
    change(a_draft(), signer)
    workflow.submit(other, by=make.make_user(), note="First.")
    assert reasons(other, signer) == []


def test_who_settled_a_file_in_one_draft_does_not_sign_another_that_shows_it():
    first, second, signer = a_draft(), make.open_bare_review(state="published"), make.make_user()
    settle_finding(first, signer)
    document = Finding.objects.latest("pk").document
    make.attach(second, document)
    workflow.submit(second, by=make.make_user(), note="First.")
    assert reasons(second, signer) == [refusal(shared_rows.SETTLED)]
    make.make_live(first)  # somebody else has signed the file
    assert reasons(second, signer) == []


def test_whoever_renamed_a_theme_since_it_was_signed_does_not_sign_it_again():
    live, signer = make.make_live(a_draft()), a_signer()
    rename_theme(live, signer)
    draft = workflow.open_edition(live.page, by=make.make_user())
    workflow.submit(draft, by=make.make_user(), note="Second.")
    assert reasons(draft, signer) == [refusal(shared_rows.THEME)]


@pytest.mark.parametrize("is_settled", [True, False], ids=["settled", "removed"])
def test_who_settled_or_removed_a_protected_name_does_not_sign(is_settled):
    draft, signer = make.open_bare_review(summary="By the Grace of God."), make.make_user()
    name = workflow.add_protected_name(draft.page, by=signer, kind="name", text="Grace Okafor")
    assert search_page(draft.page)
    if is_settled:
        items = unsettled(edition_content(draft))
        workflow.settle_names(draft.page, by=signer, items=items, reason="Another word.")
    else:
        workflow.remove_protected_name(name, by=signer)
    workflow.submit(draft, by=make.make_user(), note="First.")
    assert reasons(draft, signer) == [refusal(NAMES)]
    workflow.approve(draft, by=make.make_user())
