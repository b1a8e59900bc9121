"""Which boards a board that public pages name took over from: proposed, agreed to by another person, ended."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
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
    rows = board.successions.select_related("earlier", "proposed_by", "agreed_by", "ended_by")
    found_later = {row.earlier_id for row in rows}
    theirs = user.works_for(board)
    return {
        "from_the_start": [each for each in board.succeeds.all() if each.pk not in found_later],
        "successions": rows,
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


def _theirs(user: User, pk: int, **state) -> BoardSuccession:
    rows = BoardSuccession.objects.filter(board__in=boards_of(user), **state)
    return get_object_or_404(
        rows.select_related("board", "earlier", "proposed_by", "agreed_by"), pk=pk
    )


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
        return _theirs(self.request.user, self.kwargs["pk"])

    def get_success_url(self) -> str:
        return _address(self.object.board)


class Agree(Answer):
    right = AGREEING
    verb = staticmethod(workflow.agree_succession)

    def get_success_message(self) -> str:
        return f"Agreed: the lists of {self.object.board} hold the reviews of {self.object.earlier} from now on."


class End(VerbView):
    """That it took over from another one was a mistake."""

    right = AGREEING
    verb = staticmethod(workflow.end_succession)
    form_class = forms.Form
    template_name = "admin/reviews/succession_end.html"

    def get_object(self) -> BoardSuccession:
        return _theirs(self.request.user, self.kwargs["pk"], agreed_at__isnull=False)

    def too_late(self) -> HttpResponse | None:
        if not self.object.ended_at:
            return None
        messages.info(self.request, "This was ended already.")
        return redirect(self.get_success_url())

    def get_title(self) -> str:
        return f"{self.object.board} did not take over from {self.object.earlier}"

    def get_success_url(self) -> str:
        return _address(self.object.board)

    def get_success_message(self) -> str:
        return f"Ended: the lists of {self.object.board} leave the reviews of {self.object.earlier} out from now on."

    def get_context_data(self, **kwargs) -> dict:
        around = {"page_url": self.get_success_url(), "name": self.object.board}
        return super().get_context_data(**around | {"object": self.object} | kwargs)


class Decline(Answer):
    right = PROPOSING
    verb = staticmethod(workflow.decline_succession)
    success_message = "Turned down: nothing has changed for readers."
