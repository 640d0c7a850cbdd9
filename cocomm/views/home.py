"""The first page, until the one for each kind of person is there (an app's own address "" comes before this one)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home_plain.html")
