"""The last page of writing up: when the meeting ended, for which committees."""

from __future__ import annotations

from django import forms

from decisions.facts import Record
from decisions.writing_up.fields import WritingUp, time_field


class CloseForm(WritingUp):
    """Every committee that is not closed yet is ticked."""

    def __init__(self, record: Record, data=None, **kwargs):
        super().__init__(record, data, **kwargs)
        self.fields["ended"] = time_field("The meeting ended at")
        still = [(str(sitting.pk), sitting.committee.name) for sitting in record.open_sittings]
        self.fields["sittings"] = forms.MultipleChoiceField(
            label="For which committees",
            choices=still,
            initial=[key for key, _ in still],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Tick at least one committee."},
        )

    def clean_ended(self):
        ended = self.cleaned_data.get("ended")
        latest = max((act.happened_at for act in self.record.acts), default=None)
        if ended is not None and latest is not None and self.moment(ended) < latest.replace(second=0, microsecond=0):
            raise forms.ValidationError("Something is recorded later than this. Look at the time again.")
        return ended

    def when(self):
        return self.moment(self.given("ended"))

    def sittings(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["sittings"]]
