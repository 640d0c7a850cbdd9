"""A register as the answer to a request: the one way in which views send a file of it."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from committees.registers.exports.kinds import UnknownKind, export
from committees.registers.exports.table import Table


def as_download(table: Table, kind: str) -> HttpResponse:
    """The table as an attachment; Http404, in a sentence, for a kind of file that there is not.

    The view has asked the gate already, and has made the table of what this reader is shown and nothing else.
    """
    try:
        file = export(table, kind)
    except UnknownKind as unknown:
        raise Http404(str(unknown)) from unknown
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file.file_name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"  # the same address gives other readers other rows
    return answer
