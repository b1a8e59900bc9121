"""What can be done with a case: acknowledged, closed, deleted."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from reviews import workflow
from reviews.admin.concerns.cases import RIGHT
from reviews.admin.forms import WrittenDateField
from reviews.admin.verbs import VerbView
from reviews.lib import clock
from reviews.lib.dates import london_date
from reviews.models import Concern, User


class AcknowledgeForm(forms.Form):
    on = WrittenDateField(
        label="Acknowledged on",
        help_text="The day on which its sender was written to that it has arrived.",
    )


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What came of it", choices=[("", "Choose an outcome"), *Concern.Outcome.choices]
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=5_000,
        widget=forms.Textarea({"rows": 4}),
        help_text="What was decided and what the sender was written. Stored encrypted, with the case.",
    )


class CaseStep(VerbView):
    """A step of one case; it leads back to the case."""

    right = RIGHT
    template_name = "admin/reviews/concern_step.html"
    button = ""
    intro = ""

    def get_object(self) -> Concern:
        rows = Concern.objects.of(self.request.user).defer("sealed", "sealed_note")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return reverse("admin:concern", args=[self.object.pk])

    def get_title(self) -> str:
        return f"{self.button}: concern {self.object.reference}"

    def get_context_data(self, **kwargs) -> dict:
        around = {"page_url": self.get_success_url(), "name": f"Concern {self.object.reference}"}
        around |= {"button": self.button, "intro": self.intro}
        return super().get_context_data(**around | kwargs)


class Acknowledge(CaseStep):
    form_class = AcknowledgeForm
    verb = staticmethod(workflow.acknowledge_concern)
    button = "Record the acknowledgement"
    intro = "Write to the sender first; this only records that it was done."
    success_message = "Recorded: the sender was written to."

    def too_late(self) -> HttpResponse | None:
        if self.object.wants_answer:
            return None
        messages.error(self.request, Concern.NO_ADDRESS)
        return redirect(self.get_success_url())

    def get_initial(self) -> dict:
        return {"on": london_date(clock.now())}


class Close(CaseStep):
    form_class = CloseForm
    verb = staticmethod(workflow.close_concern)
    button = "Close the case"
    intro = (
        "The sender, if there is an address, is to be written what came of it without undue delay."
    )
    success_message = "The case is closed."


class Delete(CaseStep):
    form_class = forms.Form
    button = "Delete the case"
    intro = "Everything that was written goes, with the case itself. Nothing of it is kept, and it cannot be undone."
    success_message = "The case is deleted, with everything that was written."

    def verb(self, concern: Concern, *, by: User) -> bool:
        workflow.delete_concern(concern, by=by)
        return True

    def get_success_url(self) -> str:
        return reverse("admin:concerns") if self.result else super().get_success_url()
