"""The practices app; it also keeps the guards of every app in place (see practices.guards)."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class PracticesConfig(AppConfig):
    name = "practices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guards are lifted before tables are remade and put in place after every migration."""
        from practices.guards import installed

        pre_migrate.connect(installed.before_migrate, dispatch_uid="guards.before_migrate")
        post_migrate.connect(installed.after_migrate, dispatch_uid="guards.after_migrate")
        connection_created.connect(installed.fire_triggers_on_replace, dispatch_uid="guards.replace")
