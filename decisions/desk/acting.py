"""Acting from the desk: the forms of one line, with the gate's verdict on each. The acts are those of everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404

from committees.models import Committee
from committees.terms import Act
from decisions import actions
from decisions.desk.rows import DeskKind
from decisions.desk.scope import Scope
from decisions.facts import Record, ResolutionFacts, load_record
from decisions.forms import key_in
from decisions.gate import may_on_resolution, require
from decisions.models import ConsentRequest, InformationRequest, Matter, OutsideAct, Resolution
from decisions.outside import consented, consulted, informed
from decisions.outside.facts import load_outside
from decisions.outside.gate import may_outside
from decisions.outside.parts import takes_part
from decisions.outside.sections import Asks, KeyedForm, Press, Section
from decisions.readers import refuse_unknown

GONE = "There is nothing of that name on the desk."


class Reason(KeyedForm):
    """Why NHS England says so. It goes into the minutes."""

    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=4000,
        help_text="It goes into the minutes and is public.",
        widget=forms.Textarea({"rows": 3}),
    )


@dataclass(frozen=True)
class Sent:
    """What was sent to the desk: ``data`` with the name of the press; nothing where it is only looked at."""

    data: Mapping[str, Any] | None = None
    pressed: str = ""

    def to(self, name: str) -> Mapping[str, Any] | None:
        return self.data if self.pressed == name else None


def presses_of(scope: Scope, name: str, sent: Sent) -> list[Press]:
    """What can be done about one line of the desk (its name: kind and key). Http404 where there is no such line."""
    kind, *keys = name.split("-")
    found = [key_in(key) for key in keys]
    if not found or None in found:
        raise Http404(GONE)
    if kind in (DeskKind.VETO, DeskKind.AGREEMENT) and len(found) == 1:
        return _of_decision(scope, DeskKind(kind), found[0], sent)
    if kind == DeskKind.INFORMATION and len(found) == 1:
        row = _asked(InformationRequest, found[0])
        return _between(scope, row.committee_id, row.matter_id, informed.section, f"{informed.ANSWER}{row.pk}", sent)
    if kind == DeskKind.CONSENT and len(found) == 1:
        row = _asked(ConsentRequest, found[0])
        return _between(scope, row.committee_id, row.matter_id, consented.section, f"give-consent-{row.pk}", sent)
    if kind == DeskKind.LEVEL_1 and len(found) == 2:
        return _between(scope, *found, consulted.section, "decide-at-level-1", sent)
    raise Http404(GONE)


def _asked(model: type[OutsideAct], pk: int) -> OutsideAct:
    row = model.objects.filter(pk=pk).first()
    if row is None:
        raise Http404(GONE)
    return row


def _of_decision(scope: Scope, kind: DeskKind, pk: int, sent: Sent) -> list[Press]:
    row = Resolution.objects.filter(pk=pk).select_related("item__meeting").first()
    if row is None:
        raise Http404(GONE)
    record = load_record(row.item.meeting)
    of = record.resolution_by_id[pk]
    refuse_unknown(scope.actor, record, of.item, GONE)
    make = _vetoing if kind is DeskKind.VETO else _agreeing
    return make(scope, record, of, sent)


def _vetoing(scope: Scope, record: Record, of: ResolutionFacts, sent: Sent) -> list[Press]:
    verdict = may_on_resolution(Act.VETO, scope.actor, record, of)

    def veto(form: Reason) -> str:
        actions.use_veto(actor=scope.actor, resolution=of.pk, reason=form.cleaned_data["reason"])
        return "The veto is recorded."

    def waive(form: Reason) -> str:
        actions.waive_veto(actor=scope.actor, resolution=of.pk, reason=form.cleaned_data["reason"])
        return "Recorded: NHS England will not veto."

    return [
        _press("veto", "Veto this decision", verdict, veto, sent, warning=True),
        _press("waive", "Say that NHS England will not veto", verdict, waive, sent, optional=True),
    ]


def _agreeing(scope: Scope, record: Record, of: ResolutionFacts, sent: Sent) -> list[Press]:
    verdict = may_on_resolution(Act.AGREE, scope.actor, record, of)

    def say(given: bool, form: Reason) -> str:
        actions.give_agreement(actor=scope.actor, resolution=of.pk, given=given, reason=form.cleaned_data["reason"])
        return "NHS England's answer is recorded."

    return [
        _press("agree", "NHS England agrees", verdict, lambda form: say(True, form), sent, optional=True),
        _press("refuse", "NHS England does not agree", verdict, lambda form: say(False, form), sent, warning=True),
    ]


def _press(name, label, verdict, do, sent: Sent, *, warning=False, optional=False) -> Press:
    form = Reason(sent.to(name), auto_id=f"id_{name}_%s")
    if optional:
        form.fields["reason"].label = "Reason, if you give one"
    return Press(name=name, label=label, form=form, verdict=verdict, do=do, warning=warning)


def _between(
    scope: Scope, committee: int, matter: int, section: Callable[[Asks], Section | None], name: str, sent: Sent
) -> list[Press]:
    """The press of this name, of the section of the matter's page that a route offers."""
    try:
        record = load_outside(committee, matter, scope.today, also=[scope.actor.person])
    except (Committee.DoesNotExist, Matter.DoesNotExist):
        raise Http404(GONE) from None
    require(may_outside(Act.READ_OUTSIDE, scope.actor, record, takes_part=takes_part(scope.actor, record)))
    found = section(Asks(scope.actor, record, scope.today, sent.data, sent.pressed))
    return [press for press in found.presses if press.name == name] if found is not None else []
