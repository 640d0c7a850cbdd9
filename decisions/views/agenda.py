"""Before the meeting: putting a matter on its agenda, with those who present it and its papers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
