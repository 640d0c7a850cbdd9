"""Who may do what with the registers: the whole table, each act for each asker, and the reasons."""

from dataclasses import replace

import pytest

from committees.rights.registering import RULES, Registering, registering
from committees.terms import RegisterAct

A = RegisterAct
GP, OTHER = 1, 2
BODY = {"body": "NHS Merton CCG", "guardian_name": "Walter Olufemi"}

ABOUT_HER = Registering(signed_in=True, person=OTHER, name="Somebody", about=GP, about_name="Dr Fellowes", **BODY)
ASKERS = {
    "signed_out": Registering(about=GP, about_name="Dr Fellowes", **BODY),
    "stranger": ABOUT_HER,
    "herself": replace(ABOUT_HER, person=GP, name="Dr Fellowes"),
    "secretary": replace(ABOUT_HER, runs_business=True),
    "guardian": replace(ABOUT_HER, guardian=True),
    "guardian_herself": replace(ABOUT_HER, person=GP, guardian=True),
    "secretary_herself": replace(ABOUT_HER, person=GP, runs_business=True),
    "account_of_nobody": replace(ABOUT_HER, person=None),
}
ALLOWED = {
    A.DECLARE: {"herself", "secretary", "guardian_herself", "secretary_herself"},
    A.RECORD_OFFER: {"herself", "secretary", "guardian_herself", "secretary_herself"},
    A.RECORD_TRAINING: {"herself", "secretary", "guardian_herself", "secretary_herself"},
    A.READ_PRIVATE: {"herself", "secretary", "guardian", "guardian_herself", "secretary_herself"},
    A.REDACT: {"guardian"},
    A.GUARD: {"guardian"},
    A.REVIEW_OFFER: {"secretary", "guardian"},
    A.RAISE_CONCERN: set(ASKERS) - {"signed_out"},
    A.CERTIFY: {"secretary", "guardian", "guardian_herself", "secretary_herself"},
}


def test_the_table_names_every_act():
    assert set(ALLOWED) == set(RULES) == set(RegisterAct)


@pytest.mark.parametrize("act", RegisterAct)
@pytest.mark.parametrize("asker", ASKERS)
def test_each_act_is_allowed_to_these_and_refused_to_everybody_else(act, asker):
    verdict = registering(act, ASKERS[asker])
    assert bool(verdict) == (asker in ALLOWED[act])
    for reason in verdict.reasons:
        assert reason.text.endswith(".")
        assert reason.text[0].isupper()
        assert reason.source.title
        assert reason.allows or reason.who_can.endswith("."), "a refusal says who can, or what to do"


def test_an_entry_about_nobody_is_not_ones_own():
    nobody = Registering(signed_in=True)
    assert not registering(A.DECLARE, nobody)
    assert not registering(A.READ_PRIVATE, nobody)


def test_only_the_guardian_redacts_and_the_refusal_names_them():
    (reason,) = registering(A.REDACT, ASKERS["secretary"]).refusals
    assert reason.text == (
        "Only the conflicts of interest guardian of NHS Merton CCG decides what is left out of the published registers."
    )
    assert reason.who_can == "The conflicts of interest guardian of NHS Merton CCG, Walter Olufemi."


def test_the_guardian_leaves_nothing_out_of_their_own_entry():
    (reason,) = registering(A.REDACT, ASKERS["guardian_herself"]).refusals
    assert reason.code == "redact.own_case"
    assert "their own entry" in reason.text


def test_the_guardian_is_no_guardian_where_it_is_about_themselves():
    (reason,) = registering(A.GUARD, ASKERS["guardian_herself"]).refusals
    assert reason.text == "Somebody does not act as guardian where it is about themselves."
    assert reason.who_can.startswith("Whoever stands in for the guardian")


def test_nobody_declares_for_somebody_else_without_the_power():
    (reason,) = registering(A.DECLARE, ASKERS["stranger"]).refusals
    assert reason.text == "Somebody may not do this for Dr Fellowes: everybody declares for themselves."
    assert reason.who_can == "Dr Fellowes, or the secretary of a committee on which they sit."


def test_nobody_reviews_what_was_offered_to_themselves():
    (reason,) = registering(A.REVIEW_OFFER, ASKERS["secretary_herself"]).refusals
    assert reason.code == "review_offer.own_case"
