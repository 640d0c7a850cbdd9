"""The page on which one item is written up: times, interests and rulings, what each committee decided, what was put off.

In the order of the sheet. Whether any of it may be recorded is the gate's answer when it is: here only what is unclear,
missing or contradicts itself is asked back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django import forms

from committees.models import Meeting
from committees.rights.conflicts import PRESETS
from committees.terms import Directness, Handling, InterestType
from decisions.clinical import people_meant
from decisions.facts import ItemFacts, Record
from decisions.forms import key_in
from decisions.models.acts import Step
from decisions.writing_up import words
from decisions.writing_up.fields import (
    WritingUp,
    choice,
    day_field,
    people_choices,
    people_who_came,
    time_field,
    words_of,
)
from decisions.writing_up.part_fields import PartFields
from decisions.writing_up.told import Declared, ItemTold, PutOff, RuledOn
from practices.clock import LONDON

DECLARATIONS = 3
#: A time given in minutes means the whole minute: whoever came in it is there.
JUST_UNDER_A_MINUTE = timedelta(minutes=1, microseconds=-1)


class ItemForm(WritingUp):
    """One item. ``told()`` is what it tells, ``read_out()`` what the sheet says was announced."""

    def __init__(self, record: Record, item: ItemFacts, data=None, *, conditions=(), awaited=(), **kwargs):
        super().__init__(record, data, **kwargs)
        self.item = item
        self.sittings = [sitting for pk, sitting in record.sittings.items() if pk in item.purposes]
        self.fields["began"] = time_field(words.BEGAN, initial=follows(record))
        self.fields["ended"] = time_field(words.ENDED)
        self._add_declarations(people_choices(record))
        self._add_chairs()
        limbs = dict.fromkeys(resolution.limb for resolution in item.resolutions)
        carried = dict(conditions)
        self.parts = [PartFields(self, limb, carried.get(limb.pk, ()), awaited) for limb in limbs]
        self._add_putting_off()

    def _add_declarations(self, people) -> None:
        self.declarations = self.lines("declarations", DECLARATIONS)
        for n in range(self.declarations):
            self.fields[f"d{n}-who"] = choice("Who", people, blank="nobody")
            self.fields[f"d{n}-nature"] = forms.CharField(label="What the interest is", required=False, max_length=300)
            self.fields[f"d{n}-type"] = choice("Type", words_of(InterestType), blank=None)
            self.fields[f"d{n}-directness"] = choice("How close", words_of(Directness), blank=None)
            for sitting in self.sittings:
                self.fields[f"d{n}-ruling-{sitting.pk}"] = choice(sitting.name, words_of(Handling), blank="no ruling")

    def _add_chairs(self) -> None:
        came = set(people_who_came(self.record))
        for sitting in self.sittings:
            members = [
                (str(a.person), self.record.name(a.person))
                for a in sitting.appointments
                if a.person in came and a.covers(self.record.day)
            ]
            self.fields[f"chair-{sitting.pk}"] = choice(
                sitting.name, dict.fromkeys(members), blank="the chair or vice-chair"
            )

    def _add_putting_off(self) -> None:
        self.fields["off"] = forms.MultipleChoiceField(
            label="Put off by",
            required=False,
            choices=[(str(s.pk), s.name) for s in self.sittings],
            widget=forms.CheckboxSelectMultiple,
        )
        later = Meeting.objects.filter(date__gt=self.record.day).order_by("date", "starts_at")[:12]
        meetings = [(str(m.pk), f"{m.date:%-d %B %Y}, {m.title}") for m in later]
        self.fields["off-meeting"] = choice("To the meeting", meetings, blank="no meeting yet")
        self.fields["off-day"] = day_field("Or until the day")
        self.fields["off-reason"] = forms.CharField(label="Why it was put off", required=False, max_length=500)
        self.fields["off-asked"] = forms.CharField(
            label="What is asked for meanwhile, and from whom", required=False, max_length=2000
        )
        self.fields["off-first"] = day_field("Not to come back before")

    # What the page shows

    def interests(self):
        """Each declaration: number, its fields, the rulings on it, and whether anything is in it."""
        for n in range(self.declarations):
            own = [self[f"d{n}-{kind}"] for kind in ("who", "nature", "type", "directness")]
            rulings = [self[f"d{n}-ruling-{sitting.pk}"] for sitting in self.sittings]
            filled = n == 0 or any(box.errors for box in (*own, *rulings)) or bool(own[0].value() or own[1].value())
            yield {"summary": f"Declaration {n + 1}", "fields": own, "rulings": rulings, "open": filled}

    def chairs(self):
        return [self[f"chair-{sitting.pk}"] for sitting in self.sittings]

    @property
    def elected(self) -> bool:
        return any(bound.value() or bound.errors for bound in self.chairs())

    @property
    def later(self):
        return [self[name] for name in ("off-meeting", "off-day", "off-reason", "off-asked", "off-first")]

    @property
    def puts_off(self) -> bool:
        shown = [self[name] for name in ("off", "off-meeting", "off-reason", "off-asked", "off-day", "off-first")]
        return any(bound.errors for bound in shown) or any(bound.value() for bound in shown[:4])

    # What it must be

    def clean(self):
        cleaned = super().clean()
        self.in_order("began", "ended", "The item ended before it began. Look at the two times again.")
        if self.given("began") and self.given("began") < _began(self.record):
            self.wrong("began", f"The meeting began at {_began(self.record):%H:%M}. Give a time from then on.")
        if not self.given("began") and "began" not in self.errors and _came_and_went(self.record):
            self.wrong("began", "Give the time: people came late or left early, and who was there hangs on it.")
        for n in range(self.declarations):
            self._clean_declaration(n)
        self._clean_putting_off()
        for part in self.parts:
            part.clean()
        for sitting in self.sittings:
            if self.is_put_off(sitting.pk) and self.parts and not any(p.left_undecided(sitting.pk) for p in self.parts):
                self.wrong("off", f"{sitting.name} decided all of the item, or put it off: tell one of the two.")
        return cleaned

    def _clean_declaration(self, n: int) -> None:
        who, nature = self.given(f"d{n}-who"), self.given(f"d{n}-nature")
        ruled = any(self.given(f"d{n}-ruling-{sitting.pk}") for sitting in self.sittings)
        if who and not nature:
            self.wrong(f"d{n}-nature", f"Declaration {n + 1}: say what the interest is, as it was declared.")
        if not who and (nature or ruled) and f"d{n}-who" not in self.errors:
            self.wrong(f"d{n}-who", f"Declaration {n + 1}: choose who declared it.")

    def _clean_putting_off(self) -> None:
        off = self.given("off")
        if off:
            if bool(self.given("off-meeting")) == bool(self.given("off-day")) and "off-day" not in self.errors:
                self.wrong(
                    "off-meeting", "Say until when it was put off: choose a meeting or give a day, one of the two."
                )
            if not self.given("off-reason"):
                self.wrong("off-reason", "Say why it was put off.")
        elif any(self.given(bound.name) for bound in self.later):
            self.wrong("off", "Tick the committees that put the item off.")

    def in_the_room(self) -> frozenset[int] | None:
        """Who was there when the item began; None where its time is not told."""
        began = self.moment(self.given("began"))
        return replace(self.record, at=began + JUST_UNDER_A_MINUTE).present() if began is not None else None

    def is_put_off(self, sitting: int) -> bool:
        return str(sitting) in (self.given("off") or ())

    # What it tells

    def told(self) -> ItemTold:
        began, ended = self.moment(self.given("began")), self.moment(self.given("ended"))
        said = [(n, self._who(n)) for n in range(self.declarations) if self.given(f"d{n}-who")]
        return ItemTold(
            item=self.item.pk,
            began=began,
            ended=ended,
            declared=tuple(self._declared(n, people, as_class) for n, (people, as_class) in said),
            ruled=tuple(ruled for n, (people, _) in said for ruled in self._ruled(n, people)),
            chairs={s.pk: int(self.given(f"chair-{s.pk}")) for s in self.sittings if self.given(f"chair-{s.pk}")},
            decided=tuple(decided for part in self.parts for decided in part.told()),
            put_off=tuple(self._put_off(int(pk)) for pk in self.given("off") or ()),
        )

    def read_out(self) -> dict[int, str]:
        """Decision -> what was read out, where the sheet says so: it must be what the votes give."""
        return {pk: said for part in self.parts for pk, said in part.read_out().items()}

    def _who(self, n: int) -> tuple[tuple[int, ...], str]:
        people, as_class = people_meant(self.record, self.cleaned_data[f"d{n}-who"], people_who_came(self.record))
        return tuple(people), as_class

    def _declared(self, n: int, people: tuple[int, ...], as_class: str) -> Declared:
        return Declared(
            people=people,
            as_class=as_class,
            nature=self.cleaned_data[f"d{n}-nature"],
            type=InterestType(self.given(f"d{n}-type") or InterestType.FINANCIAL),
            directness=Directness(self.given(f"d{n}-directness") or Directness.DIRECT),
        )

    def _ruled(self, n: int, people: tuple[int, ...]):
        for sitting in self.sittings:
            handling = self.given(f"d{n}-ruling-{sitting.pk}")
            if handling:
                yield RuledOn(sitting=sitting.pk, people=people, effects=PRESETS[Handling(handling)])

    def _put_off(self, sitting: int) -> PutOff:
        return PutOff(
            sitting=sitting,
            to_meeting=key_in(self.given("off-meeting")),
            to_date=self.given("off-day"),
            reason=self.cleaned_data["off-reason"].strip(),
            asked_for=self.cleaned_data["off-asked"].strip(),
            not_before=self.given("off-first"),
        )


def follows(record: Record):
    """When the next item may have begun, for the page to propose: the end of the one before it, or the start."""
    steps = [step for item in record.items for step in item.steps if step.step in (Step.BEGUN, Step.FINISHED)]
    last: datetime | None = max((step.happened_at for step in steps), default=None)
    return last.astimezone(LONDON).time() if last is not None else _began(record)


def _began(record: Record):
    """When the first people were recorded as there; the meeting's time before."""
    first = min((act.happened_at for act in record.movements()), default=None)
    return first.astimezone(LONDON).time() if first is not None else record.meeting.starts_at


def _came_and_went(record: Record) -> bool:
    """Whether the room was not the same from beginning to end."""
    return len({act.happened_at for act in record.movements()}) > 1
