"""The forms of a page as a browser would send them, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = list[tuple[str, str]]


@dataclass
class Form:
    """One form: where it goes, what it sends as it stands, and its buttons (name and value, either may be empty)."""

    action: str
    fields: Fields = field(default_factory=list)
    buttons: Fields = field(default_factory=list)

    def sent(self) -> Iterator[dict[str, list[str]]]:
        """What each of its buttons sends."""
        for name, value in self.buttons or [("", "")]:
            data: dict[str, list[str]] = {}
            for key, said in [*self.fields, *([(name, value)] if name else [])]:
                data.setdefault(key, []).append(said)
            yield data


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.select = self.text = ""
        self.chosen: str | None = None
        self.words = ""
        self.by_id: dict[str, Form] = {}

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self.open = Form(said.get("action") or "", [])
            if said.get("method", "").lower() == "post":
                self.forms.append(self.open)
            self.by_id[said.get("id") or ""] = self.open
            return
        form = self.by_id.get(said["form"]) if said.get("form") else self.open
        if form is None or "disabled" in said:
            return
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "button" and said.get("type", "submit") == "submit":
            form.buttons.append((name, value))
        elif tag == "select" and name:
            self.select, self.chosen = name, None
        elif tag == "option" and self.select and (self.chosen is None or "selected" in said):
            self.chosen = value
        elif tag == "textarea" and name:
            self.text, self.words = name, ""
        elif tag == "input" and name:
            self._input(form, said, name, value)

    @staticmethod
    def _input(form: Form, said: dict, name: str, value: str) -> None:
        kind = said.get("type", "text")
        if kind in ("checkbox", "radio"):
            others = {key for key, _ in form.fields}
            if "checked" in said or (kind == "radio" and "required" in said and name not in others):
                form.fields.append((name, value))
        else:  # what must be filled in is filled in
            form.fields.append((name, value or ("a word" if "required" in said else "")))

    def handle_data(self, data):
        if self.text:
            self.words += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None
        elif tag == "select" and self.select:
            if self.open is not None and self.chosen is not None:
                self.open.fields.append((self.select, self.chosen))
            self.select = ""
        elif tag == "textarea" and self.text:
            if self.open is not None:
                self.open.fields.append((self.text, self.words.strip() or "words"))
            self.text = ""


def forms_on(page: str) -> list[Form]:
    """The forms of a page that are sent by POST."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms
