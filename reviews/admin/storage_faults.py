"""What a form says whose verb could not read or write a stored file."""

from typing import ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from reviews.lib.exceptions import StorageDown


class SaysStorageFaults:
    """For a VerbView: the form is shown again, with a sentence and the status 503.

    ``faults`` are the sentences by the exception, the more special one first.
    """

    faults: ClassVar[dict[type[StorageDown], str]]
    status = 200

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except StorageDown as fault:
            self.status = 503
            said = next(text for kind, text in self.faults.items() if isinstance(fault, kind))
            messages.error(request, said)
            return self.form_invalid(self.get_form())

    def render_to_response(self, context, **kwargs) -> HttpResponse:
        return super().render_to_response(context, status=self.status, **kwargs)
