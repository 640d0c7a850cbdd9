"""How forms look."""

from django.forms.renderers import TemplatesSetting


class NhsRenderer(TemplatesSetting):
    """Renders every form with the NHS.UK markup of templates/components."""
