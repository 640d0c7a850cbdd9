from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """What was decided and by what right."""

    name = "decisions"
