"""Published names are in capitals; pages show them as people write them."""

import pytest

from practices.names import ccg_short_name, display_name


@pytest.mark.parametrize(
    ("published", "short"),
    [
        ("NHS CROYDON CCG", "Croydon"),
        ("NHS CITY AND HACKNEY CCG", "City and Hackney"),
        ("NHS CENTRAL LONDON (WESTMINSTER) CCG", "Central London (Westminster)"),
        ("NHS VALE OF YORK CCG", "Vale of York"),
        ("NHS HARTLEPOOL AND STOCKTON-ON-TEES CCG", "Hartlepool and Stockton-on-Tees"),
        ("NHS ST HELENS CCG", "St Helens"),
        ("NHS HEYWOOD, MIDDLETON AND ROCHDALE CCG", "Heywood, Middleton and Rochdale"),
    ],
)
def test_the_short_name_of_a_ccg(published, short):
    assert ccg_short_name(published) == short


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("THE ROSE HILL SURGERY", "The Rose Hill Surgery"),
        ("ST. JAMES'S SURGERY", "St. James's Surgery"),
        ("ST.MARY'S SURGERY", "St.Mary's Surgery"),
        ("DR X & PARTNERS", "Dr X & Partners"),
        ("DRS LAMBERT & NG", "Drs Lambert & Ng"),
        ("DR NG & PARTNERS", "Dr Ng & Partners"),
        ("DR AK CHOUDHARY & DR SR DANDA PRACTICE", "Dr AK Choudhary & Dr SR Danda Practice"),
        ("DR KW MCGECHAEN & PARTNER", "Dr KW McGechaen & Partner"),
        ("DR H EL-SHAKANKERY", "Dr H El-Shakankery"),
        ("O'BRIEN'S PRACTICE", "O'Brien's Practice"),
        ("WESTCOTES GP SURGERY (ONE)", "Westcotes GP Surgery (One)"),
        ("PASLEY ROAD HEALTH CENTRE (TK KHONG)", "Pasley Road Health Centre (TK Khong)"),
        ("CITY WALK-IN CTR (NHS PMS)", "City Walk-in Ctr (NHS PMS)"),
        ("SSP HEALTH LTD - E12 CENTRE", "SSP Health Ltd - E12 Centre"),
        ("Already Written So", "Already Written So"),
    ],
)
def test_the_name_of_a_practice_as_shown(published, shown):
    assert display_name(published) == shown
