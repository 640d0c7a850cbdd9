"""The published files of February 2016 and of the edition before, or, where they are not at hand, our own extract."""

from datetime import date

import pytest

from practices import actions, ods
from practices.compared import compared, listed_in
from practices.models import CCG, ContractType, ListSize, Membership, PlanningGroup, Practice, PracticeName
from tests.practices.files import SHARED, load

pytestmark = pytest.mark.django_db

NATIONAL = ("eccg_2016-02.csv", "epraccur_2016-02.csv.gz")
APRIL = date(2016, 4, 14)


def files(*names: str) -> list[ods.ODSFile]:
    """Files of the shared folder, or of our extract."""
    folder = SHARED if (SHARED / names[0]).exists() else actions.DATA
    return [ods.read(name, (folder / name).read_bytes()) for name in names]


@pytest.fixture
def february() -> tuple[list[ods.ODSFile], int, int]:
    """The files of February 2016, the open CCGs and the active practices in them."""
    if (SHARED / NATIONAL[0]).exists():
        return files(*NATIONAL), 209, 7756
    return files(*actions.LONDON_FILES), 32, 478


def test_february_2016_has_its_ccgs_and_practices_each_with_a_ccg_and_again_changes_nothing(february):
    editions, ccgs, practices = february
    report = load(*editions)
    assert (report.open_ccgs, report.active_practices) == (ccgs, practices)
    with_ccg = Membership.objects.in_force_on(APRIL).filter(practice__in=Practice.objects.active())
    assert with_ccg.count() == practices
    assert not CCG.objects.filter(memberships__in=with_ccg, closed_on__isnull=False).exists()
    before = [model.history.count() for model in (CCG, Practice, PracticeName, Membership)]
    assert not load(*editions).changed
    assert [model.history.count() for model in (CCG, Practice, PracticeName, Membership)] == before


def test_february_after_september_changes_what_the_two_editions_say(february):
    editions, _, practices = february
    if practices != 7756:  # without the older file: the same edition, a month later
        load(*editions, as_at=date(2016, 1, 1))
        assert not load(*editions).changed
        return
    september = files("epraccur_2015-09.csv.gz")
    assert load(editions[0], *september, as_at=date(2015, 9, 1)).active_practices == 7851
    report = load(*editions)
    changes = report.files[1].changes
    assert report.active_practices == 7756
    assert len(changes.new) == 15, "twelve new codes, and three listed before with another setting"
    assert len(changes.moves) == 8
    assert all("to NHS Birmingham South and Central CCG on 1 April 2015" in move for move in changes.moves)
    assert_as_published(report.files[1].compared, listed_before=1)  # three more were listed with another setting
    assert_as_published(compared(listed_in(september[0]), listed_in(editions[1])), listed_before=4)
    moved = Practice.objects.get(ods_code="M85097")
    assert moved.ccg_on(date(2015, 3, 31)).ods_code == "13P"
    assert moved.ccg_on(date(2015, 4, 1)).ods_code == "04X"
    renamed = Practice.objects.get(ods_code="Y02902")
    assert renamed.name_on(date(2016, 1, 31)) == "GP Access Centre"
    assert renamed.name_on(APRIL) == "GP Access Centre WIC"


def assert_as_published(found, listed_before: int) -> None:
    """What changed from September 2015 to February 2016, as counted by hand."""
    assert len(found.became_active) == 15
    assert len(found.listed_before) == listed_before
    assert len(found.became_dormant) == 108
    assert len(found.other_setting) == 2
    assert not found.otherwise_ended
    assert not found.with_close_date
    assert len(found.renamed) == 174
    assert {move[1:] for move in found.moved} == {("13P", "04X", date(2015, 4, 1))}
    assert len(found.moved) == found.back_dated == 8


def test_every_practice_has_its_list_size_and_contract_type_but_those_the_files_do_not_name(february):
    editions, _, practices = february
    load(*editions)
    national = practices == 7756
    names = ("Patient_List_Size_2016_01-03.csv.gz", "nhs_payments_gp_2015-16.csv.gz")
    figures = files(*(names if national else [name for name, _ in actions.LONDON_FIGURES]))
    report = load(*figures)
    sizes, types = (part.changes for part in report.files)
    assert (sizes.said[""], types.said) == (
        (57_543_937, {"GMS": 4892, "PMS": 2653, "APMS": 296})
        if national
        else (3_449_942, {"PMS": 257, "GMS": 213, "APMS": 3})
    )
    assert (sizes.active, sizes.active_without, types.active_without) == ((7756, 88, 73) if national else (478, 7, 5))
    active = Practice.objects.active()
    assert ListSize.objects.filter(practice__in=active).count() == sizes.active - sizes.active_without
    assert ContractType.objects.filter(practice__in=active).count() == types.active - types.active_without
    assert ListSize.history.count() == ListSize.objects.count() == len(sizes.new)
    assert ContractType.history.count() == ContractType.objects.count() == len(types.new)
    assert not load(*figures).changed
    assert ListSize.history.count() == len(sizes.new)


def test_the_extract_has_figures_too_each_of_its_own_day():
    actions.load_london()
    assert ListSize.objects.count() == 471
    assert ContractType.objects.count() == 473
    assert ListSize.objects.get(practice__ods_code="E83003").as_at == date(2016, 1, 1)
    assert ContractType.objects.get(practice__ods_code="E83003").as_at == date(2016, 3, 31)
    actions.load_london()
    assert ListSize.history.count() == 471


def test_figures_of_a_day_after_todays_are_left_for_later(settings):
    settings.COCOMM_CLOCK_DAY = date(2016, 2, 20)
    actions.load_london()
    assert not ContractType.objects.exists()
    settings.COCOMM_CLOCK_DAY = APRIL
    actions.load_london()
    assert ContractType.objects.count() == 473


def test_the_extract_holds_all_of_london_and_can_be_loaded_again():
    assert actions.load_london().active_practices == 478
    assert CCG.objects.in_london().open_on(APRIL).count() == 32
    assert not actions.load_london().changed
    assert PlanningGroup.history.count() == 6


def test_every_london_ccg_but_city_and_hackney_is_in_a_planning_group():
    actions.load_london()
    groups: dict[str, list[str]] = {}
    for ccg in CCG.objects.prefetch_related("planning_group_memberships__planning_group"):
        group = ccg.planning_group_on(APRIL)
        groups.setdefault(group.short_name if group else "", []).append(ccg.short_name)
    assert groups.pop("") == ["City and Hackney"]
    assert {name: len(ccgs) for name, ccgs in groups.items()} == {
        "NCL": 5, "SWL": 6, "NWL": 8, "SEL": 6, "BHR": 3, "WEL": 3,
    }  # fmt: skip
    assert groups["SWL"] == ["Croydon", "Kingston", "Merton", "Richmond", "Sutton", "Wandsworth"]


def test_the_extract_is_passed_over_where_a_newer_edition_is_held():
    actions.load_london(as_at=date(2016, 3, 1))
    assert actions.load_london() is None
