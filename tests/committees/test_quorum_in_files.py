"""A published quorum rule written in a file becomes the same rule of the engine, and the database keeps it."""

import pytest
import yaml

from committees.actions.set_up import set_up_bodies
from committees.facts import terms_facts
from committees.files import FileRefused, read
from committees.files.entries import entries
from committees.files.schema import BodiesFile
from committees.models import TermsOfReference
from committees.quorum_slots import slots_from_data
from tests import world
from tests.rights.published import PUBLISHED

pytestmark = pytest.mark.django_db


@pytest.fixture
def ccgs():
    return [world.a_ccg("Barnet", "07M"), world.a_ccg("Camden", "07R")]


def terms_from(quorum: dict):
    """What the database keeps of a file with this quorum, as the engine takes it."""
    told = {
        "title": "Made up",
        "committees": [
            {
                "name": "Barnet and Camden Committee",
                "short_name": "Barnet and Camden",
                "kind": "working_group",
                "ccgs": ["Barnet", "Camden"],
                "established": "2016-04-01",
                "source": "Made up",
                "terms": [{"version": "1", "quorum": quorum, "majority": "votes_cast", "source": "Made up"}],
            }
        ],
    }
    content = yaml.safe_dump(told, default_style='"', default_flow_style=False, sort_keys=False)
    content = content.replace("!!int ", "").replace("!!bool ", "")
    set_up_bodies(file=entries(BodiesFile, read("quorum.yaml", content.encode())))
    return terms_facts(TermsOfReference.objects.get()).quorum


@pytest.mark.parametrize("each", PUBLISHED, ids=lambda each: each.id)
def test_a_published_rule_in_a_file_is_the_same_rule(ccgs, each):
    assert terms_from(each.data["quorum"] | {"text": each.data["words"]}) == each.rule


def test_a_place_may_name_its_ccgs_as_everywhere_else_in_a_file(ccgs):
    rule = terms_from(
        {"minimum": 2, "places": [{"label": "Barnet", "ccgs": ["Barnet"]}, {"label": "either", "any_of": [
            {"ccgs": ["07M"]}, {"ccgs": ["Camden"], "clinical": True}]}]}
    )  # fmt: skip
    assert rule.slots[0].ccgs == {"07M"}
    assert [kind.ccgs for kind in rule.slots[1].any_of] == [{"07M"}, {"07R"}]


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ({"label": "a"} | {"any_of": [{}]}, "says nothing that a seat must be"),
        ({"label": "a"} | {"any_of": [{"titles": []}]}, "says nothing that a seat must be"),
        ({"label": "a", "count": 51}, "1 to 50"),
        ({"label": "a", "count": 0}, "1 to 50"),
        ({"label": "a", "ccgs": ["Atlantis"]}, "No CCG “Atlantis” is on record"),
        ({"label": "a", "any_of": [{"label": "b"}]}, "There is no such field here"),
        ({"label": "a", "title_word": ["GP"]}, "There is no such field here"),
        ({"label": "a", "titles": "GP"}, "A list is needed here"),
    ],
)
def test_a_place_that_cannot_be_read_is_named(ccgs, place, says):
    with pytest.raises(FileRefused) as refused:
        terms_from({"minimum": 1, "places": [place]})
    problem = refused.value.problems[0]
    assert says in problem.text
    assert problem.line
    assert "quorum, places" in problem.field
    assert not TermsOfReference.objects.exists()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("GP", "are a list"),
        ([{"label": 5}], "needs a label"),
        ([{"label": " "}], "needs a label"),
        ([["label"]], "needs a label"),
        ([{"label": "a", "titles": "GP"}], "a list of words is needed"),
        ([{"label": "a", "titles": [5]}], "a list of words is needed"),
        ([{"label": "a", "any_of": {"titles": ["GP"]}}], "any_of is a list"),
        ([{"label": "a", "any_of": ["GP"]}], "any_of 1 is a kind of seat"),
        ([{"label": "a", "any_of": [{"count": 2}]}], "has a field nobody knows: count"),
        ([{"label": "a", "count": True}], "count must be a whole number"),
        ([{"label": "a", "count": 10**9}], "1 to 50"),
        ([{"label": "a", "deputies": "no"}], "deputies is yes or no"),
        ([{"label": "a", "any_of": [{"clinical": 1}]}], "any_of 1: clinical is yes or no"),
    ],
)
def test_places_that_somebody_typed_wrongly_are_refused_with_a_sentence(data, says):
    with pytest.raises(ValueError, match=says):
        slots_from_data(data)
