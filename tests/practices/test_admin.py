"""Reference data in the admin: dated rows that overlap are refused in a sentence, editions are shown only."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from practices.changes import Merge
from practices.models import Edition, Membership, PlanningGroup, Practice
from tests.practices.changing import FIRST, LAST, SOURCE, a_scene, made
from tests.practices.rows import example_rows

pytestmark = pytest.mark.django_db

#: Shown within the page of their practice, CCG, provider or contract.
WITHIN = {
    "membership",
    "practicename",
    "site",
    "planninggroupmembership",
    "listclosure",
    "boundary",
    "partner",
    "notice",
}


@pytest.fixture
def administrator(client):
    client.force_login(get_user_model().objects.create_superuser("administrator"))
    return client


def inline(prefix: str, rows: list[dict], initial: int = 0) -> dict:
    """What a browser posts for an inline table."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def no_other_rows() -> dict:
    """The other tables on the page of a practice, left empty."""
    return {
        key: value
        for prefix in ("names", "sites", "list_closures", "boundaries")
        for key, value in inline(prefix, []).items()
    }


def save_practice(client, rows: list[dict]):
    data = {"ods_code": "H85777", "name": "MADE UP", "status": "A", "prescribing_setting": "4"}
    data |= inline("memberships", rows) | no_other_rows()
    return client.post(reverse("admin:practices_practice_add"), data)


def test_every_page_of_the_admin_opens(administrator):
    for model, row in example_rows().items():
        name = f"admin:practices_{model._meta.model_name}"
        if model._meta.model_name in WITHIN:
            continue
        assert administrator.get(reverse(f"{name}_changelist")).status_code == 200
        assert administrator.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
    names = ("planninggroup", "provider", "contract", "listsize", "contracttype", "practicesuccession", "ccgsuccession")
    for name in names:
        assert administrator.get(reverse(f"admin:practices_{name}_add")).status_code == 200


def test_rows_of_one_page_that_overlap_are_refused_in_a_sentence(administrator):
    ccg = next(iter(example_rows().values()))
    rows = [{"ccg": ccg.pk, "starts_on": "2013-04-01"}, {"ccg": ccg.pk, "starts_on": "2016-04-01"}]
    response = save_practice(administrator, rows)
    assert response.status_code == 200
    assert "The rows from 1 April 2013 and from 1 April 2016 overlap." in response.content.decode()
    assert not Practice.objects.filter(ods_code="H85777").exists()


def test_rows_that_follow_each_other_are_saved_with_who_did_it(administrator):
    ccg = next(iter(example_rows().values()))
    rows = [
        {"ccg": ccg.pk, "starts_on": "2013-04-01", "ends_on": "2016-03-31"},
        {"ccg": ccg.pk, "starts_on": "2016-04-01"},
    ]
    assert save_practice(administrator, rows).status_code == 302
    practice = Practice.objects.get(ods_code="H85777")
    assert practice.memberships.count() == 2
    assert practice.history.get().history_user.username == "administrator"


def test_a_row_that_overlaps_with_a_saved_one_is_refused_in_a_sentence(administrator):
    rows = example_rows()
    row: Membership = rows[Membership]
    data = {"name": "A", "status": "A", "prescribing_setting": "4"} | no_other_rows()
    data |= inline(
        "memberships",
        [
            {"id": row.pk, "practice": row.practice_id, "ccg": row.ccg_id, "starts_on": "2016-04-01"},
            {"practice": row.practice_id, "ccg": row.ccg_id, "starts_on": "2016-05-01"},
        ],
        initial=1,
    )
    response = administrator.post(reverse("admin:practices_practice_change", args=[row.practice_id]), data)
    assert response.status_code == 200
    assert "End that one on 30 April 2016 first" in response.content.decode()


def test_an_edition_cannot_be_added_changed_or_removed(administrator):
    edition = example_rows()[Edition]
    assert administrator.get(reverse("admin:practices_edition_add")).status_code == 403
    address = reverse("admin:practices_edition_change", args=[edition.pk])
    assert administrator.post(address, {"file_name": "other"}).status_code == 403
    assert administrator.post(reverse("admin:practices_edition_delete", args=[edition.pk])).status_code == 403


def test_a_planning_group_keeps_a_ccg_once_on_a_day(administrator):
    group = PlanningGroup.objects.create(name="Other", short_name="O")
    ccg = next(iter(example_rows().values()))
    data = {"name": "Other", "short_name": "O"}
    data |= inline("memberships", [{"ccg": ccg.pk, "starts_on": date(2016, 5, 1), "planning_group": group.pk}])
    response = administrator.post(reverse("admin:practices_planninggroup_change", args=[group.pk]), data)
    assert "These dates overlap with" in response.content.decode()


def test_what_decisions_change_is_shown_with_its_history(administrator):
    scene = a_scene()
    for key, name in (("one", "practice"), ("contract", "contract")):
        for page in ("change", "history"):
            address = reverse(f"admin:practices_{name}_{page}", args=[scene[key].pk])
            assert administrator.get(address).status_code == 200
    holder = reverse("admin:practices_provider_change", args=[scene["contract"].provider_id])
    assert "Dr A Made-Up" in administrator.get(holder).content.decode()
    counted = scene["one"].list_sizes.get()
    page = administrator.get(reverse("admin:practices_listsize_change", args=[counted.pk]))
    assert "4100" in page.content.decode()


@pytest.mark.parametrize("name", ["practice", "contract", "provider", "ccg", "listsize"])
def test_an_earlier_version_is_read_and_never_put_back(administrator, name):
    scene = a_scene()
    rows = {"practice": scene["one"], "contract": scene["contract"], "provider": scene["contract"].provider}
    row = (rows | {"ccg": scene["ccg"], "listsize": scene["one"].list_sizes.get()})[name]
    version = reverse(f"admin:practices_{name}_simple_history", args=[row.pk, row.history.first().history_id])
    page = administrator.get(version)
    assert page.status_code == 200
    assert "Revert" not in page.content.decode()
    assert administrator.post(version, {}).status_code == 403


def test_what_a_decision_closed_is_neither_opened_again_nor_closed_in_its_name(administrator):
    scene = a_scene()
    made(Merge(scene["one"].pk, scene["two"].pk, FIRST))
    data = {"name": "A", "status": "A", "closed_on": "", "closed_by": "", "prescribing_setting": "4"}
    data |= no_other_rows() | inline("memberships", [])
    closed, open_ = (reverse("admin:practices_practice_change", args=[scene[key].pk]) for key in ("one", "three"))
    assert administrator.post(closed, data).status_code == 302
    practice = Practice.objects.get(pk=scene["one"].pk)
    assert (practice.name, practice.status, practice.closed_on, practice.closed_by) == ("A", "C", LAST, SOURCE)
    assert administrator.post(open_, data | {"status": "D", "closed_by": "Somebody"}).status_code == 302
    practice = Practice.objects.get(pk=scene["three"].pk)
    assert (practice.status, practice.closed_by) == ("D", "")


def test_a_second_closure_of_a_list_on_a_day_is_refused_in_a_sentence(administrator):
    scene = a_scene()
    practice, closure = scene["one"], scene["closure"]
    data = {"name": "A", "status": "A", "prescribing_setting": "4"} | no_other_rows() | inline("memberships", [])
    rows = [
        {"id": closure.pk, "practice": practice.pk, "starts_on": "2016-05-01", "ends_on": "2016-09-30"},
        {"practice": practice.pk, "starts_on": "2016-09-30"},
    ]
    data |= inline("list_closures", rows, initial=1)
    response = administrator.post(reverse("admin:practices_practice_change", args=[practice.pk]), data)
    assert "End that one on 29 September 2016 first" in response.content.decode()
