"""By what right each committee dealt with an item: its level, the rule and where the rule is written."""

from __future__ import annotations

from collections import defaultdict

from committees.rights import world
from committees.rights.reasons import Reason
from committees.rights.words import level_words, listed, sentence_case, what
from committees.terms import VERBS_WITHOUT_VOTE, Effect, Function
from decisions.facts import ItemFacts, SittingFacts
from decisions.minutes.reading import Reading
from decisions.minutes.shapes import Ground

#: Of the engine's reasons, those whose sources are printed: the level, the table's cell, and what follows from them.
CITED = ("level", "table", "own_business", Effect.RECOMMENDS.value, Effect.RECORDS_A_VIEW.value)
DOES = {
    Effect.DECIDES: ("decides", "decide"),
    Effect.RECOMMENDS: ("recommends to the body that decides", "recommend to the bodies that decide"),
    Effect.RECORDS_A_VIEW: ("records a view", "record a view"),
}


def grounds(reading: Reading, item: ItemFacts) -> tuple[Ground, ...]:
    """One sentence for the committees that stand alike, with the sources of all of them."""
    alike: dict[tuple, list[tuple[SittingFacts, world.Standpoint]]] = defaultdict(list)
    for sitting in reading.sittings:
        standpoint = reading.record.standpoint(sitting, item)
        if _resolved(item, sitting, standpoint):
            alike[_kind(standpoint)].append((sitting, standpoint))
    return tuple(_ground(reading, item, group) for group in alike.values())


def _resolved(item: ItemFacts, sitting: SittingFacts, standpoint: world.Standpoint) -> bool:
    """Whether the committee voted on the item, with the effect that the rules of the day still give."""
    return any(
        r.opening is not None and r.verb not in VERBS_WITHOUT_VOTE and r.opening.effect == standpoint.effect
        for r in item.resolutions_of(sitting.pk)
    )


def _kind(standpoint: world.Standpoint) -> tuple:
    return (standpoint.effect, *((each.level, each.shadowing, each.say) for each in standpoint.authorities))


def _ground(reading: Reading, item: ItemFacts, group: list[tuple[SittingFacts, world.Standpoint]]) -> Ground:
    cited = [r for _, standpoint in group for r in standpoint.verdict.reasons if r.code in CITED]
    return Ground(_sentence(item, group, cited), tuple(dict.fromkeys(reading.cite(reason) for reason in cited)))


def _sentence(item: ItemFacts, group: list[tuple[SittingFacts, world.Standpoint]], cited: list[Reason]) -> str:
    """Merton and Sutton, at level 3, delegated commissioning, decide. General practice commissioning: the CCG decides."""
    if item.function == Function.OWN_BUSINESS:
        return next((reason.text for reason in cited), "")
    first = group[0][1]
    if first.effect is None:
        return ""
    one, many = DOES[first.effect]
    names = listed(sitting.name for sitting, _ in group)
    levels = dict.fromkeys(_level(each) for each in first.authorities)
    rule = listed(dict.fromkeys(each.say.label for each in first.authorities if each.say))
    at = f", at {listed(filter(None, levels))}," if any(levels) else ""
    return f"{names}{at} {one if len(group) == 1 else many}. {sentence_case(what(item.function))}: {rule}."


def _level(authority: world.Authority) -> str:
    if authority.level is None:
        return ""
    return level_words(authority.level, shadowing=authority.shadowing)
