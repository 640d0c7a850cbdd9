"""Pages for what cannot be shown: each says what happened, why, and what to do; none changes anything."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from django.test import Client
from django.urls import path, reverse

from cocomm.urls import handler400, handler403, handler404, handler500  # noqa: F401 Django looks for them here
from cocomm.urls import urlpatterns as real_ones
from committees.models import Account
from committees.rights.reasons import Reason, Source, Verdict

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

AT_LEVEL_3 = "Merton works at level 3, where NHS England has no veto."
VERDICT = Verdict.of(
    [
        Reason("stated", AT_LEVEL_3, Source("a paper, page 4"), who_can="Nobody can."),
        Reason("read", "The sitting is closed.", Source("another paper", derived=True)),
        Reason("grounds", "You hold the office.", Source("the terms"), allows=True),
    ]
)


class Refused(PermissionDenied):
    verdict = VERDICT
    what = "You may not veto this"


def raising(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("refused/", raising(Refused())),
    path("forbidden/", raising(PermissionDenied("Only the convener opens the meeting."))),
    path("forbidden-silently/", raising(PermissionDenied())),
    path("suspicious/", raising(SuspiciousOperation("a secret detail"))),
    path("too-large/", raising(RequestDataTooBig())),
    path("missing/", raising(Http404("No practice has the code X99999 on 14 April 2016."))),
    path("lost/", raising(Http404("There is no practice with the code X99999."))),
    path("fault/", raising(RuntimeError("a secret detail"))),
    *real_ones,
]


@pytest.fixture
def signed_in(client):
    client.force_login(Account.objects.create_user("somebody"))
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/forbidden/", 403, ["Only the convener opens the meeting.", "Nothing was changed", "ask the secretary"]),
        ("/forbidden-silently/", 403, ["You may not do this", "ask the secretary"]),
        ("/suspicious/", 400, ["could not be read", "Nothing was changed"]),
        ("/too-large/", 413, ["too large", "20.0\xa0MB", "Nothing was saved"]),
        ("/lost/", 404, ["There is no practice with the code X99999."]),
        ("/nowhere/", 404, ["nothing at this address", "one that you may not see"]),
        ("/fault/", 500, ["Something went wrong", "not saved, not even in part"]),
    ],
)
def test_each_page_says_what_happened_and_what_to_do(signed_in, address, status, says):
    answer = signed_in.get(address)
    text = answer.content.decode()
    assert answer.status_code == status
    for sentence in says:
        assert sentence in text
    assert "<h1>" in text
    assert "secret detail" not in text


def test_a_refusal_shows_every_reason_with_its_source_and_who_can(signed_in):
    answer = signed_in.get("/refused/")
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "<h1>You may not veto this</h1>" in text
    for part in ("level 3", "a paper, page 4", "Nobody can.", "The sitting is closed.", "derived"):
        assert part in text
    assert "You hold the office." not in text


def test_a_live_part_of_a_page_gets_the_reasons_alone(signed_in):
    answer = signed_in.get("/refused/", headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert "level 3" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_with_a_clear_sentence():
    answer = Client(enforce_csrf_checks=True).post(reverse("sign_in"), {"username": "somebody"})
    assert answer.status_code == 403
    assert "could not tell that the form came from one of its own pages" in answer.content.decode()


def test_too_many_fields_are_too_much(signed_in, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    answer = signed_in.post("/sign-in/", {str(number): "x" for number in range(9)})
    assert answer.status_code == 413


def test_the_page_of_a_fault_needs_no_database(signed_in, django_assert_num_queries):
    from cocomm.views.errors import server_error

    with django_assert_num_queries(0):
        assert server_error(None).status_code == 500


def test_health_answers_everybody(client):
    assert client.get("/healthz/").content == b"ok\n"
