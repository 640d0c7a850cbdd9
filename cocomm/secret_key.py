"""The key that signs sessions and links: from the environment, except in the demo and in tests."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def secret_key(from_environment: str, *, throwaway: bool, keep_in: Path) -> str:
    """Return the signing key.

    from_environment: the value of SECRET_KEY, perhaps empty.
    throwaway: true in the demo, in DEBUG and in tests, where a key is made and kept in `keep_in`,
    so that a restart signs nobody out.

    Raises ImproperlyConfigured where a real site has no key.
    """
    if from_environment:
        return from_environment
    if not throwaway:
        raise ImproperlyConfigured("Set SECRET_KEY: a long random text, kept secret, the same after each restart.")
    kept = keep_in / "secret-key"
    if not kept.exists():
        keep_in.mkdir(parents=True, exist_ok=True)
        # Written aside and moved into place: of two processes that start together, both read one key.
        aside = keep_in / f"secret-key.{os.getpid()}"
        aside.touch(mode=0o600)
        aside.write_text(secrets.token_urlsafe(60))
        try:
            os.link(aside, kept)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return kept.read_text()
