"""Public addresses. A page's own address may be anything, so the order matters."""

from django.urls import path, re_path

from reviews.views import files, pages

PAGE = r"(?P<path>[a-z0-9-]+(?:/[a-z0-9-]+)*)"
NAME = r"(?P<name>[a-z0-9-]+)"

urlpatterns = [
    path("", pages.home, name="home"),
    re_path(rf"^{PAGE}/{NAME}\.pdf$", files.document, name="document"),
    re_path(rf"^{PAGE}/{NAME}\.webp$", files.cover, name="cover"),
    re_path(rf"^{PAGE}/history/$", pages.history, name="history"),
    re_path(rf"^{PAGE}/$", pages.page, name="page"),
    # PostgreSQL knows no NUL, so nothing can be found at an address that holds one.
    re_path(r"^(?P<path>[^\0]+)$", pages.elsewhere, name="elsewhere"),
]
