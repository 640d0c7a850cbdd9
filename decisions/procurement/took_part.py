"""Who took part in a decision of a committee, and how its conflicts of interest were managed, as the minutes tell both."""

from __future__ import annotations

from committees.rights.words import listed
from committees.terms import NotTold, Recording, RoomRole
from decisions.facts import ResolutionFacts
from decisions.managed import Declared, EffectLine, Managed, managed_page
from decisions.minutes import voting
from decisions.minutes.published import as_published, tells
from decisions.minutes.reading import Reading
from decisions.minutes.words import stop
from decisions.procurement.entry import ANYBODY

NEW_LINE = "\n"
UNTOLD = "The source does not tell who took part."


# --- Who took part ---
def took_part(reading: Reading, of: ResolutionFacts) -> str:
    """Who voted and how, who presided, and who else was in the room for the item; on a line each."""
    opening = of.opening
    if of.announcement is None or opening is None:
        return _as_told(reading, of)
    by_name = [f"{each.choice}: {'; '.join(each.people)}." for each in voting.votes(reading, of, opening)]
    if not by_name:
        could = "; ".join(voting.who(reading, of, elector) for elector in of.voters)
        by_name = [f"{_how(Recording(opening.recording))}: {could}."]
    presided = f"Presided: {reading.person(of.announcement.by_id)}." if of.announcement.by_id else ""
    voted = {elector.person_id for elector in of.voters}
    also = _in_the_room(reading, of, opening.happened_at, besides=voted)
    return "\n".join(filter(None, (*by_name, voting.counts(of, opening), presided, also)))


def _how(recording: Recording) -> str:
    return {
        Recording.COUNTS: "Could vote, votes being counted",
        Recording.UNANIMOUS: "Agreed, all who could vote",
        Recording.CONSENSUS: "Agreed by consensus",
    }.get(recording, "Could vote")


def _as_told(reading: Reading, of: ResolutionFacts) -> str:
    """Of an outcome that is known as it was published."""
    there, published = "", as_published(of)
    at = of.published.happened_at if of.published else of.decided_at
    if at is not None and tells(reading.record, NotTold.ATTENDANCE):
        there = _in_the_room(reading, of, at, besides=set())
    return "\n".join(filter(None, (there or UNTOLD, *(published.how if published else ()))))


def _in_the_room(reading: Reading, of: ResolutionFacts, at, *, besides: set[int | None]) -> str:
    """The committee's own people and those of no committee who were there for the item; not members of the public."""
    record = reading.as_at(at)
    public = {act.person_id for act in record.movements() if act.role == RoomRole.PUBLIC}
    there = [each for each in sorted(record.present(of.item), key=reading.person) if reading.concerns(each)]
    names = [_with_seat(reading, of, each) for each in there if each not in besides | public]
    if not names:
        return ""
    return f"{'Also in' if besides else 'In'} the room for the item: {'; '.join(names)}."


def _with_seat(reading: Reading, of: ResolutionFacts, person: int) -> str:
    seats = reading.seats_of(person, of.sitting)
    return f"{reading.person(person)} ({listed(seats)})" if seats else reading.person(person)


# --- Conflicts ---
def conflicts(reading: Reading, of: ResolutionFacts) -> str:
    """Everybody concerned: the interest, how it was ruled on, and what the record shows of it; on a line each."""
    page = managed_page(ANYBODY, reading.record, of, reading.names)
    return "\n".join(map(_managed, page.people)) if page.people else page.nobody


def _managed(each: Managed) -> str:
    said = [" ".join(map(_declared, each.interests)), each.ruling, "; ".join(map(_effect, each.effects))]
    return f"{'; '.join(each.who)}: {NEW_LINE.join(stop(text) for text in said if text.strip())}"


def _declared(interest: Declared) -> str:
    why = f"Why it is a conflict: {interest.why}" if interest.why else ""
    handled = f"As published: {interest.handled}" if interest.handled else ""
    told = (interest.words, why, interest.on_register, interest.found, interest.dismissal, handled)
    return " ".join(stop(text) for text in told if text.strip())


def _effect(line: EffectLine) -> str:
    shown = f" ({line.shown.rstrip('.')})" if line.shown else ""
    return f"{line.name}: {line.ruled.lower()}{shown}"
