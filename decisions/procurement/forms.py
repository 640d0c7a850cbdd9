"""What a reader can ask of the register of procurement decisions."""

from __future__ import annotations

from django import forms
from django.http import QueryDict


class ReadProcurement(forms.Form):
    """Which of its decisions: those that have all of these words."""

    q = forms.CharField(
        label="Search",
        help_text="Supplier, service, committee or reference",
        required=False,
        max_length=100,
        error_messages={"max_length": "Search for 100 letters or fewer"},
    )

    def __init__(self, data: QueryDict):
        super().__init__({"q": data.get("q", "").replace("\x00", "")})

    @property
    def words(self) -> str:
        """The words asked for; none where they are wrong."""
        return self.cleaned_data["q"] if self.is_valid() else ""
