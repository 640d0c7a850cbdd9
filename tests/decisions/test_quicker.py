"""What a reader is told when the database refused a form because somebody else was quicker."""

from django.db import IntegrityError

from decisions.views.once import somebody_was_quicker

QUICKER = "Somebody else was quicker, and nothing was recorded here."


def test_a_guards_own_message_says_what_stands():
    message = "A correction replaces an entry about the same thing."
    said = somebody_was_quicker(IntegrityError(f"{message}\nCONTEXT:  PL/pgSQL function at RAISE"))
    assert said == f"{QUICKER} {message} Look at the page again."


def test_other_words_of_the_database_are_not_shown():
    said = somebody_was_quicker(IntegrityError("UNIQUE constraint failed: decisions_vote.replaces_id"))
    assert said == f"{QUICKER} Look at the page again."
