"""How a conflict was managed: one screen for a decision."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
