"""Signing in, and in the demo signing in with one press."""

import ipaddress
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, login, views
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

# What a proxy adds: a request that carries one of these has come from elsewhere, whatever address it shows.
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_VIA")


class SignIn(views.LoginView):
    """The sign-in page; in the demo it also lists the people to sign in as."""

    template_name = "registration/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if settings.COCOMM_DEMO and is_on_this_machine(self.request):
            context["demo_groups"] = demo_people()
        return context


def demo_people() -> list[tuple[str, list[dict[str, str]]]]:
    """Return the demo's people in groups, in their order: (kind of person, people).

    A `demo_role` reads "kind of person: what this one is", for instance "Chairs: lay chair, Merton". One without
    a colon stands in the group "People".
    """
    accounts = get_user_model().objects.filter(is_active=True).exclude(demo_role="").order_by("demo_order", "username")
    people = []
    for account in accounts:
        kind, colon, role = account.demo_role.partition(":")
        people.append({
            "kind": kind if colon else "People",
            "role": (role if colon else kind).strip(),
            "username": account.username,
            "name": account.get_full_name() or account.username,
        })  # fmt: skip
    kinds = list(dict.fromkeys(person["kind"] for person in people))
    people.sort(key=lambda person: kinds.index(person["kind"]))
    return [(kind, list(members)) for kind, members in groupby(people, key=lambda person: person["kind"])]


def is_on_this_machine(request: HttpRequest) -> bool:
    """True if the request came from the loopback address, to it, and through nobody's hands."""
    host = request.get_host()
    name = host[1 : host.index("]")] if host.startswith("[") else host.partition(":")[0]
    sent_to_here = name == "localhost" or _is_loopback(name)
    return (
        sent_to_here and _is_loopback(request.META.get("REMOTE_ADDR", "")) and not any(map(request.META.get, FORWARDED))
    )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


@login_not_required
def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """The admin sends here whoever may not use it: to the one sign-in page or, signed in already, to a refusal."""
    if request.user.is_authenticated:
        raise PermissionDenied("Your account may not use the administration pages. A site administrator can allow it.")
    asked = request.GET.urlencode(safe="/")
    return HttpResponseRedirect(resolve_url("sign_in") + (f"?{asked}" if asked else ""))


@login_not_required
@sensitive_post_parameters()
@require_POST
def demo_sign_in(request: HttpRequest, username: str) -> HttpResponse:
    """Sign in as one of the demo's people, without a password.

    The address exists in the demo only (see cocomm/urls.py), and serves this machine only. Raises PermissionDenied
    for anybody else, and Http404 for an account that is not one of the demo's people.
    """
    if not (settings.COCOMM_DEMO and is_on_this_machine(request)):
        raise PermissionDenied("Signing in with one press works only on the machine that serves the demonstration.")
    people = get_user_model().objects.filter(is_active=True).exclude(demo_role="")
    account = get_object_or_404(people, username=username.replace("\x00", ""))  # PostgreSQL takes no such character
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(_where_to(request))


def _where_to(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)
