"""Addresses of the practice pages."""

from django.urls import path, re_path

from practices import views

urlpatterns = [
    path("practices/", views.practices, name="practices"),
    re_path(r"^practices/(?P<code>[0-9A-Za-z]{6})/$", views.practice, name="practice"),
]
