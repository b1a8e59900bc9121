"""Public addresses: the site's own, then those of pages and of what belongs to them."""

from django.urls import path, re_path

from reviews.public.views import (
    colours,
    concerns,
    data,
    feeds,
    pages,
    register,
    search,
    security,
    themes,
)

# For programs, and the same in every language.
DATA = [
    path(".well-known/security.txt", security.security_txt, name="security_txt"),
    path("register/checkpoint", register.checkpoint, name="checkpoint"),
    path("feeds.atom", feeds.everything, name="feed"),
    path("boards/<int:number>.atom", feeds.board, name="board_feed"),
    path("themes/<slug:slug>.atom", themes.feed, name="theme_feed"),
    re_path(r"^themes/(?P<slug>[-\w]+)\.(?P<ending>json|csv)$", themes.data, name="theme_data"),
    path("register.json", data.everything, name="everything"),
    path("api/", data.description, name="api"),
    path("api/reviews", data.reviews, name="api_reviews"),
    path("api/reviews/<int:number>", data.review, name="api_review"),
    re_path(r"^search\.(?P<ending>json|csv)$", data.search, name="search_data"),
    path("api/listings", data.listings, name="api_listings"),
    path("sitemap.xml", feeds.sitemap_index, name="sitemap_index"),
    path("sitemaps/<slug:section>.xml", feeds.sitemap, name="sitemap_part"),
    path("robots.txt", feeds.robots, name="robots"),
    path("favicon.ico", feeds.icon, name="icon"),
    path("board-colour/<str:digits>.css", colours.stylesheet, name="board_colour"),
    path("cy", pages.in_welsh, name="in_welsh"),
]
# For people: below /cy/ in Welsh.
PAGES = [
    path("", pages.home, name="home"),
    re_path("^search/?$", search.results, name="search"),
    path("register/", register.about, name="register"),
    path("themes/", themes.every, name="themes"),
    path("themes/<slug:slug>/", themes.single, name="theme"),
    path("concerns/new/", concerns.concern, name="concern"),
    re_path(
        "^concerns/(?P<reference>[2-9A-Z]{4}-[2-9A-Z]{4})/$",
        concerns.received,
        name="concern_received",
    ),
    # PostgreSQL knows no NUL, so nothing can be at an address that holds one.
    re_path(r"^(?P<path>[^\0]+)$", pages.page, name="page"),
]
urlpatterns = [*DATA, *PAGES]
