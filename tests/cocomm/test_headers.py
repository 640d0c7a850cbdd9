"""What browsers are told with every page."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from committees.models import Account

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/password/", "/healthz/", "/nothing-here/", "/admin/"])
def test_every_answer_carries_the_strict_policy(client, path):
    account = Account.objects.create_user("somebody", is_staff=True)
    for _ in ("a stranger", "signed in"):
        answer = client.get(path)
        said = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
        assert said == POLICY
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "camera=()" in answer["Permissions-Policy"]
        client.force_login(account)


def test_pages_for_somebody_signed_in_are_not_kept(client):
    client.force_login(Account.objects.create_user("somebody"))
    assert "no-store" in client.get("/")["Cache-Control"]


def test_a_real_site_speaks_https_only_and_passes_djangos_own_deployment_checks():
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "k9" * 40 + "abcdefghijkl",
        "ALLOWED_HOSTS": "governance.example.org",
        "DATABASE_URL": "sqlite://:memory:",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_real_site_does_not_start_without_its_key():
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "Set SECRET_KEY" in done.stderr
