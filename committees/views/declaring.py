"""A person's own entry in the registers: declaring, changing, ending, "nothing has changed"."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
