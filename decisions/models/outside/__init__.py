"""Acts outside a meeting. Like those of a meeting the database refuses to change or remove them; each stands in the book
of a committee, a chain of its own (``decisions.book``)."""

from decisions.models.outside.asking import (
    ConsentAnswer,
    ConsentRequest,
    Consultation,
    ConsultationResponse,
    InformationAnswer,
    InformationRequest,
)
from decisions.models.outside.base import OutsideAct, Page
from decisions.models.outside.decided import OutsideDecision, Report, Signature
from decisions.models.outside.life import EffectApplied, EffectHeld, EffectOn, LifeEntry
from decisions.models.outside.panel import Advice, AdviceTaken, Adviser, PanelReferral

OUTSIDE_ACTS = (
    Consultation,
    ConsultationResponse,
    ConsentRequest,
    ConsentAnswer,
    InformationRequest,
    InformationAnswer,
    PanelReferral,
    Adviser,
    Advice,
    AdviceTaken,
    OutsideDecision,
    Report,
    LifeEntry,
    EffectApplied,
    EffectHeld,
)

__all__ = [
    "OUTSIDE_ACTS",
    "Advice",
    "AdviceTaken",
    "Adviser",
    "ConsentAnswer",
    "ConsentRequest",
    "Consultation",
    "ConsultationResponse",
    "EffectApplied",
    "EffectHeld",
    "EffectOn",
    "InformationAnswer",
    "InformationRequest",
    "LifeEntry",
    "OutsideAct",
    "OutsideDecision",
    "Page",
    "PanelReferral",
    "Report",
    "Signature",
]
