"""In one room, by teleconference or by correspondence: in which of them a committee decides is for its own terms to say."""

from __future__ import annotations

from committees.rights.asked import Asked, Reasons
from committees.rights.citations import terms_source


def as_the_terms_meet(asked: Asked) -> Reasons:
    """By correspondence and by teleconference a committee decides only where its own terms allow it.

    Of committees in common each has its own terms: one of them may decide where another may not.
    """
    room, terms = asked.room, asked.room.terms
    if terms is None:
        return
    if room.by_correspondence and terms.by_correspondence:
        text = f"the terms of reference of {asked.committee} let it decide by correspondence."
        yield asked.yes("by_correspondence", text, terms_source(room))
    if room.by_correspondence and not terms.by_correspondence:
        text = f"the terms of reference of {asked.committee} do not let it decide by correspondence."
        yield asked.no("by_correspondence", text, terms_source(room), "A meeting of the committee.")
    if room.remote and not terms.may_meet_remotely:
        text = f"the terms of reference of {asked.committee} do not let it decide by teleconference."
        yield asked.no("by_teleconference", text, terms_source(room), "A meeting in one room.")
