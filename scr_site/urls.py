"""The staff's admin; everything else is a public page."""

from django.contrib import admin
from django.urls import include, path

handler404 = "reviews.admin.not_found.not_found"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("alerts/", include("reviews.alerts.urls")),
    path("", include("reviews.public.urls")),
]
