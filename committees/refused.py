"""What a gate raises: a refusal with all its reasons. The site shows it as a page (``cocomm.views.errors``)."""

from django.core.exceptions import PermissionDenied

from committees.rights.reasons import Verdict


class Refused(PermissionDenied):
    """An act was refused. ``verdict`` holds every reason; ``what``: the heading of the refusal's page, if its own."""

    def __init__(self, verdict: Verdict, what: str = ""):
        super().__init__(verdict.sentence)
        self.verdict = verdict
        self.what = what


def require(verdict: Verdict) -> Verdict:
    """The verdict, or Refused if it does not allow."""
    if not verdict:
        raise Refused(verdict)
    return verdict
