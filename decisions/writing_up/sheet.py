"""The printed sheet of a meeting: what is known beforehand, and room for what happens. Plain data for one page."""

from __future__ import annotations

from dataclasses import dataclass

from committees.powers import Actor
from committees.terms import VERBS_WITHOUT_VOTE, Effect, Verb
from decisions.actions.hanging import conditions_on_agenda
from decisions.agenda import purposes_words
from decisions.facts import ItemFacts, Record, ResolutionFacts
from decisions.readers import PRIVATE_ITEM, ground_of, is_private, papers_for, private_items_open_to
from decisions.writing_up.roll import Roll, rolls

_EFFECTS = {
    Effect.DECIDES: "",
    Effect.RECOMMENDS: "recommends only",
    Effect.RECORDS_A_VIEW: "records a view only",
    None: "has no say",
}


@dataclass(frozen=True)
class BallotLine:
    """One committee's line under a part. ``casting``: a tie may be broken; ``agreement``: NHS England's is needed."""

    name: str
    effect: str
    casting: bool
    agreement: bool


@dataclass(frozen=True)
class PartBox:
    letter: str
    verb: str
    text: str
    conditions: tuple[str, ...]
    noting: bool
    ballots: tuple[BallotLine, ...]

    @property
    def casting(self) -> bool:
        return any(line.casting for line in self.ballots)

    @property
    def agreement(self) -> bool:
        return any(line.agreement for line in self.ballots)


@dataclass(frozen=True)
class ItemBox:
    """One item. ``withheld``: in private, and not for this reader: it has a sheet of its own, for those who may."""

    pk: int
    number: str
    title: str
    private: bool
    ground: str
    withheld: bool = False
    purposes: str = ""
    papers: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    parts: tuple[PartBox, ...] = ()

    @property
    def short(self) -> bool:
        """Whether it leaves room for another item on its page."""
        return len(self.committees) <= 2 and len(self.parts) <= 1


@dataclass(frozen=True)
class Sheet:
    rolls: tuple[Roll, ...]
    items: tuple[ItemBox, ...]


def sheet(actor: Actor, record: Record) -> Sheet:
    """The sheet of a meeting for one reader: what is private is blank for who may not read it."""
    opens = private_items_open_to(actor, record)
    carried = conditions_on_agenda(resolution.limb.pk for resolution in record.resolution_by_id.values())
    return Sheet(rolls(record), tuple(_item(actor, record, item, opens, carried) for item in record.items))


def _item(actor: Actor, record: Record, item: ItemFacts, opens: frozenset[int], carried: dict) -> ItemBox:
    private, ground = is_private(record, item), ground_of(record, item)
    if private and item.pk not in opens:
        return ItemBox(item.pk, item.number, PRIVATE_ITEM, private, ground, withheld=True)
    return ItemBox(
        pk=item.pk,
        number=item.number,
        title=item.title,
        private=private,
        ground=ground,
        purposes=purposes_words(record, item),
        papers=tuple(paper.title for paper in papers_for(actor, record, item).shown),
        committees=tuple(sitting.name for pk, sitting in record.sittings.items() if pk in item.purposes),
        parts=_parts(record, item, carried),
    )


def _parts(record: Record, item: ItemFacts, carried: dict) -> tuple[PartBox, ...]:
    by_limb: dict[int, list[ResolutionFacts]] = {}
    for resolution in item.resolutions:
        by_limb.setdefault(resolution.limb.pk, []).append(resolution)
    return tuple(_part(record, item, found, carried.get(limb, ())) for limb, found in by_limb.items())


def _part(record: Record, item: ItemFacts, resolutions: list[ResolutionFacts], conditions: tuple) -> PartBox:
    first = resolutions[0]
    verb = Verb(first.verb)
    return PartBox(
        letter=first.limb.letter,
        verb="" if first.motion_text.casefold().startswith(verb) else verb.label,
        text=first.motion_text,
        conditions=tuple(condition.text for condition in conditions),
        noting=verb in VERBS_WITHOUT_VOTE,
        ballots=tuple(_ballot(record, item, resolution) for resolution in resolutions),
    )


def _ballot(record: Record, item: ItemFacts, resolution: ResolutionFacts) -> BallotLine:
    standpoint = record.standpoint(resolution.sitting, item)
    votes = Verb(resolution.verb) not in VERBS_WITHOUT_VOTE
    return BallotLine(
        name=resolution.sitting.name,
        effect=_EFFECTS[standpoint.effect] if votes else "",
        casting=votes and (standpoint.casting_vote or standpoint.chair_second_vote),
        agreement=votes and standpoint.agreement_needed,
    )
