"""Whether a text that is to be published names somebody: anonymised details of breaches are published (NHS England,
Managing conflicts of interest: statutory guidance for CCGs, 28 June 2016).

What it cannot find, a nickname or "the only GP on the committee", is for whoever writes the text to leave out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

#: What stands before or after a name and is none.
_NO_NAMES = re.compile(
    "mr|mrs|ms|miss|mx|dr|doctor|prof|professor|sir|dame|lord|lady|rev|cllr|councillor|jr|sr|"
    "obe|mbe|cbe|kbe|dbe|frcgp|mrcgp|frcp|mrcp|rgn|jp|dl|phd|md|qc|kc"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def folded(text: str) -> str:
    """A text for comparing: without regard to capitals, accents and the kind of apostrophe or hyphen."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‐", "-").replace("‑", "-"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def surnames(name: str) -> tuple[str, ...]:
    """The surname in a name as registers write it, and the parts of a double one: "Dr Ada Lamb-Okoro, OBE"."""
    words = [word for word in _WORD.findall(folded(name.split(",")[0])) if not _NO_NAMES.fullmatch(word)]
    if not words:
        return ()
    last = words[-1]
    return tuple(dict.fromkeys([last, *(part for part in last.split("-") if len(part) > 1)]))


def named_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The words of ``text``, as it has them, that are a surname of one of these people. Empty: it names nobody."""
    wanted = {surname for name in names for surname in surnames(name)}
    seen = "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Cf")
    return tuple(dict.fromkeys(word for word in _WORD.findall(seen) if _names(folded(word), wanted)))


def _names(word: str, wanted: set[str]) -> bool:
    """Whether a word is one of the surnames: by itself, in the genitive, or within a double name."""
    bare = word.removesuffix("'s").removesuffix("'")
    return bool({word, bare, *bare.split("-")} & wanted)
