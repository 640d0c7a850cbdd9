"""Every component of the look on one page, and every error page, asked by axe."""

import pytest
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from cocomm.urls import handler400, handler403, handler404, handler500  # noqa: F401 Django looks for them here
from cocomm.urls import urlpatterns as real_ones
from committees.rights.reasons import Reason, Source, Verdict
from tests.cocomm.test_errors import urlpatterns as faulty_ones

pytestmark = pytest.mark.urls(__name__)

PAGE = Template(
    """{% extends "base.html" %}{% block title %}Components{% endblock %}
    {% block breadcrumbs %}
      {% breadcrumbs %}{% crumb "Home" "/" %}{% crumb "Meetings" "/" %}{% endbreadcrumbs %}
    {% endblock %}
    {% block content %}<h1>Components</h1>
    <p>{% tag "Quorate" %} {% tag "Carried" "green" %} {% tag "Lost" "red" %} {% tag "derived" "grey" %}
       {% tag "Tied" "orange" %} {% tag "Open" "yellow" %} {% tag "Private" "purple" %}</p>
    {% inset %}<p>Set apart</p>{% endinset %}
    {% warning "Not quorate" %}<p>One executive is missing.</p>{% endwarning %}
    {% card "A card" href="/" %}<p class="nhsuk-card__description">It leads somewhere.</p>{% endcard %}
    {% card "A plain card" %}<p>Text</p>{% endcard %}
    {% details "Why?" %}<p>Because.</p>{% enddetails %}
    {% expander "All reasons" open=True %}{% reasons verdict %}{% endexpander %}
    {% summary_list %}{% row "Level" %}2{% endrow %}{% row "Motion" href="/" %}Approve{% endrow %}{% endsummary_list %}
    {% table "Votes" %}
      <thead class="nhsuk-table__head"><tr><th scope="col">CCG</th><th scope="col">For</th></tr></thead>
      <tbody><tr><th scope="row">Merton</th><td class="app-number">5</td></tr></tbody>{% endtable %}
    <form method="post" novalidate>{% csrf_token %}{{ form }}
      {% button "Save" %} {% button "Other" kind="secondary" %} {% button "Refuse" kind="warning" %}
      {% button "Back" href="/" %}
    </form>{% endblock %}"""
)
VERDICT = Verdict.of(
    [Reason("one", "NHS England has no veto at level 3.", Source("a paper", derived=True), who_can="Nobody.")]
)


class Form(forms.Form):
    motion = forms.CharField(label="Motion", help_text="One sentence", widget=forms.Textarea)
    name = forms.CharField(label="Name")
    on = forms.DateField(label="Day", help_text="For example, 14 4 2016", widget=forms.SelectDateWidget)
    vote = forms.ChoiceField(label="Vote", choices=[("for", "For"), ("against", "Against")], widget=forms.RadioSelect)
    ccgs = forms.MultipleChoiceField(label="CCGs", choices=[("08R", "Merton")], widget=forms.CheckboxSelectMultiple)
    noted = forms.BooleanField(label="Noted")
    ccg = forms.ChoiceField(label="CCG", choices=[("08R", "Merton")])
    paper = forms.FileField(label="Paper")


@login_not_required
def components(request):
    messages.success(request, "The vote is recorded.")
    messages.error(request, "The meeting is closed.")
    form = Form(request.POST if request.method == "POST" else None)
    return HttpResponse(PAGE.render(RequestContext(request, {"form": form, "verdict": VERDICT})))


urlpatterns = [
    path("components/", components),
    *[path(str(one.pattern), login_not_required(one.callback)) for one in faulty_ones if one not in real_ones],
    *real_ones,
]


@pytest.mark.parametrize("width", [320, 1280])
def test_every_component_is_accessible_and_fits_the_screen(page, visit, width, assert_accessible):
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, "/components/")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_form_full_of_errors_is_accessible_and_takes_the_focus_to_them(page, visit, assert_accessible):
    visit(page, "/components/")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    assert_accessible(page)
    page.get_by_role("link", name="Choose vote").click()
    assert page.get_by_label("For", exact=True).evaluate("input => input === document.activeElement")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_everything_is_there_and_lines_open(page, visit):
    visit(page, "/components/")
    page.get_by_text("Why?").click()
    page.get_by_text("Because.").wait_for()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="There is a problem").wait_for()


@pytest.mark.parametrize(
    ("address", "status"),
    [("refused", 403), ("forbidden", 403), ("suspicious", 400), ("too-large", 413), ("lost", 404), ("fault", 500)],
)
def test_each_error_page_is_accessible(page, visit, expected_statuses, assert_accessible, address, status):
    expected_statuses.add(status)
    visit(page, f"/{address}/")
    assert page.get_by_role("heading", level=1).count() == 1
    assert_accessible(page)
