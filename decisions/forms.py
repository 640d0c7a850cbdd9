"""What the console's forms send, checked for shape. Whether it may be done is the gate's answer, never a form's."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError

from committees.terms import Choice, Directness, Function, Handling, InterestType, Movement, Recording, RoomRole, Verb
from practices import clock


class Numbers(forms.Field):
    """Several whole numbers of one name: ticked boxes, hidden ids."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value) -> list[int]:
        try:
            return [int(one) for one in value or []]
        except (TypeError, ValueError) as error:
            raise ValidationError("This form is not whole. Load the page again, and send it once more.") from error


class Press(forms.Form):
    """What every form of the console carries: its own key, so that it is taken once, and perhaps a time."""

    key = forms.UUIDField(error_messages={"required": "This form is not whole. Load the page again.",
                                          "invalid": "This form is not whole. Load the page again."})
    at = forms.TimeField(required=False, error_messages={"invalid": "Give the time as hours and minutes: 10:40."})
    item = forms.IntegerField(required=False)

    def __init__(self, data, *, meeting):
        super().__init__(data)
        self.meeting = meeting

    @property
    def when(self) -> datetime | None:
        """The time given, on the day of the meeting; None for now."""
        at = self.cleaned_data.get("at")
        return datetime.combine(self.meeting.date, at, tzinfo=clock.LONDON) if at else None


class RollCall(Press):
    people = Numbers(error_messages={"required": "Tick at least one person who is here."})


class Move(Press):
    """A person's movement, as one button sends it: "left:12"."""

    move = forms.RegexField(r"^(came|left|returned|apologies):\d+$", error_messages={"required": "Choose who it is."})

    @property
    def parts(self) -> tuple[Movement, int]:
        movement, _, person = self.cleaned_data["move"].partition(":")
        return Movement(movement), int(person)


class Arrival(Press):
    name = forms.CharField(max_length=120, error_messages={"required": "Write the name of who arrives."})
    role = forms.ChoiceField(choices=RoomRole.choices())


class ItemPress(Press):
    item = forms.IntegerField(error_messages={"required": "Choose an item of the agenda."})
    reason = forms.CharField(required=False)
    after = forms.IntegerField(required=False)


class Declare(Press):
    item = forms.IntegerField()
    who = forms.RegexField(
        r"^(\d+|class:(\d+|all))$", error_messages={"required": "Choose who declares the interest."}
    )
    nature = forms.CharField(
        max_length=300, error_messages={"required": "Say what the interest is, as it was declared."}
    )
    type = forms.ChoiceField(choices=InterestType.choices())
    directness = forms.ChoiceField(choices=Directness.choices())


class Rule(Press):
    item = forms.IntegerField()
    pairs = forms.Field(widget=forms.MultipleHiddenInput, required=False)
    handling = forms.ChoiceField(
        choices=Handling.choices(), error_messages={"required": "Choose how the conflict is handled."}
    )
    reason = forms.CharField(required=False)

    def clean_pairs(self) -> dict[int, list[int]]:
        """Sitting to people, from boxes "person:sitting"."""
        found: dict[int, list[int]] = {}
        for pair in self.cleaned_data["pairs"] or []:
            person, _, sitting = str(pair).partition(":")
            if not (person.isdigit() and sitting.isdigit()):
                raise ValidationError("This form is not whole. Load the page again, and send it once more.")
            found.setdefault(int(sitting), []).append(int(person))
        if not found:
            raise ValidationError("Tick whom the ruling is about.")
        return found


class Elect(Press):
    item = forms.IntegerField()
    sitting = forms.IntegerField()
    person = forms.IntegerField(error_messages={"required": "Choose who is elected."})


class OnDecisions(Press):
    """Acts on one or several committees' decisions."""

    resolutions = Numbers(error_messages={"required": "Tick at least one committee."})
    reason = forms.CharField(required=False)


class Amend(OnDecisions):
    text = forms.CharField(error_messages={"required": "Write what the committee is asked to decide."})
    verb = forms.ChoiceField(choices=Verb.choices())


class Agree(OnDecisions):
    how = forms.ChoiceField(choices=Recording.choices())


class Votes(Press):
    """Votes by name: ``p12`` is person 12's vote in all their committees, ``v3-45`` seat 45's on decision 3 instead."""

    def __init__(self, data, *, meeting):
        super().__init__(data, meeting=meeting)
        self.open_only = "open_only" in data

    def clean(self):
        cleaned = super().clean()
        known = {choice.value for choice in Choice}
        choices: dict[int, dict[int, Choice]] = {}
        for place in self.data.getlist("seat"):
            bits = place.split("-")
            if len(bits) != 3 or not all(bit.isdigit() for bit in bits):
                raise ValidationError("This form is not whole. Load the page again, and send it once more.")
            resolution, seat, person = bits
            said = self.data.get(f"v{resolution}-{seat}") or self.data.get(f"p{person}") or ""
            if said not in known:
                raise ValidationError("Say for each member: for, against, abstains or did not vote.")
            choices.setdefault(int(resolution), {})[int(seat)] = Choice(said)
        for resolution in self.data.getlist("resolutions"):
            if resolution.isdigit():
                choices.setdefault(int(resolution), {})
        if not choices:
            raise ValidationError("Choose at least one committee.")
        cleaned["choices"] = choices
        return cleaned


class OneVote(Press):
    resolution = forms.IntegerField()
    seat = forms.IntegerField()
    choice = forms.ChoiceField(
        choices=Choice.choices(), error_messages={"required": "Choose for, against or abstain."}
    )
    reason = forms.CharField(required=False)


def count_field():
    return forms.IntegerField(
        min_value=0,
        max_value=999,
        error_messages={
            "required": "Give the number of votes; 0 where there were none.",
            "invalid": "A number of votes is a whole number.",
            "min_value": "A number of votes cannot be less than none.",
        },
    )


class Counts(Press):
    resolution = forms.IntegerField()
    in_favour = count_field()
    against = count_field()
    abstained = count_field()
    reason = forms.CharField(required=False)


class Casting(Press):
    resolution = forms.IntegerField()
    choice = forms.ChoiceField(choices=Choice.choices())


class Agreed(Press):
    resolution = forms.IntegerField()
    given = forms.TypedChoiceField(choices=[("yes", "agrees"), ("no", "does not agree")], coerce=lambda v: v == "yes")
    reason = forms.CharField(required=False)


class Defer(Press):
    item = forms.IntegerField()
    sittings = Numbers(error_messages={"required": "Tick at least one committee."})
    to_meeting = forms.IntegerField(required=False)
    to_date = forms.DateField(required=False, error_messages={"invalid": "Give a date such as 12/05/2016."})
    reason = forms.CharField(error_messages={"required": "Say why the item is deferred and what is asked for."})


class Urgent(Press):
    title = forms.CharField(max_length=200, error_messages={"required": "Give the item a title."})
    function = forms.ChoiceField(choices=Function.choices())
    ccgs = forms.Field(widget=forms.MultipleHiddenInput, required=False)
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
