"""The page of a matter between meetings is made of sections, one a route; each says what was done and what can be.

A route is a module with ``section(asks) -> Section | None``. It names what can be done as presses: a form, the gate's
verdict, and the action that takes it. What the gate refuses is not shown as a form; a press of it is refused with the
gate's reasons.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from committees.powers import Actor
from committees.rights.reasons import Source, Verdict
from decisions.forms import NOT_WHOLE
from decisions.outside.facts import OutsideRecord


@dataclass(frozen=True)
class Asks:
    """Who looks at which matter; ``data``: what was sent, with the name of the press, None where nothing was."""

    actor: Actor
    record: OutsideRecord
    today: date
    data: Mapping[str, Any] | None = None
    pressed: str = ""

    def sent(self, name: str) -> Mapping[str, Any] | None:
        """What was sent with this press."""
        return self.data if self.pressed == name else None


@dataclass(frozen=True)
class Line:
    """One thing that was done: what, when and by whom, and more in sentences. ``tag``: words and colour."""

    text: str
    when: str = ""
    details: tuple[str, ...] = ()
    tag: tuple[str, str] | None = None
    links: tuple[tuple[str, str], ...] = ()  # words, address


@dataclass(frozen=True)
class Press:
    """One thing that can be done. ``name`` is unique on the page; ``do`` takes the valid form and says what was done."""

    name: str
    label: str
    form: forms.Form
    verdict: Verdict
    do: Callable[[forms.Form], str]
    hint: str = ""
    button: str = ""
    warning: bool = False


@dataclass(frozen=True)
class Section:
    """A route, as the page shows it. ``said``: how things stand, in sentences; ``presses``: also those refused.

    ``template`` and ``foot``: templates of its own, before and after its lines, which are given ``told``.
    """

    key: str
    title: str
    said: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    presses: tuple[Press, ...] = ()
    sources: tuple[Source, ...] = ()
    template: str = ""
    foot: str = ""
    told: Any = None

    @property
    def open_presses(self) -> tuple[Press, ...]:
        """What the gate allows."""
        return tuple(press for press in self.presses if press.verdict)


class KeyedForm(forms.Form):
    """A form that is taken once: it carries a key of its own."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), NOT_WHOLE))

    def __init__(self, data=None, **options):
        initial = {"key": uuid.uuid4()} | options.pop("initial", {})
        super().__init__(data, label_suffix="", initial=initial, **options)
