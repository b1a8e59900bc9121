"""Which boards a board that public pages name took over from: proposed by one person, agreed to by another."""

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse

from reviews import workflow
from reviews.admin.pages.forms import boards_of
from reviews.admin.verbs import ButtonView, VerbView
from reviews.lib import clock
from reviews.models import Board, BoardSuccession, User

PROPOSING = "add_board"
AGREEING = "approve_edition"


def successions_of(board: Board, user: User) -> dict:
    """For the board’s own screen."""
    waiting = board.successions.filter(agreed_at=None).select_related("earlier", "proposed_by")
    theirs = user.works_for(board)
    return {
        "successions": waiting,
        "may_propose": theirs and user.has_perm(f"reviews.{PROPOSING}"),
        "may_agree": theirs and user.has_perm(f"reviews.{AGREEING}"),
    }


def waiting_for(user: User) -> list[BoardSuccession]:
    """Those to which this person may agree."""
    if not user.has_perm(f"reviews.{AGREEING}"):
        return []
    waiting = BoardSuccession.objects.filter(agreed_at=None, board__in=boards_of(user))
    others = waiting.exclude(proposed_by=user)
    return list(others.select_related("board", "earlier", "proposed_by"))


def _address(board: Board) -> str:
    return reverse("admin:reviews_board_change", args=[board.pk])


class EarlierForm(forms.Form):
    earlier = forms.ModelChoiceField(
        Board.objects.none(),
        label="Took over from",
        empty_label="Choose a board",
        help_text="A board that is not in the list is added under Boards first.",
        error_messages={"required": "Choose the board that this one took over from."},
    )


class Propose(VerbView):
    """That the board took over from another one."""

    right = PROPOSING
    verb = staticmethod(workflow.propose_succession)
    form_class = EarlierForm
    template_name = "admin/reviews/succession.html"
    success_message = "Proposed: somebody else, an approver of this board, has to agree to it here."

    def get_object(self) -> Board:
        return get_object_or_404(boards_of(self.request.user), pk=self.kwargs["pk"])

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        known = (
            self.object.with_successors(at=clock.now())
            .union(self.object.succeeds.all())
            .values_list("pk")
        )
        form.fields["earlier"].queryset = Board.objects.exclude(pk__in=[pk for (pk,) in known])
        return form

    def get_title(self) -> str:
        return f"{self.object} took over from another board"

    def get_success_url(self) -> str:
        return _address(self.object)

    def get_context_data(self, **kwargs) -> dict:
        around = {"page_url": self.get_success_url(), "name": self.object}
        return super().get_context_data(**around | kwargs)


class Answer(ButtonView):
    def get_object(self) -> BoardSuccession:
        theirs = BoardSuccession.objects.filter(board__in=boards_of(self.request.user))
        return get_object_or_404(theirs, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return _address(self.object.board)


class Agree(Answer):
    right = AGREEING
    verb = staticmethod(workflow.agree_succession)

    def get_success_message(self) -> str:
        return f"Agreed: the lists of {self.object.board} hold the reviews of {self.object.earlier} from now on."


class Decline(Answer):
    right = PROPOSING
    verb = staticmethod(workflow.decline_succession)
    success_message = "Turned down: nothing has changed for readers."
