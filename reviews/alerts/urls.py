"""Addresses of e-mail alerts. None of them holds an address of a reader."""

from django.urls import path

from reviews.alerts import views

urlpatterns = [
    path("", views.ask, name="alerts"),
    path("asked/", views.asked, name="alerts_asked"),
    path("confirm/<str:token>/", views.confirm, name="alerts_confirm"),
    path("stop/<str:token>/", views.stop, name="alerts_stop"),
    path("pages/<int:number>/", views.page, name="alerts_page"),
]
