"""The addresses of meetings, papers, minutes and decisions, and the first page."""

from django.urls import path

from decisions.views import console, home, meetings, minutes, papers

urlpatterns = [
    path("", home.home, name="home"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes/<int:sitting>/", minutes.minutes_of, name="minutes_of"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    *console.urlpatterns,
]
