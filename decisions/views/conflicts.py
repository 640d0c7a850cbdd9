"""Before the meeting: the conflicts that the registers show, what the secretary makes of them, and the forecast."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
