"""What a reader may see of a meeting: private items and papers, by the gate. Lists ask here, so that none leaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from committees.models import Meeting, Redaction
from committees.powers import Actor
from committees.registers.gate import whose_entries
from committees.rights.citations import PRIVATE_PAPERS, RECORD
from committees.rights.publication import REDACTION
from committees.rights.reasons import Reason, Verdict
from committees.terms import Access
from decisions.facts import ItemFacts, Record
from decisions.gate import may_read, withholds
from decisions.models import AgendaItem, Elector, Paper
from practices import clock

PRIVATE_ITEM = "Private item"
PRIVATE_WORDS = "(in private)"
#: What is told of an interest that a guardian leaves out of the published registers.
LEFT_OUT = "details left out by the conflicts of interest guardian"


def is_private(record: Record, item: ItemFacts) -> bool:
    """Whether an item of this record is kept from the public."""
    return private_row(item.row, record.meeting)


def private_row(item: AgendaItem, meeting: Meeting) -> bool:
    """Whether an item is kept from the public: it is in part 2, or in a private meeting that was not published since.

    Said here for a row, and below for a query; nowhere else.
    """
    return item.private or not (meeting.in_public or meeting.published)


def private_meetings(way: str = "") -> Q:
    """The meetings that are kept from the public. ``way``: from the row that is asked for to its meeting."""
    return Q(**{f"{way}in_public": False, f"{way}published": False})


def private_items(way: str = "") -> Q:
    """The items that are kept from the public. ``way``: from the row that is asked for to its one item."""
    return Q(**{f"{way}private": True}) | private_meetings(f"{way}meeting__")


def ground_of(record: Record, item: ItemFacts) -> str:
    """Why an item is taken in private."""
    return item.row.private_ground or ("" if record.meeting.in_public else record.meeting.private_reason)


def may_know(actor: Actor, record: Record, item: ItemFacts) -> Verdict:
    """Whether the reader may know what a private item is about: as for its papers. What is in public anybody may."""
    return may_read(actor, record, item, Access.MEMBERS)


def may_read_advice(actor: Actor, record: Record, item: ItemFacts) -> bool:
    """Whether the reader may know what an advisory panel advised on an item.

    Nothing done between meetings is public before it comes before a meeting in public; and it is a paper of the item.
    """
    if is_private(record, item):
        return bool(may_know(actor, record, item))
    return knows_ahead(actor, record) and not withholds(_may_see(actor, record, item))


def refuse_unknown(actor: Actor, record: Record, item: ItemFacts, sentence: str) -> None:
    """Http404, with a sentence, for a private item that does not exist for the reader.

    Whom a ruling keeps from the item's papers knows of it, and is refused with the reason in place of this.
    """
    if not is_private(record, item):
        return
    known = may_know(actor, record, item)
    if not known and not withholds(known):
        raise Http404(sentence)


def private_items_open_to(actor: Actor, record: Record) -> frozenset[int]:
    """The private items (keys) that the reader may know."""
    return frozenset(i.pk for i in record.items if is_private(record, i) and may_know(actor, record, i))


def may_read_paper(actor: Actor, record: Record, item: ItemFacts, paper: Paper) -> Verdict:
    """Whether a paper may be read; one of a private item is for its members at least."""
    access = Access(paper.access)
    if is_private(record, item) and access is Access.PUBLIC:
        access = Access.MEMBERS
    return may_read(actor, record, item, access)


@dataclass(frozen=True)
class Papers:
    """The papers of an item as one reader sees them: those they may read, and a line for those they may not."""

    shown: tuple[Paper, ...]
    withheld: tuple[str, ...]


def papers_for(actor: Actor, record: Record, item: ItemFacts) -> Papers:
    """Papers that the reader may not read are absent, with one line saying why (each reason once)."""
    shown, why = [], []
    for paper in item.papers:
        verdict = may_read_paper(actor, record, item, paper)
        if verdict:
            shown.append(paper)
        else:
            why.append(verdict.refusals[0].text)
    return Papers(tuple(shown), tuple(dict.fromkeys(why)))


def may_read_all(actor: Actor, record: Record) -> Verdict:
    """Whether the reader may read everything in a meeting, and so take its whole record away: every item and paper.

    What refuses comes first; a meeting with nothing on its agenda has nothing to take away.
    """
    verdicts = []
    for item in record.items:
        verdicts.append(may_know(actor, record, item) if is_private(record, item) else _may_see(actor, record, item))
        verdicts += [may_read_paper(actor, record, item, paper) for paper in item.papers]
    if not verdicts:
        return Verdict.of(
            [Reason("no_items", "Nothing is on the agenda of this meeting: there is no record yet.", RECORD)]
        )
    return next((verdict for verdict in verdicts if not verdict), _may_read_interests(actor, record))


def _may_read_interests(actor: Actor, record: Record) -> Verdict:
    """Whether nothing of the interests in a record is kept from the reader: as found before the meeting, and since."""
    if not takes_part(actor, record) and _tells_more_than_was_said(record):
        text = "This record tells of possible conflicts that nobody declared in the meeting."
        return Verdict.of([Reason("record.found", text, PRIVATE_PAPERS, who_can="Whoever takes part in the meeting.")])
    if left_out_for(actor, record):
        text = "The conflicts of interest guardian leaves details of an interest in this record out of the registers."
        ask = "The guardian, and who keeps the register on which the interest is."
        return Verdict.of([Reason("record.left_out", text, REDACTION, who_can=ask)])
    return Verdict.of([Reason("record.interests", "Nothing of its interests is left out.", REDACTION, allows=True)])


def _tells_more_than_was_said(record: Record) -> bool:
    """Whether there is what the registers showed and nobody declared, or what was ruled ahead of the meeting."""
    if any(record.matches_of(item) for item in record.items):
        return True
    return not record.begun and any(item.declarations or item.rulings for item in record.items)


def takes_part(actor: Actor, record: Record) -> bool:
    """Whether the reader sits on a committee of the meeting that day, is in the room, or has a power on one."""
    if actor.person is not None and actor.person in record.present():
        return True
    return any(
        actor.on(sitting.committee.id)
        or any(a.person == actor.person and a.covers(record.day) for a in sitting.appointments)
        for sitting in record.sittings.values()
    )


def knows_ahead(actor: Actor, record: Record) -> bool:
    """Whether the reader may know what is found and ruled of conflicts: all may once the meeting has begun."""
    return record.begun or takes_part(actor, record)


def _may_see(actor: Actor, record: Record, item: ItemFacts) -> Verdict:
    return may_read(actor, record, item, Access.PUBLIC)


def left_out_for(actor: Actor, record: Record) -> dict[int, int]:
    """The interests declared or found on this meeting's items that a guardian leaves out of the published registers
    today, and that this reader may not read in the private one: each with its person.

    A name is plain from what is told of a meeting, so whatever is left out leaves the details out here. No query where
    the registers have shown nothing, one where nothing is left out, else at most seven.
    """
    wanted = {row.interest_id for item in record.items for row in (*item.declarations, *item.matches)} - {None}
    if not wanted:
        return {}
    today = clock.today()
    rows = Redaction.objects.in_force_on(today).filter(interest__in=wanted)
    found = dict(rows.values_list("interest", "interest__person"))
    if not found:
        return {}
    first, last = min(today, record.day), max(today, record.day)
    reads = whose_entries(actor, set(found.values()), first, last, today=today)
    return {interest: person for interest, person in found.items() if person not in reads}


def leave_out(actor: Actor, record: Record) -> None:
    """Make a record, loaded to be shown, one that tells this reader no more of an interest than the registers do; and
    before the meeting nothing of conflicts to who takes no part in it.

    Nothing is saved: the acts stay as they were.
    """
    for item in record.items:
        _keep_advice(actor, record, item)
    if not knows_ahead(actor, record):
        for item in record.items:
            item.declarations, item.rulings, item.matches = [], [], []
        return
    out = left_out_for(actor, record)
    for item in record.items if out else ():
        acts = [act for act in item.declarations if act.interest_id in out]
        matches = [match for match in item.matches if match.interest_id in out]
        told = {(row.person_id, row.nature.rstrip(". ")) for row in (*acts, *matches)}
        for elector in (each for r in item.resolutions for every in r.electors.values() for each in every):
            for nature in (nature for person, nature in told if nature and person == elector.person_id):
                _reword(elector, lambda text, nature=nature: text.replace(nature, LEFT_OUT))
        for act in acts:
            act.nature, act.why, act.reason = LEFT_OUT, "", ""
        for match in matches:
            match.nature, match.chains, match.reason = LEFT_OUT, [], LEFT_OUT if match.reason else ""


def _keep_advice(actor: Actor, record: Record, item: ItemFacts) -> None:
    if item.advice and not may_read_advice(actor, record, item):
        item.advice = []


def blot_out(actor: Actor, record: Record, shown: ItemFacts | None) -> None:
    """Make a record, loaded to be shown, one that this reader may see: whoever runs one committee's business reads
    no other committee's private item.

    Title, motions, interests and papers of those items are blotted out; of the item ``shown``, the papers that are
    kept from the reader are left out. Nothing is saved.
    """
    opens = private_items_open_to(actor, record)
    for item in record.items:
        if is_private(record, item) and item.pk not in opens:
            _blot(item)
    if shown is not None:
        _keep_advice(actor, record, shown)
        shown.papers = list(papers_for(actor, record, shown).shown)


def _reword(elector: Elector, words: Callable[[str], str]) -> None:
    """Tell otherwise why somebody could or could not vote."""
    reasons = [reason | {"text": words(reason["text"])} for reason in elector.verdict.get("reasons", ())]
    elector.verdict = elector.verdict | {"reasons": reasons}


def _blot(item: ItemFacts) -> None:
    item.matter.title, item.matter.summary, item.papers, item.advice = PRIVATE_ITEM, "", [], []
    for resolution in item.resolutions:
        for words in (resolution.limb, *resolution.motions):
            words.text = PRIVATE_WORDS
        for condition in (each for conditions in resolution.conditions_of.values() for each in conditions):
            condition.text, condition.who, condition.awaits, condition.due_on = PRIVATE_WORDS, "", None, None
        for announced in resolution.announcements:
            announced.sentence = PRIVATE_WORDS  # it says what the decision is subject to
        for elector in (each for electors in resolution.electors.values() for each in electors):
            _reword(elector, lambda _: PRIVATE_WORDS)  # it says why somebody could not vote, with their interest
        if resolution.published is not None:
            resolution.published.words = resolution.published.source = ""
            resolution.published.reasons = []
    for declared in item.declarations:
        declared.nature, declared.why, declared.category = PRIVATE_WORDS, "", ""
        declared.as_class = "" if declared.person_id else PRIVATE_WORDS
    for match in item.matches:
        match.nature, match.as_class, match.category, match.reason, match.chains = PRIVATE_WORDS, "", "", "", []
    for deferral in item.deferrals:
        deferral.recommends = deferral.asked_for = ""
    item.recommended = []
    for shadow in item.shadows:
        shadow.text = PRIVATE_WORDS
    for act in (
        *item.steps,
        *item.declarations,
        *item.rulings,
        *item.chairs_elected,
        *item.deferrals,
        *item.shadows,
        *(a for r in item.resolutions for a in r.acts),
    ):
        act.reason = ""
