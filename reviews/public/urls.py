"""Public addresses: the site's own, then those of pages and of what belongs to them."""

from django.urls import path, re_path

from reviews.public.views import pages, register, search, security

urlpatterns = [
    path("", pages.home, name="home"),
    path(".well-known/security.txt", security.security_txt, name="security_txt"),
    re_path("^search/?$", search.results, name="search"),
    path("register/", register.about, name="register"),
    path("register/checkpoint", register.checkpoint, name="checkpoint"),
    # PostgreSQL knows no NUL, so nothing can be at an address that holds one.
    re_path(r"^(?P<path>[^\0]+)$", pages.page, name="page"),
]
