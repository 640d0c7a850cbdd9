"""The pages of the kinds of decision: for anybody, as declared, with the edition of the day."""

import pytest
from django.urls import reverse

from committees import kinds
from committees.kinds import KINDS
from committees.kinds.declared import DecisionKind
from committees.kinds.policies import MANUAL, POLICY_BOOK
from committees.terms import Function

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    client.defaults["HTTP_HOST"] = "localhost"
    return client


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def of(reader, key, day="2016-04-14") -> str:
    return text(reader.get(reverse("kind", args=[key]), {"on": day}))


def test_the_list_has_every_kind_without_a_query(reader, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = text(reader.get(reverse("kinds")))
    for kind in KINDS.values():
        assert reverse("kind", args=[kind.key]) in page


def test_a_kind_that_is_added_is_on_the_list_and_has_its_page(reader):
    with kinds.added(DecisionKind(key="hours", label="opening hours", function=Function.GP_COMMISSIONING)):
        assert "Opening hours" in text(reader.get(reverse("kinds")))
        assert "Opening hours" in of(reader, "hours")


@pytest.mark.parametrize("key", KINDS)
def test_every_kind_has_a_page_with_its_facts_papers_and_clocks(reader, key):
    page, kind = of(reader, key), KINDS[key]
    for fact in kind.facts:
        assert fact.label.replace("'", "&#x27;") in page
    for clock in kind.clocks:
        assert clock.label in page
    for paper in kind.papers:
        assert paper[1:].replace("'", "&#x27;") in page


def test_the_page_says_bounds_choices_and_what_is_asked_for_only_with_a_choice(reader):
    assert "A whole number from 3 to 12" in of(reader, "list_closure")
    assert (
        "Acknowledge the application: within 7 days after the application was received. Who: the commissioner."
        in of(reader, "list_closure")
    )
    assert "at least 8 weeks before the last day of the closure as it stands" in of(reader, "list_extension")
    assert "no earlier than 3 months after the application was refused" in of(reader, "list_closure")
    assert "only where: a single-handed GP takes a partner or one partner goes on alone" in of(
        reader, "partnership_change"
    )
    assert "The change may take effect, where one partner goes on alone: no earlier than 28 days after" in of(
        reader, "partnership_change"
    )
    assert "Not resolved" in of(reader, "contractors_notice")


def test_the_source_is_the_edition_of_the_day(reader):
    assert POLICY_BOOK in of(reader, "merger", "2017-11-08")
    assert MANUAL in of(reader, "merger", "2017-11-09")


def test_a_kind_that_is_not_declared_has_no_page(reader):
    assert reader.get(reverse("kind", args=["divorce"])).status_code == 404
    assert reader.get(reverse("kind", args=["merger"]), {"on": "soon"}).status_code == 200
