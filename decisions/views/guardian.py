"""The conflicts of interest guardian's page: concerns, advice, late declarations, breaches, what is left out."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
