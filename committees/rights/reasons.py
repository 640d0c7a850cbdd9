"""The shape of every answer: a verdict with all its reasons, each with its rule's source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule is written. ``derived`` marks a reading that no source states in so many words."""

    title: str
    derived: bool = False

    def __str__(self) -> str:
        return f"{self.title} (derived)" if self.derived else self.title


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule applied to one case.

    ``code`` is stable and names the rule; ``text`` is a whole sentence; ``allows`` says which way it
    points; ``who_can`` says, where it refuses, who could do it or what to do instead.
    """

    code: str
    text: str
    source: Source
    allows: bool = False
    who_can: str = ""

    def as_data(self) -> dict:
        """The reason as plain data, for an act's verdict."""
        return {
            "code": self.code,
            "text": self.text,
            "source": self.source.title,
            "derived": self.source.derived,
            "allows": self.allows,
            "who_can": self.who_can,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """The engine's answer. Allowed only if nothing refuses and something allows: unknown means refused."""

    reasons: tuple[Reason, ...]

    @classmethod
    def of(cls, reasons: Iterable[Reason]) -> Verdict:
        return cls(tuple(reasons))

    @property
    def allowed(self) -> bool:
        return bool(self.reasons) and all(reason.allows for reason in self.reasons)

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def refusals(self) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons if not reason.allows)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(reason.code for reason in self.reasons)

    @property
    def sentence(self) -> str:
        """The refusals (or, where there are none, the grounds) read one after the other."""
        return " ".join(reason.text for reason in (self.refusals or self.reasons))

    def __and__(self, other: Verdict) -> Verdict:
        """Both must allow; no reason is dropped."""
        return Verdict(self.reasons + tuple(r for r in other.reasons if r not in self.reasons))

    def as_data(self) -> dict:
        """The verdict as plain data: what an act keeps of the verdict relied on."""
        return {"allowed": self.allowed, "reasons": [reason.as_data() for reason in self.reasons]}
