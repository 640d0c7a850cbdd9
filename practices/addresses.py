"""What the parts of an address may look like."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class KeyConverter(IntConverter):
    """The key of a row: no more digits than the database knows. Anything longer is an address that is not there."""

    regex = "[0-9]{1,18}"


register_converter(KeyConverter, "key")
