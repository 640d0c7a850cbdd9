"""Training, and the figures for the quarterly and annual self-certification."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
