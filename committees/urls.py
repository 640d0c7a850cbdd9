"""Addresses of the pages on committees and on who decides."""

from django.urls import path

from committees.views import breaches, certifying, declaring, kinds, offers, registers
from committees.views import who_decides as views
from practices import addresses  # noqa: F401 makes <key:...> known

urlpatterns = [
    path("who-decides/", views.who_decides, name="who_decides"),
    *kinds.urlpatterns,
    path("who-decides/function/<str:function>/", views.who_decides_function, name="who_decides_function"),
    path("who-decides/<str:code>/", views.who_decides_ccg, name="who_decides_ccg"),
    path("who-decides/<str:code>/timeline/", views.who_decides_timeline, name="who_decides_timeline"),
    path("committees/", views.committees, name="committees"),
    path("committees/<key:pk>/", views.committee, name="committee"),
    path("committees/<key:pk>/what-if/", views.committee_what_if, name="committee_what_if"),
    *registers.urlpatterns,
    *breaches.urlpatterns,
    *declaring.urlpatterns,
    *offers.urlpatterns,
    *certifying.urlpatterns,
]
