"""Published names are in capitals; these functions write them as people do. Pure."""

import re

SMALL = {"and", "at", "by", "de", "for", "in", "of", "on", "the", "to", "under", "upon", "with"}
# Short forms without a vowel, which would pass for initials.
SHORT_FORMS = {"BLDG", "BLVD", "CTR", "DR", "DRS", "GRP", "HLTH", "HSE", "HTH", "LN", "LTD", "MR", "MRS", "MS", "MT"}
SHORT_FORMS |= {"PRCT", "PTR", "PTRS", "RD", "SQ", "ST", "STN"}
CAPITALS = {"APMS", "CIC", "DMC", "GMS", "GP", "HC", "II", "III", "IV", "LCD", "LLP", "NHS", "PCC", "PMS", "PSU"}
CAPITALS |= {"SMS", "SSP", "UCC", "UK", "VI", "WIC"}
WORD = re.compile(r"[A-Za-z0-9']+")
TITLES = {"DR", "DRS"}
AFTER_SURNAME = {"", "AND", "ASSOCIATES", "PARTNER", "PARTNERS", "PRACTICE", "PTRS", "SURGERY"}


def ccg_short_name(published: str) -> str:
    """ "Croydon" for "NHS CROYDON CCG", "City and Hackney" for "NHS CITY AND HACKNEY CCG"."""
    core = re.sub(r"\ANHS\s+|\s+CCG\Z", "", " ".join(published.split()), flags=re.IGNORECASE)
    return display_name(core)


def display_name(published: str) -> str:
    """A published name in upper and lower case: "St James's Surgery", "Dr A Khan & Partners", "The GP Centre".

    A name that already has small letters is left alone.
    """
    text = " ".join(published.split())
    if text != text.upper():
        return text
    words = list(WORD.finditer(text))
    pieces, end = [], 0
    for place, word in enumerate(words):
        between = text[end : word.start()]
        following = text[word.end() : words[place + 1].start()] if place + 1 < len(words) else ""
        after = words[place + 1].group() if place + 1 < len(words) and not following.strip(" .") else ""
        first = place == 0 or "(" in between or ":" in between
        before = words[place - 1].group() if place else ""
        pieces += [between, cased(word.group(), before=before, after=after, first=first)]
        end = word.end()
    return "".join(pieces) + text[end:]


def cased(word: str, *, before: str = "", after: str = "", first: bool = False) -> str:
    """One word in upper and lower case, given its neighbours (empty where another sign stands between)."""
    if word.lower() in SMALL and not first and before not in TITLES:
        return word.lower()
    if word in SHORT_FORMS:
        return word.capitalize()
    if word in CAPITALS or any(letter.isdigit() for letter in word):
        return word
    if word == "GPS":
        return "GPs"
    if before in TITLES and len(word) <= 2:
        # Initials, unless the surname itself is that short: "Dr AK Khan", but "Dr Ng & Partners".
        return word.capitalize() if after in AFTER_SURNAME and len(word) == 2 else word
    if len(word) <= 3 and not re.search("[AEIOUY]", word):
        return surname_or_initials(word, before, after)
    return capitalised(word)


def surname_or_initials(word: str, before: str, after: str) -> str:
    """Three consonants or fewer are initials ("SK Sharma"), but for "Ng" where a surname stands."""
    return "Ng" if word == "NG" and after in AFTER_SURNAME else word


def capitalised(word: str) -> str:
    """ "O'Brien", "James's", "McMurray"."""
    head, mark, tail = word.partition("'")
    if mark and head in {"O", "D"} and len(tail) > 1:
        return f"{head}'{capitalised(tail)}"
    lower = word.lower()
    if lower.startswith("mc") and len(lower) > 4:
        return "Mc" + lower[2:].capitalize()
    return lower[:1].upper() + lower[1:]
