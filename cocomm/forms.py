"""How forms look: `{{ form }}` and `{{ form.name.as_field_group }}` come out in NHS.UK markup."""

from django.forms.renderers import TemplatesSetting


class NhsRenderer(TemplatesSetting):
    """Renders whole forms and fields by templates/components; a widget alone stays Django's own (the admin's)."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
