"""Registers in the admin: each change is kept with who and when; an earlier version is read, never put back."""

from __future__ import annotations

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from simple_history.admin import SimpleHistoryAdmin


class NeverPutBack(SimpleHistoryAdmin):
    """Rows that change, each change kept with who and when. An earlier version is read, never put back."""

    def revert_disabled(self, request, obj=None):
        return True

    def history_view(self, request, object_id, extra_context=None):
        self._seen(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        self._seen(request, object_id)
        if request.method == "POST":
            raise PermissionDenied("An earlier version is not put back. Change the row as it stands.")
        return super().history_form_view(request, object_id, version_id, extra_context)

    def _seen(self, request: HttpRequest, object_id: str) -> None:
        """The history of a row is for those who see the row."""
        if self.get_object(request, unquote(object_id)) is None:
            raise Http404("There is no such row.")
