"""Public addresses. A page's own address may be anything, so the order matters."""

from django.urls import path, re_path

from reviews.public.views import files, pages, register

PAGE = r"(?P<path>[a-z0-9-]+(?:/[a-z0-9-]+)*)"
NAME = r"(?P<name>[a-z0-9-]+)"
SHA256 = r"(?P<sha256>[0-9a-f]{64})"
NUMBER = r"(?P<number>[1-9][0-9]{0,8})"

urlpatterns = [
    path("", pages.home, name="home"),
    path("register/", register.about, name="register"),
    path("register/checkpoint", register.checkpoint, name="checkpoint"),
    re_path(rf"^{PAGE}/history/{SHA256}\.pdf$", files.kept_document, name="kept_document"),
    re_path(rf"^{PAGE}/history/{SHA256}\.webp$", files.kept_cover, name="kept_cover"),
    re_path(rf"^{PAGE}/{NAME}\.pdf$", files.document, name="document"),
    re_path(rf"^{PAGE}/{NAME}\.webp$", files.cover, name="cover"),
    re_path(rf"^{PAGE}/history/$", pages.history, name="history"),
    re_path(rf"^{PAGE}/history/{NUMBER}/$", pages.past_edition, name="past_edition"),
    re_path(rf"^{PAGE}/$", pages.page, name="page"),
    # PostgreSQL knows no NUL, so nothing can be found at an address that holds one.
    re_path(r"^(?P<path>[^\0]+)$", pages.elsewhere, name="elsewhere"),
]
