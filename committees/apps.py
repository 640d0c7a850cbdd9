from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    """Who may decide."""

    name = "committees"
