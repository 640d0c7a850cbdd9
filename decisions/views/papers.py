"""A paper of an agenda item, through the gate: a text is shown as a page, a file is downloaded."""

from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees.powers import actor_for
from committees.terms import Access
from decisions.facts import load_record
from decisions.gate import Refused
from decisions.models import Paper
from decisions.readers import may_read_paper, refuse_unknown
from practices import clock

NOT_THERE = "There is no such paper."

#: What a browser is told about a file, by its ending; never what the file says of itself.
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".txt": "text/plain; charset=utf-8",
}


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """404 where the reader may not know of it (a private item), 403 with reasons where the paper is refused."""
    found = Paper.objects.select_related("item__meeting__convened_by").filter(pk=pk).first()
    if found is None:
        raise Http404(NOT_THERE)
    record = load_record(found.item.meeting)
    item = record.item_by_id[found.item_id]
    actor = actor_for(request.user, clock.today())
    refuse_unknown(actor, record, item, NOT_THERE)
    verdict = may_read_paper(actor, record, item, found)
    if not verdict:
        raise Refused(verdict, what="You may not read this paper")
    if found.file:
        return _download(found)
    context = {"paper": found, "item": item, "meeting": record.meeting, "access": Access(found.access).label}
    return render(request, "decisions/paper.html", context)


def _download(found: Paper) -> FileResponse:
    """The file as an attachment, so that nothing in it runs on this site."""
    ending = PurePosixPath(found.file.name).suffix.lower()
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file of this paper is missing. Ask the secretary of the meeting for it.") from None
    return FileResponse(
        content,
        as_attachment=True,
        filename=PurePosixPath(found.file.name).name,
        content_type=CONTENT_TYPES.get(ending, "application/octet-stream"),
    )
