"""The staff's admin; everything else is a public page, below /cy/ with the site's words in Welsh."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from reviews.public.urls import DATA, PAGES

handler400 = "reviews.public.plain_answers.unclear"
handler404 = "reviews.admin.not_found.not_found"
handler500 = "reviews.public.plain_answers.fault"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include(DATA)),
    *i18n_patterns(
        path("alerts/", include("reviews.alerts.urls")),
        path("", include(PAGES)),
        prefix_default_language=False,
    ),
]
