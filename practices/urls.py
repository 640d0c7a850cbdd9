"""Addresses of the practice pages."""

from django.urls import path

from practices import views

urlpatterns = [
    path("practices/", views.practices, name="practices"),
    path("practices/contracts-ending/", views.contracts_ending, name="contracts_ending"),
]
