"""The registers as anybody reads them, and the private ones as their keepers do."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
