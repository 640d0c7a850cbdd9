"""One part of an item on the page that writes it up: its words, its conditions, and each committee's decision on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from committees.terms import VERBS_WITHOUT_VOTE, Choice, Outcome, Recording, Share, Standing, Verb, Word
from decisions.actions.hanging import last_day
from decisions.facts import ResolutionFacts
from decisions.forms import key_in
from decisions.writing_up import words
from decisions.writing_up.fields import choice, day_field, days_field, people_who_came, tick, words_of
from decisions.writing_up.told import ConditionTold, Decided

CONDITION_LINES = 2
COUNTS = ("for", "against", "abstained")
NO_SAY = "This committee has no say on the matter on the day of the meeting: nothing can be recorded for it."


CASTING = ((Choice.FOR.value, "for"), (Choice.AGAINST.value, "against"), (Choice.NOT_VOTING.value, "not used"))
AGREEMENT = (("yes", "NHS England agrees"), ("no", "NHS England does not agree"))
READ_OUT = ((Outcome.CARRIED.value, "carried"), (Outcome.NOT_CARRIED.value, "not carried"))


class How(Word):
    """How one committee decided, as the page asks it."""

    UNANIMOUS = "unanimous", "agreed by all"
    CONSENSUS = "consensus", "by consensus, without a vote"
    COUNTS = "counts", "votes counted"
    BY_NAME = "by_name", "votes by name"
    NOTED = "noted", "noted"
    NOTHING = "nothing", "no decision was taken"


@dataclass(frozen=True)
class Voter:
    """Who votes from one or several seats. ``seats``: decision, seat, committee."""

    person: int
    name: str
    seats: tuple[tuple[int, int, str], ...]


class PartFields:
    """The fields of one part in the form of its item."""

    def __init__(self, form, limb, conditions, awaited):
        self.form, self.limb = form, limb
        self.resolutions = [r for r in form.item.resolutions if r.limb.pk == limb.pk]
        first = self.resolutions[0]
        self.text, self.verb = first.motion_text, Verb(first.verb)
        self.noting = self.verb in VERBS_WITHOUT_VOTE
        self.able = [r for r in self.resolutions if self.noting or self._standpoint(r).effect is not None]
        self.put = conditions
        self.prefix = f"part{limb.pk}"
        self._add_words(awaited)
        self._add_decisions()

    def _standpoint(self, resolution: ResolutionFacts):
        return self.form.record.standpoint(resolution.sitting, resolution.item)

    def _name(self, kind: str) -> str:
        return f"{self.prefix}-{kind}"

    def _add_words(self, awaited) -> None:
        fields = self.form.fields
        fields[self._name("text")] = forms.CharField(
            label="Words resolved",
            initial=self.text,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": f"{self.heading}: write the words that were resolved."},
        )
        fields[self._name("verb")] = choice("Verb", words_of(Verb), blank=None, initial=self.verb.value)
        self.lines = 0 if self.noting else max(CONDITION_LINES, len(self.put) + 1)
        for n in range(self.lines):
            put = self.put[n] if n < len(self.put) else None
            fields[self._name(f"condition{n}")] = forms.CharField(
                label="On condition that", required=False, max_length=300, initial=put.text if put else ""
            )
            fields[self._name(f"awaits{n}")] = choice(
                "Who must meet it: a body on record",
                awaited,
                blank="nobody on record",
                initial=put.awaits_id if put and put.awaits_id else "",
            )
            fields[self._name(f"who{n}")] = forms.CharField(
                label="Or who else must", required=False, max_length=200, initial=put.who if put else ""
            )
            due = last_day(self.form.record.day, put) if put else None
            fields[self._name(f"due{n}")] = day_field("By when", initial=due)
            fields[self._name(f"within{n}")] = days_field("Or within how many days of this meeting")

    def _add_decisions(self) -> None:
        fields = self.form.fields
        every = ", in every committee that is not told otherwise below" if len(self.able) > 1 else ""
        fields[self._name("all")] = tick(f"{words.NOTED if self.noting else words.AGREED}{every}")
        if not self.noting:
            fields[self._name("consensus")] = tick(f"{words.CONSENSUS}{every}")
        hows = (How.NOTED, How.NOTHING) if self.noting else [how for how in How if how is not How.NOTED]
        for resolution in self.able:
            fields[f"how-{resolution.pk}"] = choice("How it decided", words_of(hows), blank="as ticked above")
            if not self.noting:
                self._add_votes(resolution)
        self.voters = [] if self.noting else list(self._voters())
        votes = words_of(words.VOTES)
        for voter in self.voters:
            fields[self._name(f"vote-{voter.person}")] = choice(voter.name, votes, blank=None)
            for decision, seat, name in voter.seats if len(voter.seats) > 1 else ():
                fields[f"vote-{decision}-{seat}"] = choice(name, votes, blank="the same")

    def _add_votes(self, resolution: ResolutionFacts) -> None:
        """Counts, casting vote, NHS England's agreement, and what was read out."""
        fields, pk, standpoint = self.form.fields, resolution.pk, self._standpoint(resolution)
        name = resolution.sitting.name
        for kind in ("For", "Against", "Abstained"):
            wrong = {
                "invalid": f"{name}: a number of votes is a whole number.",
                "min_value": f"{name}: a number of votes cannot be less than none.",
            }
            fields[f"{kind.lower()}-{pk}"] = forms.IntegerField(
                label=kind, required=False, min_value=0, max_value=999, error_messages=wrong
            )
        if standpoint.casting_vote or standpoint.chair_second_vote:
            fields[f"casting-{pk}"] = choice("Casting vote", CASTING, blank="none")
        if standpoint.agreement_needed:
            fields[f"agreement-{pk}"] = choice("NHS England's agreement", AGREEMENT, blank="not given yet")
            fields[f"agreement-reason-{pk}"] = forms.CharField(
                label="Why NHS England does not agree", required=False, max_length=500
            )
        fields[f"said-{pk}"] = choice("Read out as", READ_OUT, blank="not written")

    def _voters(self) -> Iterator[Voter]:
        """Whoever may have voted, a person once: who holds a voting seat, or a deputy where only a deputy was there."""
        came = set(people_who_came(self.form.record))
        rows: dict[int, list[tuple[int, int, str]]] = {}
        titles: dict[int, str] = {}
        for resolution in self.able:
            for seat in resolution.sitting.seats:
                person = self._holder(resolution.sitting, seat, came)
                if seat.standing == Standing.VOTING and person is not None:
                    rows.setdefault(person, []).append((resolution.pk, seat.id, resolution.sitting.name))
                    titles.setdefault(person, seat.title)
        for person, seats in rows.items():
            where = ", ".join(dict.fromkeys(name for _, _, name in seats))
            yield Voter(person, f"{self.form.record.name(person)} ({where}: {titles[person]})", tuple(seats))

    def _holder(self, sitting, seat, came) -> int | None:
        day = self.form.record.day
        held = [a for a in sitting.appointments if a.seat == seat.id and a.covers(day) and a.person in came]
        return next((a.person for a in sorted(held, key=lambda a: (a.share == Share.DEPUTY, a.id))), None)

    # What the page shows

    @property
    def heading(self) -> str:
        return f"Part ({self.limb.letter})" if self.limb.letter else "The motion"

    @property
    def summary(self) -> str:
        return words.WORDS if self.noting else f"{words.WORDS}; conditions"

    @property
    def each_summary(self) -> str:
        return f"Each committee{f', part ({self.limb.letter})' if self.limb.letter else ''}: votes, no decision"

    @property
    def votes_summary(self) -> str:
        return f"Votes by name{f', part ({self.limb.letter})' if self.limb.letter else ''}"

    def box(self, kind: str):
        return self.form[self._name(kind)]

    @property
    def words(self):
        return [self.box("text"), self.box("verb")]

    @property
    def conditions(self):
        return [
            [self.box(f"{kind}{n}") for kind in ("condition", "awaits", "who", "due", "within")]
            for n in range(self.lines)
        ]

    @property
    def changed(self) -> bool:
        """Whether the words or conditions on the page are worth opening."""
        boxes = [*self.words, *(box for line in self.conditions for box in line)]
        own = self.form.is_bound and self.box("text").value() != self.text
        return bool(own or self.put or any(box.errors for box in boxes))

    @property
    def folded(self) -> bool:
        """Whether the lines of the committees can be folded away: several, and nothing in them."""
        own = [box for each in self.decisions if "how" in each for box in (each["how"], *each["counts"], *each["more"])]
        return len(self.resolutions) > 1 and not any(box.value() or box.errors for box in own)

    @property
    def every(self):
        """The ticks that hold for every committee."""
        return [self.box(kind) for kind in ("all", "consensus") if self._name(kind) in self.form.fields]

    @property
    def decisions(self):
        """Each committee: its name, its fields, and why it has none."""
        for resolution in self.resolutions:
            if resolution not in self.able:
                yield {"name": resolution.sitting.name, "why": NO_SAY}
                continue
            kinds = (*COUNTS, "casting", "agreement", "agreement-reason", "said")
            names = [f"{kind}-{resolution.pk}" for kind in kinds]
            more = [self.form[name] for name in names if name in self.form.fields]
            yield {
                "name": resolution.sitting.name,
                "how": self.form[f"how-{resolution.pk}"],
                "counts": more[:3],
                "more": more[3:],
            }

    @property
    def ballots(self):
        """Each voter: the vote, and the votes in single committees where they differ."""
        for voter in self.voters:
            several = voter.seats if len(voter.seats) > 1 else ()
            yield {
                "vote": self.box(f"vote-{voter.person}"),
                "each": [self.form[f"vote-{decision}-{seat}"] for decision, seat, _ in several],
            }

    @property
    def by_name(self) -> bool:
        return any(self.form[f"how-{r.pk}"].value() == How.BY_NAME for r in self.able)

    # What it must be

    def how(self, resolution: ResolutionFacts) -> How | None:
        """How a committee decided, by its own line, or by the tick for all unless it put the item off; else None."""
        own = self.form.given(f"how-{resolution.pk}")
        if own:
            return How(own)
        if self.form.is_put_off(resolution.sitting.pk):
            return None
        if self.form.given(self._name("all")):
            return How.NOTED if self.noting else How.UNANIMOUS
        return How.CONSENSUS if self.form.given(self._name("consensus")) else None

    def clean(self) -> None:
        if len(self.able) > 1 and all(self._is_silent(resolution) for resolution in self.able):
            every = words.NOTED if self.noting else words.AGREED
            sentence = f"{self.heading}: tick “{every}”, or say for each committee how it was decided."
            self.form.wrong(self._name("all"), sentence)
            return
        if self.form.given(self._name("all")) and self.form.given(self._name("consensus")):
            self.form.wrong(
                self._name("consensus"), f"{self.heading}: agreed by all, or by consensus: tick one of the two."
            )
        for resolution in self.able:
            self._clean_decision(resolution)
        self._clean_votes()
        for n in range(self.lines):
            told = [self.form.given(self._name(f"{kind}{n}")) for kind in ("awaits", "who", "due")]
            if any(told) and not self.form.given(self._name(f"condition{n}")):
                self.form.wrong(
                    self._name(f"condition{n}"), f"{self.heading}: say what the condition is, or empty its line."
                )
            if told[0] and told[1]:
                sentence = (
                    f"{self.heading}: choose the body that must meet the condition, or say who else: one of the two."
                )
                self.form.wrong(self._name(f"who{n}"), sentence)

    def _is_silent(self, resolution: ResolutionFacts) -> bool:
        """Nothing is told of a committee: neither a decision nor that it was put off."""
        numbers = any(self.form.cleaned_data.get(f"{kind}-{resolution.pk}") is not None for kind in COUNTS)
        own = numbers or f"how-{resolution.pk}" in self.form.errors
        return not own and self.how(resolution) is None and not self.form.is_put_off(resolution.sitting.pk)

    def _clean_decision(self, resolution: ResolutionFacts) -> None:
        pk, name, how = resolution.pk, resolution.sitting.name, self.how(resolution)
        where = f"{name}, {self.heading[:1].lower()}{self.heading[1:]}"
        off = self.form.is_put_off(resolution.sitting.pk)
        if how is None and not off and f"how-{pk}" not in self.form.errors:
            self.form.wrong(
                f"how-{pk}", f"{where}: say how it was decided, that no decision was taken, or that it was put off."
            )
        if self.noting:
            return
        numbers = [self.form.cleaned_data.get(f"{kind}-{pk}") for kind in COUNTS]
        wrong = any(f"{kind}-{pk}" in self.form.errors for kind in COUNTS)
        if how is How.COUNTS and not wrong and (numbers[0] is None or numbers[1] is None):
            self.form.wrong(f"for-{pk}", f"{where}: give the numbers of votes; 0 where there were none.")
        if how is not How.COUNTS and any(number is not None for number in numbers):
            self.form.wrong(f"how-{pk}", f"{where}: numbers are given. Choose “{How.COUNTS.label}”, or empty them.")
        if self.form.given(f"agreement-{pk}") == "no" and not self.form.given(f"agreement-reason-{pk}"):
            self.form.wrong(f"agreement-reason-{pk}", f"{name}: say why NHS England does not agree.")

    def _clean_votes(self) -> None:
        """A vote needs somebody of the seat in the room."""
        there = self.form.in_the_room()
        named = {r.pk: r for r in self.able if self.how(r) is How.BY_NAME}
        for voter in self.voters:
            for decision, seat, name in voter.seats:
                if decision not in named or there is None or self._vote(voter, decision, seat) is Choice.NOT_VOTING:
                    continue
                appointed = {a.person for a in named[decision].sitting.appointments if a.seat == seat}
                if not appointed & there:
                    who, at = self.form.record.name(voter.person), f"{self.form.given('began'):%H:%M}"
                    sentence = (
                        f"{who} was not in the room when the item began at {at}, and cannot have voted in {name}."
                    )
                    self.form.wrong(self._name(f"vote-{voter.person}"), f"{sentence} Choose “did not vote”.")

    # What it tells

    def told(self) -> Iterator[Decided]:
        for resolution in self.able:
            how = self.how(resolution)
            if how is not None and how is not How.NOTHING:
                yield self._decided(resolution, how)

    def left_undecided(self, sitting: int) -> bool:
        """Whether a committee decided nothing on this part."""
        return any(r.sitting.pk == sitting and self.how(r) in (None, How.NOTHING) for r in self.able)

    def _decided(self, resolution: ResolutionFacts, how: How) -> Decided:
        pk, given = resolution.pk, self.form.given
        counts = tuple(self.form.cleaned_data.get(f"{kind}-{pk}") or 0 for kind in COUNTS)
        agreement = given(f"agreement-{pk}")
        return Decided(
            resolution=pk,
            text=self.form.cleaned_data[self._name("text")],
            verb=Verb(given(self._name("verb")) or self.verb),
            conditions=tuple(self._conditions()),
            recording=None if how is How.NOTED else Recording(how.value),
            votes=self._votes(resolution) if how is How.BY_NAME else {},
            counts=counts if how is How.COUNTS else None,
            casting=Choice(given(f"casting-{pk}")) if given(f"casting-{pk}") else None,
            agreement=agreement == "yes" if agreement else None,
            agreement_reason=given(f"agreement-reason-{pk}") or "",
        )

    def _conditions(self) -> Iterator[ConditionTold]:
        for n in range(self.lines):
            text = self.form.given(self._name(f"condition{n}"))
            if text:
                yield ConditionTold(
                    text=text,
                    awaits=key_in(self.form.given(self._name(f"awaits{n}"))),
                    who=self.form.given(self._name(f"who{n}")) or "",
                    due_on=self.form.given(self._name(f"due{n}")),
                    within_days=self.form.given(self._name(f"within{n}")),
                )

    def _votes(self, resolution: ResolutionFacts) -> dict[int, Choice]:
        votes = {}
        for voter in self.voters:
            for decision, seat, _ in voter.seats:
                if decision == resolution.pk:
                    votes[seat] = self._vote(voter, decision, seat)
        return votes

    def _vote(self, voter: Voter, decision: int, seat: int) -> Choice:
        """The vote from one seat: its own where it differs, else the voter's in all their committees."""
        own = self.form.given(f"vote-{decision}-{seat}") or self.form.given(self._name(f"vote-{voter.person}"))
        return Choice(own or Choice.FOR)

    def read_out(self) -> dict[int, str]:
        found = {r.pk: self.form.given(f"said-{r.pk}") for r in self.able}
        return {pk: said for pk, said in found.items() if said}
