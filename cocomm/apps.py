from django.apps import AppConfig


class CocommConfig(AppConfig):
    """The site: settings, urls, security headers, template tags, static files. Wiring only, no models."""

    name = "cocomm"
    verbose_name = "Co-commissioning governance"
