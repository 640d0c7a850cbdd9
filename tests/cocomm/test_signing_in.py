"""Who gets in, and how."""

import re
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from cocomm.secret_key import secret_key
from committees.models import Account

pytestmark = pytest.mark.django_db

# The only pages for somebody who is not signed in.
OPEN_TO_ALL = {
    "sign_in",
    "demo_sign_in",
    "password_reset",
    "password_reset_done",
    "password_reset_confirm",
    "password_reset_complete",
    "healthz",
    "admin/login/",
    "admin:login",  # never reached: the address above comes first
    # The published registers: section 14O of the NHS Act 2006 gives the public access to them.
    "registers",
    "register_of_interests",
    "register_of_offers",
    "register_of_breaches",
    # What kinds of decision there are: rules, and nothing of any one matter.
    "kinds",
    "kind",
    "register_of_procurement",
}


@pytest.fixture
def client():
    return Client(headers={"host": "localhost"})


@pytest.fixture
def chair():
    return Account.objects.create_user(
        "chair", "chair@example.org", "a long enough password", demo_role="Chairs: lay chair"
    )


def all_patterns(patterns, namespace=""):
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from all_patterns(entry.url_patterns, inner)
        elif isinstance(entry, URLPattern):
            yield namespace + (entry.name or str(entry.pattern)), entry


def test_every_address_asks_for_sign_in_but_the_few_that_are_listed(demo_site):
    open_ones = {
        name
        for name, entry in all_patterns(get_resolver().url_patterns)
        if not getattr(entry.callback, "login_required", True)
    }
    assert open_ones <= OPEN_TO_ALL


def test_a_stranger_is_sent_to_the_sign_in_page_and_back_afterwards(client, chair):
    answer = client.get("/?page=2")
    assert answer.status_code == 302
    assert urlsplit(answer.url).path == reverse("sign_in")
    answer = client.post(answer.url, {"username": "chair", "password": "a long enough password", "next": "/?page=2"})
    assert answer.url == "/?page=2"


def test_signing_in_never_leads_to_another_site(client, demo_site, chair):
    elsewhere = "https://elsewhere.example/"
    form = {"username": "chair", "password": "a long enough password", "next": elsewhere}
    assert client.post(reverse("sign_in"), form).url == "/"
    assert client.post(reverse("demo_sign_in", args=["chair"]), {"next": elsewhere}).url == "/"


def test_a_wrong_password_is_refused_with_a_sentence(client, chair):
    answer = client.post(reverse("sign_in"), {"username": "chair", "password": "wrong"})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_admins_own_sign_in_page_leads_to_the_one_sign_in_page(client):
    answer = client.get("/admin/login/?next=/admin/")
    assert answer.url == f"{reverse('sign_in')}?next=/admin/"


def test_signing_out_takes_a_press_of_a_button_not_a_link(client, chair):
    client.force_login(chair)
    assert client.get(reverse("sign_out")).status_code == 405
    client.post(reverse("sign_out"))
    assert "_auth_user_id" not in client.session


# --- The demo's one-click sign-in ---
def test_one_click_sign_in_does_not_exist_outside_the_demo(client, chair):
    with pytest.raises(NoReverseMatch):
        reverse("demo_sign_in", args=["chair"])
    assert client.post("/demo/sign-in/chair/").status_code == 404
    assert "Try the demonstration" not in client.get(reverse("sign_in")).content.decode()


def test_in_the_demo_people_are_listed_by_kind_and_one_press_signs_in(client, demo_site, chair):
    Account.objects.create_user("nobody", first_name="Not", last_name="Shown")
    page = client.get(reverse("sign_in")).content.decode()
    assert "Chairs" in page
    assert "lay chair" in page
    assert "Not Shown" not in page
    client.post(reverse("demo_sign_in", args=["chair"]))
    assert client.session["_auth_user_id"] == str(chair.pk)


@pytest.mark.parametrize(
    "sent",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_HOST": "10.0.0.5:8000"},
        {"HTTP_HOST": "demo.example.org"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
    ],
)
def test_one_click_sign_in_refuses_whoever_is_not_on_this_machine(client, demo_site, chair, settings, sent):
    settings.ALLOWED_HOSTS = ["*"]
    answer = client.post(reverse("demo_sign_in", args=["chair"]), **sent)
    assert answer.status_code == 403
    assert "only on the machine that serves the demonstration" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert "Try the demonstration" not in client.get(reverse("sign_in"), **sent).content.decode()


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_one_click_sign_in_serves_this_machine_by_each_of_its_names(client, demo_site, chair, host):
    assert client.post(reverse("demo_sign_in", args=["chair"]), headers={"host": host}).status_code == 302


def test_one_click_sign_in_is_for_the_demos_people_only(client, demo_site, chair):
    Account.objects.create_user("real")
    assert client.post(reverse("demo_sign_in", args=["real"])).status_code == 404
    assert client.get(reverse("demo_sign_in", args=["chair"])).status_code == 405
    chair.is_active = False
    chair.save()
    assert client.post(reverse("demo_sign_in", args=["chair"])).status_code == 404


# --- A forgotten password ---
def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client, chair, mailoutbox):
    answer = client.post(reverse("password_reset"), {"email": "chair@example.org"}, follow=True)
    assert "Look in your e-mail" in answer.content.decode()
    (message,) = mailoutbox
    assert message.subject == "Choose a new password for Co-commissioning governance"
    link = re.search(r"http://localhost(/\S+)", message.body)[1]

    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0]
    short = client.post(address, {"new_password1": "short", "new_password2": "short"})
    assert "too short" in short.content.decode()
    new = {"new_password1": "another long password", "new_password2": "another long password"}
    assert "Your password is changed" in client.post(address, new, follow=True).content.decode()

    assert client.login(username="chair", password="another long password")
    client.logout()
    assert "This link no longer works" in client.get(link, follow=True).content.decode()


def test_asking_for_an_unknown_address_says_the_same_and_sends_nothing(client, mailoutbox):
    answer = client.post(reverse("password_reset"), {"email": "stranger@example.org"}, follow=True)
    assert "If an account has the address" in answer.content.decode()
    assert mailoutbox == []


# --- The key that signs sessions ---
def test_a_real_site_without_a_key_does_not_start(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="Set SECRET_KEY"):
        secret_key("", throwaway=False, keep_in=tmp_path)
    assert secret_key("from outside", throwaway=False, keep_in=tmp_path) == "from outside"


def test_the_demo_makes_a_key_once_and_keeps_it_from_other_accounts(tmp_path):
    first = secret_key("", throwaway=True, keep_in=tmp_path / "var")
    assert len(first) > 50
    assert secret_key("", throwaway=True, keep_in=tmp_path / "var") == first
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o077 == 0
    assert [entry.name for entry in (tmp_path / "var").iterdir()] == ["secret-key"]
