"""The outbox: letters are written once for each key, and sent by one timed command.

A letter is written in the transaction of what it is about and sent later, so a mail server that does not answer stops
nothing else, and what was undone sends nothing.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, field
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from committees.models import Letter, Person
from practices import clock

log = logging.getLogger(__name__)

NO_ACCOUNT = "No account to send it to: give the person an account with an e-mail address."
NO_ADDRESS = "Their account has no e-mail address: add it."
INACTIVE = "Their account is not active."
MOST_TRIES = 32_767  # what the column can count to


@dataclass
class Sending:
    """What became of the letters that were waiting. ``failed`` and ``kept``: the letter and the reason, in a sentence.

    ``failed`` were tried, and are tried again next time; ``kept`` have nobody to go to, and were not tried.
    """

    sent: list[Letter] = field(default_factory=list)
    failed: list[tuple[Letter, str]] = field(default_factory=list)
    kept: list[tuple[Letter, str]] = field(default_factory=list)


def write_letter(*, key: str, person: Person, subject: str, body: str) -> Letter | None:
    """Put a letter into the outbox; None where one with this key was written before, sent or not."""
    letter, written = Letter.objects.get_or_create(
        key=key,
        defaults={
            "person": person,
            "subject": " ".join(subject.split()),  # a line break would end the header
            "body": body,
            "written_at": clock.now(),
        },
    )
    return letter if written else None


def send_letters() -> Sending:
    """Send every letter that waits, over one connection to the mail server. Safe to run twice at once.

    Each letter is looked at again under its lock and marked in the same transaction. Only where the process itself dies
    between the server's answer and the mark may a letter go twice; both carry the same Message-ID then.
    """
    done, post = Sending(), _Post()
    try:
        for pk in Letter.objects.filter(sent_at=None).values_list("pk", flat=True):
            with transaction.atomic():
                letter = _locked(pk)
                if letter is not None:
                    _send(letter, post, done)
    finally:
        post.close()
    return done


def why_not(letter: Letter) -> str:
    """Why a letter has nobody to go to, in a sentence; empty where it can go."""
    account = letter.person.account
    if account is None:
        return NO_ACCOUNT
    if not account.is_active:
        return INACTIVE
    return "" if account.email else NO_ADDRESS


def waiting_in_words(letter: Letter, reason: str) -> str:
    """A letter that stays in the outbox, and why, for who runs the site."""
    return f"Not sent to {letter.person.name} (“{letter.subject}”): {reason}"


def _locked(pk: int) -> Letter | None:
    """A letter that still waits, locked; None where another sender has it or has sent it.

    PostgreSQL passes over a letter that is locked; SQLite has one writer at a time, so the second sees it marked.
    """
    rows = Letter.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, sent_at=None)
    return rows.select_related("person__account").first()


def _send(letter: Letter, post: _Post, done: Sending) -> None:
    """Send one letter and mark it; what goes wrong with it is kept, and stops no other."""
    reason, account = why_not(letter), letter.person.account
    if reason or account is None:
        done.kept.append((letter, _noted(letter, reason)))
        return
    letter.tries = min(letter.tries + 1, MOST_TRIES)
    try:
        message(letter, account.email, post.opened()).send()
    except Exception as error:
        log.exception("Letter %s was not sent", letter.pk)
        post.close()  # opened anew for the next letter
        done.failed.append((letter, _noted(letter, f"{type(error).__name__}: {error}")))
        return
    letter.sent_at, letter.last_error = clock.now(), ""
    letter.save(update_fields=["sent_at", "tries", "last_error"])
    done.sent.append(letter)


def message(letter: Letter, address: str, server: BaseEmailBackend) -> EmailMessage:
    """The letter as an e-mail. Its Message-ID comes of its key: the same letter is the same message."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    identity = hashlib.sha256(letter.key.encode()).hexdigest()[:32]
    return EmailMessage(
        subject=letter.subject,
        body=letter.body,
        to=[address],
        headers={"Message-ID": f"<{identity}@{host}>", "Auto-Submitted": "auto-generated"},
        connection=server,
    )


def _noted(letter: Letter, reason: str) -> str:
    letter.last_error = reason[: Letter._meta.get_field("last_error").max_length]
    letter.save(update_fields=["tries", "last_error"])
    return reason


class _Post:
    """The connection to the mail server, opened for the first letter. One that does not open is not tried again."""

    def __init__(self) -> None:
        self.server: BaseEmailBackend | None = None
        self.shut: Exception | None = None

    def opened(self) -> BaseEmailBackend:
        """The open connection; raises what opening it raised."""
        if self.shut is not None:
            raise self.shut
        if self.server is None:
            server = get_connection()
            try:
                server.open()
            except Exception as error:
                self.shut = error
                raise
            self.server = server
        return self.server

    def close(self) -> None:
        if self.server is not None:
            try:
                self.server.close()
            except Exception:
                log.exception("The connection to the mail server was not closed")
            self.server = None
