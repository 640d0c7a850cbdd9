"""The text that a PDF of ours shows, read back without another library: pages, their fonts, their letters."""

import re
import zlib

_OBJECT = re.compile(rb"^(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL | re.MULTILINE)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_TOKEN = re.compile(rb"/(f\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|(\()", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of_pdf(content: bytes) -> str:
    """The text of all pages, in the order in which it is shown."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    found = []
    for body in objects.values():
        if b"/Type/Page/" in body:
            fonts = _fonts(objects, body)
            found.append(_page(_unpacked(objects[_reference(body, b"Contents")]), fonts))
    assert found, "no page was found"
    return "\n".join(found)


def squeezed(text: str) -> str:
    """Letters and figures alone, small: words that were broken at the end of a line are whole again."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found, name
    return int(found[1])


def _unpacked(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found
    return zlib.decompress(found[1]) if b"/FlateDecode" in body else found[1]


def _fonts(objects: dict[int, bytes], page: bytes) -> dict[bytes, dict[int, str]]:
    resources = objects[_reference(page, b"Resources")]
    names = re.search(rb"/Font<<(.*?)>>", resources)
    assert names
    return {name: _letters(objects, int(key)) for name, key in re.findall(rb"/(f\d+) (\d+) 0 R", names[1])}


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    table = _unpacked(objects[_reference(objects[font], b"ToUnicode")])
    pairs = re.findall(rb"^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$", table, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _page(content: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    shown, letters, at = [], {}, 0
    while token := _TOKEN.search(content, at):
        at = token.end()
        if token[1]:
            letters = fonts[token[1]]
            shown.append("\n")
            continue
        if token[2]:
            codes = bytes.fromhex(token[2].decode())
        else:
            start, at = at, _end_of_string(content, at)
            codes = _ESCAPE.sub(_escaped, content[start : at - 1])
        shown += [letters.get(int.from_bytes(codes[n : n + 2], "big"), "") for n in range(0, len(codes), 2)]
    return "".join(shown)


def _end_of_string(content: bytes, at: int) -> int:
    """Where the string ends whose bracket was opened before ``at``: brackets in it come in pairs, or are escaped."""
    depth = 1
    for found in re.compile(rb"\\.|[()]", re.DOTALL).finditer(content, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return found.end()
    raise AssertionError("a string has no end")


def _escaped(found: re.Match) -> bytes:
    sign = found[1]
    if sign[:1].isdigit():
        return bytes([int(sign, 8) & 0xFF])
    return b"" if sign.endswith(b"\n") and sign != b"n" else _NAMED.get(sign, sign)
