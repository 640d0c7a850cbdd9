"""Meetings to come and past, and the page of one: its agenda and papers, for reading."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from committees.models import Meeting


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    return render(request, "decisions/meetings.html", {"meetings": Meeting.objects.all()})


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "decisions/meeting.html", {"meeting": get_object_or_404(Meeting, pk=pk)})
