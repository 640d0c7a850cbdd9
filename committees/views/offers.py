"""Gifts, hospitality and sponsorship: declaring an offer, and reviewing one."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
