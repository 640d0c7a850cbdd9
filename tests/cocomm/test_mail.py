"""Where letters go: on a real site to its mail server, in the demonstration to a folder, whatever a shell may hold."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOW = """
from cocomm import settings as s
print(s.EMAIL_BACKEND.split(".")[-2], getattr(s, "EMAIL_HOST", "-"), s.COCOMM_SITE_ADDRESS or "-")
"""
MAIL_SERVER = {"EMAIL_URL": "smtp+tls://user:password@mail.example.org:587"}
REAL = {"SECRET_KEY": "a long random text for this test alone, of no use elsewhere", "ALLOWED_HOSTS": "example.org"}


def settings(**environment: str) -> subprocess.CompletedProcess:
    """What the settings are with this environment and nothing else of the tests'."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", SHOW], cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False
    )


def test_the_demonstration_asks_no_mail_server_even_where_one_is_named():
    assert settings(COCOMM_DEMO="1", **MAIL_SERVER).stdout.split() == ["filebased", "-", "-"]


def test_a_real_site_asks_the_mail_server_that_is_named():
    assert settings(**REAL, **MAIL_SERVER).stdout.split() == ["smtp", "mail.example.org", "-"]


def test_the_sites_address_is_taken_where_it_is_one():
    address = "https://governance.example.nhs.uk"
    assert settings(**REAL, **MAIL_SERVER, COCOMM_SITE_ADDRESS=address).stdout.split()[-1] == address


@pytest.mark.parametrize("address", ["governance.example.nhs.uk", "javascript:alert(1)"])
def test_a_sites_address_that_is_none_is_refused_when_the_site_starts(address):
    answer = settings(**REAL, COCOMM_SITE_ADDRESS=address)
    assert answer.returncode != 0
    assert "COCOMM_SITE_ADDRESS begins with https://" in answer.stderr
