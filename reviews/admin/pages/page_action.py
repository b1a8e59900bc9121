"""What every action on a page begins and ends with."""

from django.shortcuts import get_object_or_404

from reviews.admin.links import page_address
from reviews.admin.names import page_name
from reviews.models import Page


class PageAction:
    """An action on a page that ``model_admin`` shows to the person. It leads back to the page."""

    model_admin = None

    def get_object(self) -> Page:
        pages = self.model_admin.get_queryset(self.request)
        return get_object_or_404(pages, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return page_address(self.object)

    def get_context_data(self, **kwargs) -> dict:
        page = {"page": self.object, "name": page_name(self.object)}
        return super().get_context_data(page_url=page_address(self.object), **page, **kwargs)


class ReasonChosen:
    """A form whose reason a link may have chosen: ?reason=anonymity. Nothing that is not offered is chosen."""

    def get_initial(self) -> dict:
        return super().get_initial() | {"reason": self.request.GET.get("reason", "")}
