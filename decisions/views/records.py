"""What several views share: a meeting's record by the key in the address."""

from django.http import Http404

from committees.models import Meeting
from decisions.facts import Record, load_record


def record_of(pk: int) -> Record:
    """The record of a meeting; Http404 if there is none."""
    try:
        return load_record(pk)
    except Meeting.DoesNotExist:
        raise Http404("There is no such meeting.") from None
