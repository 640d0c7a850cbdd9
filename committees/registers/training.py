"""Mandatory training on conflicts of interest: told by who completed it, or recorded for them; and who is trained."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from committees.models import Person, Training
from committees.powers import Actor
from committees.refused import require
from committees.registers.declaring import same
from committees.registers.gate import may_with_registers
from committees.rights.certifying import trained_since
from committees.rights.words import day_words
from committees.terms import RegisterAct
from practices import clock


def record_training(*, actor: Actor, person: int, module: str, completed_on: date) -> Training:
    """Somebody completed a module. Refused by the gate (Refused) or in sentences beside the fields (ValidationError)."""
    with transaction.atomic():
        whose = Person.objects.select_for_update().filter(pk=person).first()
        if whose is None:
            raise ValidationError("This person is not on record. Load the page again, and choose who was trained.")
        today = clock.today()
        require(may_with_registers(RegisterAct.RECORD_TRAINING, actor, today, about=whose))
        if not module.strip():
            raise ValidationError({"module": "Say which module was completed."})
        if completed_on > today:
            raise ValidationError(
                {"completed_on": f"{day_words(completed_on)} is still to come. Record the module once it is completed."}
            )
        for row in whose.training.filter(completed_on=completed_on):
            if same(row.module) == same(module):
                raise ValidationError(
                    f"It is on record already that {whose.name} completed “{row.module}” on {day_words(completed_on)}. "
                    "Nothing was recorded."
                )
        training: Any = Training(person=whose, module=module.strip(), completed_on=completed_on)
        training.full_clean()
        training._history_user = actor.account
        training._history_date = clock.now()
        training._change_reason = "Recorded"
        training.save()
        return training


def last_trained(people: Iterable[int], day: date) -> dict[int, date]:
    """When each of these people last completed a module, by ``day``. One query; who never did is not in it."""
    rows = Training.objects.filter(person__in=list(people), completed_on__lte=day).order_by()
    return dict(rows.values("person").annotate(last=Max("completed_on")).values_list("person", "last"))


def is_trained(last: date | None, day: date) -> bool:
    """Whether training last completed on ``last`` still counts on ``day``: for twelve months."""
    return last is not None and trained_since(day) <= last <= day
