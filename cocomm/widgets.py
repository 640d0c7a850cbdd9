"""The inputs of a form in NHS.UK markup, chosen by the kind of Django's own widget.

The apps use plain `django.forms`: nothing of the look is needed to write a form.
"""

import re
from typing import Any

from django import forms
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

TEXT_CLASSES = {
    forms.Textarea: "nhsuk-textarea",
    forms.Select: "nhsuk-select",
    forms.FileInput: "nhsuk-file-upload app-file",
}


def errors_of(bound: BoundField) -> list[str]:
    """Return the field's errors; Django's "This field is required." says instead what to do and names the field."""
    texts = []
    for error in bound.errors.as_data():
        text = " ".join(error.messages)
        if error.code == "required" and text == str(forms.Field.default_error_messages["required"]):
            text = _what_to_do(bound)
        texts.append(text)
    return texts


def _what_to_do(bound: BoundField) -> str:
    label = str(bound.label)
    if not label[:2].isupper():  # "Motion" becomes "motion", "CCG" stays
        label = label[:1].lower() + label[1:]
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return f"Tick {label}"
    chosen = hasattr(bound.field, "choices") or isinstance(bound.field, forms.FileField)
    return f"{'Choose' if chosen else 'Enter'} {label}"


def render_widget(bound: BoundField, attrs: dict[str, Any], described_by: str) -> SafeString:
    """Render a field's input or inputs.

    attrs: attributes for it, with _ for -; `width` is a number of characters. described_by: ids of hint and error.
    """
    widget = bound.field.widget
    attrs = {key.replace("_", "-"): value for key, value in attrs.items() if value is not None}
    width = attrs.pop("width", None)
    if isinstance(widget, forms.SelectDateWidget):
        return _date_parts(bound)
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return _options(bound, "radios" if widget.input_type == "radio" else "checkboxes")
    if isinstance(widget, forms.CheckboxInput):
        return bound.as_widget(attrs={"class": "nhsuk-checkboxes__input", **_aria(bound, described_by), **attrs})
    kind = next((name for base, name in TEXT_CLASSES.items() if isinstance(widget, base)), "nhsuk-input")
    classes = [kind, str(attrs.pop("class", "")), str(widget.attrs.get("class", ""))]
    classes += [f"{kind}--width-{width}"] if width else []
    classes += [f"{kind}--error"] if bound.errors else []
    return bound.as_widget(attrs={**_aria(bound, described_by), **attrs, "class": " ".join(filter(None, classes))})


def _aria(bound: BoundField, described_by: str) -> dict[str, Any]:
    return {"aria-describedby": described_by} if described_by else {}


def _options(bound: BoundField, kind: str) -> SafeString:
    """Render radios or checkboxes. The first has the field's own id with _0, which an error's link leads to."""
    classes = str(bound.field.widget.attrs.get("class", ""))
    context = {"options": list(bound.subwidgets), "kind": kind, "classes": classes, "module": f"nhsuk-{kind}"}
    return mark_safe(render_to_string("components/options.html", context))  # noqa: S308 escaped in the template


def _date_parts(bound: BoundField) -> SafeString:
    """Render a date as three inputs, filled as they were typed, right or wrong.

    Django's SelectDateWidget reads name_day, name_month and name_year, so a plain form needs nothing else.
    """
    name = bound.html_name
    value = bound.value()
    day, month, year = "", "", ""
    if hasattr(value, "strftime"):
        day, month, year = str(value.day), str(value.month), str(value.year)
    elif found := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", str(value or "")):
        year, month, day = found.groups()
    typed = bound.form.data if bound.form.is_bound else {}
    parts = []
    for part, width, known in (("day", 2, day), ("month", 2, month), ("year", 4, year)):
        shown = typed.get(f"{name}_{part}", known)
        parts.append({"part": part, "name": f"{name}_{part}", "width": width, "value": shown})
    context = {"parts": parts, "id": bound.auto_id, "error": bool(bound.errors)}
    return mark_safe(render_to_string("components/date_parts.html", context))  # noqa: S308 escaped in the template
