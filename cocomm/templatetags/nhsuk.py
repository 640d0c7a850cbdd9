"""Template tags of the NHS.UK look; in force in every template without a load."""

from django import template

register = template.Library()
