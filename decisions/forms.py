"""What the console's forms send, checked for shape. Whether it may be done is the gate's answer, never a form's."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError

from committees.terms import Choice, Directness, Function, Handling, InterestType, Movement, Recording, RoomRole, Verb
from decisions.condition_lines import conditions_sent
from decisions.models import Resolution
from practices import clock
from practices.models import CCG

NOT_WHOLE = "This form is not whole. Load the page again, and send it once more."
#: The largest key that the database knows.
LAST_KEY = 2**63 - 1
OTHER_DECISION = "This decision does not belong to this meeting. Load the page again."
OTHER_COMMITTEE = "This committee does not sit in this meeting. Load the page again."


def key_in(text: str | None) -> int | None:
    """The key of a row as a page sends it: digits, and no more than the database knows. None for anything else."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LAST_KEY else None


class Key(forms.IntegerField):
    """The key of one row."""

    def __init__(self, **kwargs):
        sentences = dict.fromkeys(("required", "invalid", "min_value", "max_value"), NOT_WHOLE)
        given = kwargs.pop("error_messages", {})
        super().__init__(min_value=1, max_value=LAST_KEY, error_messages=sentences | given, **kwargs)


class Numbers(forms.Field):
    """The keys of several rows under one name: ticked boxes, hidden ids."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value) -> list[int]:
        keys = [key_in(one) for one in value or []]
        if None in keys:
            raise ValidationError(NOT_WHOLE)
        return keys


class Press(forms.Form):
    """What every form of the console carries: its own key, so that it is taken once, and perhaps a time."""

    key = forms.UUIDField(error_messages=dict.fromkeys(("required", "invalid"), NOT_WHOLE))
    at = forms.TimeField(required=False, error_messages={"invalid": "Give the time as hours and minutes: 10:40."})
    item = Key(required=False)

    def __init__(self, data, *, meeting):
        super().__init__(data)
        self.meeting = meeting

    def clean(self):
        """What is pressed in one meeting is about that meeting: never about another's decisions or committees."""
        cleaned = super().clean()
        decisions = {*cleaned.get("resolutions", ()), *filter(None, [cleaned.get("resolution")])}
        self._must_be_of_this_meeting(decisions, Resolution.objects.filter(item__meeting=self.meeting), OTHER_DECISION)
        committees = {*cleaned.get("sittings", ()), *filter(None, [cleaned.get("sitting")]), *cleaned.get("pairs", ())}
        self._must_be_of_this_meeting(committees, self.meeting.sittings.all(), OTHER_COMMITTEE)
        return cleaned

    def _must_be_of_this_meeting(self, keys: set[int], rows, sentence: str) -> None:
        if keys and rows.filter(pk__in=keys).count() != len(keys):
            raise ValidationError(sentence)

    @property
    def when(self) -> datetime | None:
        """The time given, on the day of the meeting; None for now."""
        at = self.cleaned_data.get("at")
        return datetime.combine(self.meeting.date, at, tzinfo=clock.LONDON) if at else None


class RollCall(Press):
    people = Numbers(error_messages={"required": "Tick at least one person who is here."})


class Move(Press):
    """A person's movement, as one button sends it: "left:12"."""

    move = forms.RegexField(
        r"\A(came|left|returned|apologies):[0-9]{1,18}\Z", error_messages={"required": "Choose who it is."}
    )

    @property
    def parts(self) -> tuple[Movement, int]:
        movement, _, person = self.cleaned_data["move"].partition(":")
        return Movement(movement), int(person)


class Arrival(Press):
    name = forms.CharField(max_length=120, error_messages={"required": "Write the name of who arrives."})
    role = forms.ChoiceField(choices=RoomRole.choices())


class ItemPress(Press):
    item = Key(error_messages={"required": "Choose an item of the agenda."})
    reason = forms.CharField(required=False)
    after = Key(required=False)


class OnEntry(Press):
    """An entry of the record that is put right."""

    entry = Key(error_messages={"required": "Choose the entry that is wrong."})
    reason = forms.CharField(required=False)


class CorrectAttendance(OnEntry):
    """What is left empty stays as it was recorded."""

    movement = forms.ChoiceField(choices=Movement.choices(), required=False)
    role = forms.ChoiceField(choices=RoomRole.choices(), required=False)


class Interest(Press):
    """An interest as it is declared in the room. ``why``: why it is a conflict, if that was said."""

    nature = forms.CharField(
        max_length=300, error_messages={"required": "Say what the interest is, as it was declared."}
    )
    why = forms.CharField(required=False, max_length=1000)
    type = forms.ChoiceField(choices=InterestType.choices())
    directness = forms.ChoiceField(choices=Directness.choices())


class Declare(Interest):
    item = Key()
    who = forms.RegexField(
        r"\A([0-9]{1,18}|class:([0-9]{1,18}|all))\Z", error_messages={"required": "Choose who declares the interest."}
    )


class DeclareSeveral(Interest):
    """One interest of several people, or of a class, in several items."""

    items = Numbers(error_messages={"required": "Tick at least one item of the agenda."})
    people = Numbers(required=False)
    who = forms.RegexField(r"\Aclass:([0-9]{1,18}|all)\Z", required=False)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("people") and not cleaned.get("who"):
            raise ValidationError("Choose who declares the interest.")
        return cleaned


class AddAttendance(Press):
    person = Key(error_messages={"required": "Choose who was left out."})
    movement = forms.ChoiceField(choices=Movement.choices())
    role = forms.ChoiceField(choices=RoomRole.choices())
    reason = forms.CharField(required=False)


class CorrectDeclaration(OnEntry):
    nature = forms.CharField(
        max_length=300, error_messages={"required": "Say what the interest is, as it was declared."}
    )
    type = forms.ChoiceField(choices=InterestType.choices())
    directness = forms.ChoiceField(choices=Directness.choices())


class CorrectRuling(OnEntry):
    handling = forms.ChoiceField(
        choices=Handling.choices(), error_messages={"required": "Choose how the conflict was handled."}
    )


class Rule(Press):
    item = Key()
    pairs = forms.Field(widget=forms.MultipleHiddenInput, required=False)
    handling = forms.ChoiceField(
        choices=Handling.choices(), error_messages={"required": "Choose how the conflict is handled."}
    )
    reason = forms.CharField(required=False)

    def clean_pairs(self) -> dict[int, list[int]]:
        """Sitting to people, from boxes "person:sitting"."""
        found: dict[int, list[int]] = {}
        for pair in self.cleaned_data["pairs"] or []:
            person, sitting = map(key_in, str(pair).partition(":")[::2])
            if person is None or sitting is None:
                raise ValidationError(NOT_WHOLE)
            found.setdefault(sitting, []).append(person)
        if not found:
            raise ValidationError("Tick whom the ruling is about.")
        return found


class RuleSeveral(Press):
    """One ruling on several people, items and committees, from boxes "item:committee:person"."""

    on = forms.Field(widget=forms.MultipleHiddenInput, required=False)
    handling = forms.ChoiceField(
        choices=Handling.choices(), error_messages={"required": "Choose how the conflict is handled."}
    )
    reason = forms.CharField(required=False)

    def clean_on(self) -> dict[tuple[int, int], list[int]]:
        """Item and sitting to people."""
        found: dict[tuple[int, int], list[int]] = {}
        for box in self.cleaned_data["on"] or []:
            keys = [key_in(bit) for bit in str(box).split(":")]
            if len(keys) != 3 or None in keys:
                raise ValidationError(NOT_WHOLE)
            item, sitting, person = keys
            found.setdefault((item, sitting), []).append(person)
        if not found:
            raise ValidationError("Tick whom the ruling is about, and on which items.")
        self._must_be_of_this_meeting({sitting for _, sitting in found}, self.meeting.sittings.all(), OTHER_COMMITTEE)
        return found


class Elect(Press):
    item = Key()
    sitting = Key()
    person = Key(error_messages={"required": "Choose who is elected."})


class OnDecisions(Press):
    """Acts on one or several committees' decisions."""

    resolutions = Numbers(error_messages={"required": "Tick at least one committee."})
    reason = forms.CharField(required=False)
    seen = Key(required=False)


class Announce(OnDecisions):
    """``result``: as it stood on the page."""

    result = forms.CharField(required=False)


class Amend(OnDecisions):
    text = forms.CharField(error_messages={"required": "Write what the committee is asked to decide."})
    verb = forms.ChoiceField(choices=Verb.choices())

    def clean(self):
        cleaned = super().clean()
        cleaned["conditions"] = conditions_sent(self.data)
        return cleaned


class Agree(OnDecisions):
    how = forms.ChoiceField(choices=Recording.choices())


class Votes(Press):
    """Votes by name: ``p12`` is person 12's vote in all their committees, ``v3-45`` seat 45's on decision 3 instead."""

    def clean(self):
        cleaned = super().clean()
        known = {choice.value for choice in Choice}
        choices: dict[int, dict[int, Choice]] = {}
        for place in self.data.getlist("seat"):
            bits = [key_in(bit) for bit in place.split("-")]
            if len(bits) != 3 or None in bits:
                raise ValidationError(NOT_WHOLE)
            resolution, seat, person = bits
            said = self.data.get(f"v{resolution}-{seat}") or self.data.get(f"p{person}") or ""
            if said not in known:
                raise ValidationError("Say for each member: for, against, abstains or did not vote.")
            choices.setdefault(resolution, {})[seat] = Choice(said)
        for resolution in map(key_in, self.data.getlist("resolutions")):
            if resolution is not None:
                choices.setdefault(resolution, {})
        if not choices:
            raise ValidationError("Choose at least one committee.")
        self._must_be_of_this_meeting(
            set(choices), Resolution.objects.filter(item__meeting=self.meeting), OTHER_DECISION
        )
        cleaned["choices"] = choices
        return cleaned


class OneVote(Press):
    resolution = Key()
    seat = Key()
    choice = forms.ChoiceField(choices=Choice.choices(), error_messages={"required": "Choose for, against or abstain."})
    reason = forms.CharField(required=False)
    seen = Key(required=False)


def count_field(*, required: bool = True):
    return forms.IntegerField(
        required=required,
        min_value=0,
        max_value=999,
        error_messages={
            "required": "Give the number of votes; 0 where there were none.",
            "invalid": "A number of votes is a whole number.",
            "min_value": "A number of votes cannot be less than none.",
        },
    )


class Counts(Press):
    resolution = Key()
    in_favour = count_field()
    against = count_field()
    abstained = count_field()
    reason = forms.CharField(required=False)
    seen = Key(required=False)


class Shadow(Press):
    """What a shadowing committee would recommend. ``entry``: the one on the page, where it is corrected."""

    item = Key()
    sitting = Key()
    limb = Key()
    text = forms.CharField(error_messages={"required": "Write what the committee would recommend."})
    how = forms.ChoiceField(
        choices=[("all", "agreed by all"), ("numbers", "by numbers")],
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Say whether all agreed, or give the numbers."),
    )
    in_favour = count_field(required=False)
    against = count_field(required=False)
    abstained = count_field(required=False)
    entry = Key(required=False)
    reason = forms.CharField(required=False)

    def clean(self):
        """Silence is no unanimity: it is one or the other, and the numbers go with the second."""
        said = super().clean() or self.cleaned_data
        given = [said.get(name) for name in ("in_favour", "against", "abstained")]
        if any(name in self.errors for name in ("how", "in_favour", "against", "abstained")):
            return said
        if said.get("how") == "numbers" and None in given:
            self.add_error("how", "Give all three numbers; 0 where there were none.")
        if said.get("how") == "all" and given != [None] * 3:
            self.add_error("how", "All agreed, or numbers: not both. Leave the numbers empty where all agreed.")
        return said


class Casting(Press):
    resolution = Key()
    choice = forms.ChoiceField(choices=Choice.choices())


class Agreed(Press):
    resolution = Key()
    given = forms.TypedChoiceField(choices=[("yes", "agrees"), ("no", "does not agree")], coerce=lambda v: v == "yes")
    reason = forms.CharField(required=False)


class Defer(Press):
    item = Key()
    sittings = Numbers(error_messages={"required": "Tick at least one committee."})
    to_meeting = Key(required=False)
    to_date = forms.DateField(required=False, error_messages={"invalid": "Give a date such as 12/05/2016."})
    reason = forms.CharField(error_messages={"required": "Say why the item is deferred."})
    asked_for = forms.CharField(required=False, max_length=2000)
    not_before = forms.DateField(
        required=False, error_messages={"invalid": "Give the first day on which it may come back as 12/05/2016."}
    )


class Refer(Press):
    """An item passed on. ``recommends``: what those present recommend to whoever takes it."""

    item = Key()
    sitting = Key(error_messages={"required": "Choose the committee that passes the item on."})
    to = Key(error_messages={"required": "Choose the committee to which the item is passed."})
    recommends = forms.CharField(required=False)
    reason = forms.CharField(error_messages={"required": "Say why the item is passed on."})


class Invite(Press):
    """Somebody invited for one item. ``place``: for which seat of which committee, "committee:seat"."""

    item = Key()
    place = forms.CharField(error_messages={"required": "Choose the seat for which somebody is invited."})
    person = Key(error_messages={"required": "Choose who is invited."})
    here = forms.BooleanField(required=False)
    reason = forms.CharField(
        max_length=300, error_messages={"required": "Say why they are invited: the minutes tell it."}
    )

    def clean_place(self) -> tuple[int, int]:
        sitting, seat = map(key_in, self.cleaned_data["place"].partition(":")[::2])
        if sitting is None or seat is None:
            raise ValidationError(NOT_WHOLE)
        self._must_be_of_this_meeting({sitting}, self.meeting.sittings.all(), OTHER_COMMITTEE)
        return sitting, seat


class Urgent(Press):
    title = forms.CharField(max_length=200, error_messages={"required": "Give the item a title."})
    function = forms.ChoiceField(choices=Function.choices())
    ccgs = forms.ModelMultipleChoiceField(
        CCG.objects.all(),
        to_field_name="ods_code",
        required=False,
        error_messages={"invalid_choice": "“%(value)s” is not the code of a CCG.", "invalid_pk_value": NOT_WHOLE},
    )
    text = forms.CharField(error_messages={"required": "Write what the committees are asked to decide."})
    verb = forms.ChoiceField(choices=Verb.choices())
    reason = forms.CharField(error_messages={"required": "Say why it is urgent."})


class Close(Press):
    sittings = Numbers(error_messages={"required": "Tick at least one committee."})


class VetoForm(Press):
    """NHS England's own page: what it does about one decision, and why."""

    what = forms.ChoiceField(
        choices=[("veto", "veto"), ("waive", "waive"), ("agree", "agree"), ("refuse", "refuse")],
        error_messages={"required": "Choose what NHS England does."},
    )
    reason = forms.CharField(required=False)
