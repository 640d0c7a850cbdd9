from django.apps import AppConfig
from simple_history.signals import pre_create_historical_record

from practices import clock


class DecisionsConfig(AppConfig):
    """What was decided and by what right."""

    name = "decisions"

    def ready(self) -> None:
        """What is declared for the registers is looked for on the agendas: imports run one way, so it is told here."""
        from committees.registers.declaring import WHEN_DECLARED
        from decisions.actions.matching import recheck_interest

        WHEN_DECLARED.append(recheck_interest)
        pre_create_historical_record.connect(_by_the_clock, dispatch_uid="decisions.history_by_the_clock")


def _by_the_clock(sender, *, instance, history_instance, **_) -> None:
    """The history of what is decided about goes by the one clock, as acts do; a moment that is given stays."""
    if sender._meta.app_label == "decisions" and getattr(instance, "_history_date", None) is None:
        history_instance.history_date = clock.now()
