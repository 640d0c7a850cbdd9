from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """What was decided and by what right."""

    name = "decisions"

    def ready(self) -> None:
        """What is declared for the registers is looked for on the agendas: imports run one way, so it is told here."""
        from committees.registers.declaring import WHEN_DECLARED
        from decisions.actions.matching import recheck_interest

        WHEN_DECLARED.append(recheck_interest)
