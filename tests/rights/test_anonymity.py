"""Whether a text that is to be published names somebody. The people are made up."""

import pytest

from committees.rights.anonymity import named_in, surnames

PEOPLE = ("Dr Ada Fellowes", "Sinéad O’Brien", "Prof. Tom Lamb-Okoro, OBE", "Walter Olufemi")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A member voted on a matter in which they had an interest.", ()),
        ("Dr Fellowes voted.", ("Fellowes",)),
        ("FELLOWES voted.", ("FELLOWES",)),
        ("It was Fellowes's practice.", ("Fellowes's",)),
        ("It was Fellowes’ practice.", ("Fellowes",)),
        ("Sinead O'Brien stayed.", ("O'Brien",)),
        ("Lamb stayed, and so did Okoro.", ("Lamb", "Okoro")),
        ("Lamb-Okoro stayed; Lamb-Okoro voted.", ("Lamb-Okoro",)),
        ("The Olufemi-led group.", ("Olufemi-led",)),
        ("Walter left.", ()),
        ("Ofelloweship and lambs are no names.", ()),
        ("Fel\u200blowes hid.", ("Fellowes",)),
        ("Fellöwes, written otherwise.", ("Fellöwes",)),
    ],
)
def test_a_surname_is_found_however_it_is_written(text, found):
    assert named_in(text, PEOPLE) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Dr Ada Fellowes", ("fellowes",)),
        ("Cllr Sir Tom Lamb-Okoro OBE", ("lamb-okoro", "lamb", "okoro")),
        ("Fellowes, Ada", ("fellowes",)),
        ("Dr", ()),
        ("", ()),
        ("李明", ("李明",)),
    ],
)
def test_titles_and_honours_are_no_surnames(name, found):
    assert surnames(name) == found
