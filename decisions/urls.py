"""The addresses of meetings, papers, minutes and decisions, and the first page."""

from django.urls import path

from decisions.views import (
    agenda,
    chronology,
    conditions,
    conflicts,
    console,
    desk,
    exported,
    guardian,
    home,
    life,
    managed,
    meetings,
    minutes,
    outside,
    papers,
    practices,
    procurement,
    putting_right,
    stating,
    writing_up,
)
from practices import addresses  # noqa: F401 makes <key:...> known

urlpatterns = [
    path("", home.home, name="home"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<key:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<key:pk>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<key:pk>/minutes/<key:sitting>/", minutes.minutes_of, name="minutes_of"),
    path("meetings/<key:pk>/record/", exported.record, name="record"),
    path("papers/<key:pk>/", papers.paper, name="paper"),
    *console.urlpatterns,
    *putting_right.urlpatterns,
    *conditions.urlpatterns,
    *writing_up.urlpatterns,
    *agenda.urlpatterns,
    *conflicts.urlpatterns,
    *managed.urlpatterns,
    *guardian.urlpatterns,
    *outside.urlpatterns,
    *chronology.urlpatterns,
    *practices.urlpatterns,
    *life.urlpatterns,
    *stating.urlpatterns,
    *desk.urlpatterns,
    *procurement.urlpatterns,
]
