"""The NHS.UK components as template tags, in force in every template without a load.

Each renders the markup of the library's own component of that name. Content between an opening and a closing tag is
template text and is escaped as usual. The library's names for variants are used ("secondary", "warning", "green").
"""

from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from cocomm.widgets import errors_of, render_widget

register = template.Library()

HEADINGS = {"s", "m", "l", "xl"}


# --- Forms ------------------------------------------------------------------------------------------------------------
@register.simple_tag
def field(
    bound: BoundField,
    label_size: str = "",
    hint: str = "",
    page_heading: bool = False,
    hide_label: bool = False,
    **attrs: Any,
) -> SafeString:
    """Render one field of a form: label or legend, hint, error, widget, tied together for screen readers.

    label_size: "s", "m", "l" or "xl". page_heading: the label is the page's h1. hint: replaces the field's help_text.
    hide_label: the label is only read aloud. attrs: attributes of the widget; `width=2|3|4|5|10|20|30` sets its width.
    """
    if bound.is_hidden:
        return bound.as_widget()
    hint = hint or str(bound.help_text)
    described_by = [f"{bound.auto_id}_helptext"] if hint else []
    described_by += [f"{bound.auto_id}_error"] if bound.errors else []
    context = {
        "field": bound,
        "hint": hint,
        "errors": errors_of(bound),
        "label_size": label_size if label_size in HEADINGS else "",
        "page_heading": page_heading,
        "hide_label": hide_label,
        "described_by": " ".join(described_by),
        "widget": render_widget(bound, attrs, " ".join(described_by)),
    }
    name = "components/fieldset.html" if bound.use_fieldset else "components/labelled.html"
    if _is_single_checkbox(bound):
        name = "components/checkbox.html"
    return mark_safe(render_to_string(name, context))  # noqa: S308 rendered by a template, escaped there


def _is_single_checkbox(bound: BoundField) -> bool:
    return getattr(bound.field.widget, "input_type", "") == "checkbox" and not hasattr(bound.field.widget, "choices")


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | None) -> dict[str, Any]:
    """List every error of the forms, each linked to its field. Nothing where there are none.

    base.html shows it for a context's `form`; a page with other forms names them here.
    """
    errors: list[dict[str, str]] = []
    for form in forms:
        if not isinstance(form, BaseForm) or not form.is_bound:
            continue
        errors += [{"text": str(text), "target": ""} for text in form.non_field_errors()]
        for bound in form:
            target = first_input_id(bound)
            errors += [{"text": text, "target": target} for text in errors_of(bound)]
    return {"errors": errors}


def first_input_id(bound: BoundField) -> str:
    """Return the id of the field's first input: what an error's link leads to."""
    return bound.id_for_label or (f"{bound.auto_id}_0" if hasattr(bound.field.widget, "choices") else bound.auto_id)


@register.simple_tag
def button(
    text: str, kind: str = "", href: str = "", name: str = "", value: str = "", classes: str = "", **attrs: Any
) -> SafeString:
    """Render a button that submits its form, or with `href` a link that looks like one.

    kind: "" (green), "secondary", "warning", "reverse", "login" or "small". attrs: further attributes, with _ for -.
    A form's button is not pressed twice by a double click.
    """
    classes = " ".join(filter(None, ["nhsuk-button", f"nhsuk-button--{kind}" if kind else "", classes]))
    more = _attributes(attrs)
    if href:
        return format_html(
            '<a class="{}" data-module="nhsuk-button" role="button" draggable="false" href="{}"{}>{}</a>',
            classes,
            href,
            more,
            text,
        )
    chosen = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(
        '<button class="{}" data-module="nhsuk-button" data-prevent-double-click="true" type="submit"{}{}>{}</button>',
        classes, chosen, more, text,
    )  # fmt: skip


def _attributes(attrs: dict[str, Any]) -> SafeString:
    """Return ` name="value"` for each; True alone writes the bare name, None and False write nothing."""
    rendered = SafeString("")
    for key, value in attrs.items():
        name = key.replace("_", "-")
        if value is True:
            rendered += format_html(" {}", name)
        elif value is not None and value is not False:
            rendered += format_html(' {}="{}"', name, value)
    return rendered


# --- Words and boxes --------------------------------------------------------------------------------------------------
@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """Render a tag. colour: white, grey, green, aqua-green, blue, purple, pink, red, orange or yellow."""
    return format_html('<strong class="nhsuk-tag{}">{}</strong>', f" nhsuk-tag--{colour}" if colour else "", text)


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False) -> SafeString:
    """{% details "Why?" %}...{% enddetails %}: a line that opens."""
    return _details(content, summary, "nhsuk-details", open)


@register.simple_block_tag
def expander(content: str, summary: str, open: bool = False) -> SafeString:
    """{% expander "All reasons" %}...{% endexpander %}: a box that opens."""
    return _details(content, summary, "nhsuk-details nhsuk-expander", open)


def _details(content: str, summary: str, classes: str, is_open: bool) -> SafeString:
    return format_html(
        '<details class="{}"{}><summary class="nhsuk-details__summary">'
        '<span class="nhsuk-details__summary-text">{}</span></summary>'
        '<div class="nhsuk-details__text">{}</div></details>',
        classes, mark_safe(" open") if is_open else "", summary, content,
    )  # fmt: skip


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """{% inset %}<p>...</p>{% endinset %}: text set apart."""
    return format_html(
        '<div class="nhsuk-inset-text"><span class="nhsuk-u-visually-hidden">Information: </span>{}</div>', content
    )


@register.simple_block_tag
def warning(content: str, heading: str = "Important", level: int = 2) -> SafeString:
    """{% warning "Not quorate" %}<p>...</p>{% endwarning %}: a yellow box with a heading."""
    return format_html(
        '<div class="nhsuk-card nhsuk-card--warning"><div class="nhsuk-card__content">'
        '<h{0} class="nhsuk-card__heading"><span role="text">'
        '<span class="nhsuk-u-visually-hidden">Important: </span>{1}</span></h{0}>{2}</div></div>',
        int(level), heading, content,
    )  # fmt: skip


@register.simple_block_tag
def card(
    content: str, heading: str = "", href: str = "", level: int = 2, size: str = "m", classes: str = ""
) -> SafeString:
    """{% card "Meeting" href=address %}<p>...</p>{% endcard %}: with `href` the whole card leads there."""
    title = SafeString("")
    if heading:
        inner = format_html('<a class="nhsuk-card__link" href="{}">{}</a>', href, heading) if href else heading
        title = format_html('<h{0} class="nhsuk-card__heading nhsuk-heading-{1}">{2}</h{0}>', int(level), size, inner)
    clickable = " nhsuk-card--clickable" if href else ""
    return format_html(
        '<div class="nhsuk-card{}{}"><div class="nhsuk-card__content">{}{}</div></div>',
        clickable, f" {classes}" if classes else "", title, content,
    )  # fmt: skip


# --- Lists and tables -------------------------------------------------------------------------------------------------
@register.simple_block_tag
def summary_list(content: str, classes: str = "") -> SafeString:
    """{% summary_list %}{% row "Level" %}2{% endrow %}{% endsummary_list %}"""
    return format_html('<dl class="nhsuk-summary-list{}">{}</dl>', f" {classes}" if classes else "", content)


@register.simple_block_tag
def row(content: str, key: str, href: str = "", action: str = "Change") -> SafeString:
    """A row of a summary list; `href` adds a link named `action` for it."""
    link = SafeString("")
    if href:
        link = format_html(
            '<dd class="nhsuk-summary-list__actions"><a class="nhsuk-link" href="{}">{}'
            '<span class="nhsuk-u-visually-hidden"> {}</span></a></dd>',
            href, action, key.lower(),
        )  # fmt: skip
    return format_html(
        '<div class="nhsuk-summary-list__row{}"><dt class="nhsuk-summary-list__key">{}</dt>'
        '<dd class="nhsuk-summary-list__value">{}</dd>{}</div>',
        "" if href else " nhsuk-summary-list__row--no-actions", key, content, link,
    )  # fmt: skip


@register.simple_block_tag
def table(content: str, caption: str, size: str = "m", compact: bool = False, hide_caption: bool = False) -> SafeString:
    """{% table "Votes" %}<thead>...</thead><tbody>...</tbody>{% endtable %}: scrolls sideways by itself on a phone.

    Inside: `<thead class="nhsuk-table__head">`, `<th scope="col" class="nhsuk-table__header">`,
    `<td class="nhsuk-table__cell">`; app.css gives bare thead, tr, th and td inside it the same look.
    """
    caption_class = "nhsuk-u-visually-hidden" if hide_caption else f"nhsuk-table__caption nhsuk-table__caption--{size}"
    return format_html(
        '<div class="app-table" role="region" aria-label="{}" tabindex="0"><table class="nhsuk-table{}">'
        '<caption class="{}">{}</caption>{}</table></div>',
        caption, " nhsuk-table--compact" if compact else "", caption_class, caption, content,
    )  # fmt: skip


@register.simple_block_tag
def breadcrumbs(content: str) -> SafeString:
    """{% breadcrumbs %}{% crumb "Meetings" address %}{% endbreadcrumbs %}, in the block of that name of base.html."""
    return format_html(
        '<nav class="nhsuk-breadcrumb" aria-label="Breadcrumb"><ol class="nhsuk-breadcrumb__list">{}</ol></nav>',
        content,
    )


@register.simple_tag
def crumb(text: str, href: str) -> SafeString:
    """One step of the way back."""
    return format_html(
        '<li class="nhsuk-breadcrumb__list-item"><a class="nhsuk-breadcrumb__link" href="{}">{}</a></li>', href, text
    )


# --- Reasons ----------------------------------------------------------------------------------------------------------
@register.inclusion_tag("components/reasons.html")
def reasons(verdict: Any, only_refusals: bool = False) -> dict[str, Any]:
    """List a verdict's reasons, each with its source, marked where it is derived, and who can.

    verdict: has `.reasons` and `.refusals`, each of them with `.text`, `.source` (`.title`, `.derived`), `.who_can`.
    """
    shown = verdict.refusals if only_refusals else verdict.reasons
    return {"reasons": shown}


@register.simple_tag
def source(of: Any) -> SafeString:
    """Render where a rule is written, with a tag if it is derived. of: has `.title` and `.derived`."""
    mark = tag("derived", "grey") if of.derived else SafeString("")
    return format_html('<span class="app-source">{}</span> {}', conditional_escape(of.title), mark)
