"""The facts of matters in meeting files and in exported records: named so that they mean the same elsewhere. All made up."""

from datetime import date

import pytest
import yaml

from committees.files import FileRefused
from committees.kinds import KINDS
from committees.kinds.declared import FactType
from decisions import actions
from decisions.kinds_in_files import facts_told, rows_named
from decisions.meeting_file.loading import import_meeting_file
from decisions.models import Condition, Deferral, Limb, LimbCondition, Matter
from practices.models import CCG, Contract, Practice, Provider, Site
from tests.cast import the_cast
from tests.committees.kinds_by_hand import BY_HAND, PARTNERS_BY_HAND
from tests.decisions.journals import arrives, leaves
from tests.decisions.made_up_files import a_file
from tests.decisions.stating import BEGAN, a_branch, a_contract, a_practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

SOURCE = "Made up"
PLACES = {
    "practices": [
        {"code": code, "name": name, "ccg": "Merton", "from": "2013-04-01", "source": SOURCE}
        for code, name in (("H85951", "CRICKET GREEN"), ("H85952", "MILL LANE"))
    ],
    "providers": [{"name": "Dr A and partners", "kind": "partnership", "made_up": "yes", "source": SOURCE}],
    "sites": [
        {"practice": "H85951", "name": "The Green", "kind": "main", "from": "2004-04-01", "source": SOURCE},
        {"practice": "H85951", "name": "Hill branch", "from": "2004-04-01", "to": "2010-03-31", "source": SOURCE},
        {"practice": "H85951", "name": "Park branch", "from": "2011-04-01", "postcode": "CR4 1AA", "source": SOURCE},
    ],
    "contracts": [
        {
            "kind": "PMS",
            "reference": "P-1",
            "provider": "Dr A and partners",
            "practices": ["H85951"],
            "from": "2004-04-01",
            "source": SOURCE,
        },
        {
            "kind": "APMS",
            "provider": "Dr A and partners",
            "practices": ["H85952"],
            "from": "2010-04-01",
            "to": "2017-03-31",
            "source": SOURCE,
        },
    ],
}  # fmt: skip
EXTENSION = {
    "bought": "GP services",
    "process": "variation",
    "supplier": "Dr A and partners",
    "value_total": "100000.00",
    "value_ccg": "100000.00",
    "justification": "Time to procure",
    "starts_on": "2017-04-01",
    "ends_on": "2018-03-31",
}
SITE = {"practice": "H85951", "site": "Park branch"}


def take(of, facts=None, part=None, **more):
    """A file of a meeting with one matter of a kind, taken in. The meeting itself says no more than its agenda."""
    data = a_file("Merton") | PLACES
    (meeting,) = data["meetings"]
    meeting["attendance"] = []
    meeting.pop("ends")
    decision = {"text": "That it be approved."} | ({"facts": part} if part else {})
    item = {"number": "1", "title": "A matter", "function": KINDS[of].function.value, "kind": of}
    meeting["items"] = [item | ({"facts": facts} if facts else {}) | {"decisions": [decision]} | more]
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    return import_meeting_file(name="file.yaml", content=text.encode())


def refused(*args, **more) -> str:
    with pytest.raises(FileRefused) as found:
        take(*args, **more)
    assert all(problem.line for problem in found.value.problems)
    assert not Matter.objects.exists()
    return " ".join(problem.text for problem in found.value.problems)


# --- Files ---
def test_a_practice_a_date_and_words_of_a_matter_are_kept_and_the_applicant_too():
    take("merger", {"survivor": "H85951", "ended": "H85952", "effective_on": "2016-10-01"}, applicant="H85952")
    matter = Matter.objects.get()
    first, second = (Practice.objects.get(ods_code=code) for code in ("H85951", "H85952"))
    assert matter.facts == {"survivor": first.pk, "ended": second.pk, "effective_on": "2016-10-01"}
    assert matter.applicant == second


def test_a_site_is_a_fact_of_a_part():
    take("branch_closure", part={"site": SITE, "effective_on": "2016-10-01", "dispensing": "no"})
    site = Site.objects.get(name="Park branch")
    assert Limb.objects.get().facts == {"site": site.pk, "effective_on": "2016-10-01", "dispensing": False}
    assert (site.postcode, site.kind, site.source) == ("CR4 1AA", "branch", SOURCE)


def test_a_contract_is_named_by_its_reference_or_by_who_holds_it():
    take("extension", {"contract": {"provider": "Dr A and partners", "kind": "APMS"}, **EXTENSION})
    contract = Contract.objects.get(kind="APMS")
    assert Matter.objects.get().facts == {
        **EXTENSION,
        "contract": contract.pk,
        "supplier": Provider.objects.get().pk,
    }
    assert list(contract.practices.values_list("ods_code", flat=True)) == ["H85952"]
    assert contract.ends_on == date(2017, 3, 31)


def test_several_practices_a_number_and_a_ccg_are_kept_as_keys_and_numbers():
    take(
        "dispersal",
        {
            "practice": "H85951",
            "option": "disperse",
            "capacity": "Enough",
            "to": ["H85952"],
            "cost": "1200.50",
            "closes": "yes",
            "effective_on": "2016-10-01",
        },
    )
    kept = Matter.objects.get().facts
    assert kept["to"] == [Practice.objects.get(ods_code="H85952").pk]
    assert (kept["cost"], kept["closes"], kept["option"]) == ("1200.50", True, "disperse")


def test_a_ccg_is_named_by_its_code():
    take("new_practice", {"ods_code": "Y05555", "ccg": "08R"})
    assert Matter.objects.get().facts == {"ods_code": "Y05555", "ccg": CCG.objects.get().pk}


def test_what_is_not_told_stays_unknown():
    take("merger")
    assert (Matter.objects.get().facts, Matter.objects.get().applicant) == ({}, None)


def test_the_same_file_again_changes_nothing_and_other_facts_are_told_as_differences():
    take("merger", {"survivor": "H85951"})
    assert not take("merger", {"survivor": "H85951"}).changed
    for facts in ({"survivor": "H85952"}, {}):
        with pytest.raises(FileRefused, match="The facts of the matter, or of a part of it, are not those on record"):
            take("merger", facts)
    with pytest.raises(FileRefused, match="H85952"):
        take("merger", {"survivor": "H85951"}, applicant="H85952")


@pytest.mark.parametrize(
    ("kind", "facts", "part", "why"),
    [
        ("merger", {"bride": "H85951"}, None, "“bride” is no fact that practice merger asks for of it as a whole"),
        ("branch_closure", {"site": SITE}, None, "“site” is no fact that branch closure asks for of it as a whole"),
        ("merger", None, {"survivor": "H85951"}, "asks for no facts of a part of it"),
        ("merger", {"survivor": "H89999"}, None, "No practice H89999 is on record"),
        ("merger", {"survivor": ["H85951"]}, None, "Some text is needed here: a practice."),
        ("merger", {"survivor": "H85951", "ended": "H85951"}, None, "A practice cannot merge with itself"),
        ("merger", {"effective_on": "1 October"}, None, "“1 October” is not a date. Write it as 2016-04-14."),
        ("merger", {"effective_on": "2016-02-30"}, None, "this is not a date"),
        ("list_closure", {"months": "2"}, None, "2 is not allowed. It must be from 3 to 12"),
        ("list_closure", {"months": "two"}, None, "“two” is not a whole number."),
        ("remedial_notice", {"days": "20"}, None, "A notice of 20 days is too short"),
        ("remedial_notice", {"risk": "perhaps"}, None, "“perhaps” is neither yes nor no."),
        ("award", {"value_total": "0"}, None, "Value in all: 0 is not allowed."),
        ("award", {"value_total": "much"}, None, "“much” is not a sum in pounds."),
        ("award", {"process": "luck"}, None, "“luck” is not one of: open, restricted, negotiated, direct, variation."),
        ("award", {"supplier": "Nobody"}, None, "No provider “Nobody” is on record"),
        ("new_practice", {"ccg": "99Z"}, None, "No CCG “99Z” is on record"),
        ("branch_closure", None, {"site": "Park branch"}, "Fields with names are needed here: practice, site and from."),
        ("branch_closure", None, {"site": SITE | {"town": "x"}}, "Fields with names are needed here"),
        ("branch_closure", None, {"site": SITE | {"site": "Elsewhere"}}, "No site “Elsewhere” of the practice H85951"),
        ("extension", {"contract": {"reference": "P-9"}}, None, "No contract on record is meant by reference: P-9."),
        ("extension", {"contract": {"provider": "Dr A and partners"}}, None, "More than one contract on record"),
        ("extension", {"contract": {"kind": "APMS"}}, None, "No contract on record is meant by kind: APMS."),
    ],
)  # fmt: skip
def test_a_fact_that_cannot_be_is_refused_with_its_line_and_nothing_is_kept(kind, facts, part, why):
    assert why in refused(kind, facts, part)


def test_facts_without_a_kind_are_refused():
    with pytest.raises(FileRefused, match="give the kind first"):
        take("merger", {"survivor": "H85951"}, kind="")


def test_a_site_or_contract_on_record_is_meant_whatever_else_the_file_says_of_it():
    take("merger")
    before = (Site.objects.count(), Contract.objects.count())
    data = a_file("Merton") | PLACES
    data["meetings"][0] |= {"title": "Another", "attendance": []}
    data["sites"] = [data["sites"][0] | {"kind": "branch"}]
    import_meeting_file(name="other.yaml", content=yaml.safe_dump(data, allow_unicode=True).encode())
    assert (Site.objects.count(), Contract.objects.count()) == before
    assert Site.objects.get(name="The Green").kind == "main"


def test_a_condition_may_have_days_after_the_meeting_that_approves_or_a_day_and_not_both():
    within = {"text": "A bus to the main surgery", "who": "the practice", "within_days": "90"}
    decision = {"text": "That it be approved.", "conditions": [within]}
    take("branch_closure", decisions=[decision])
    assert (LimbCondition.objects.get().within_days, LimbCondition.objects.get().due_on) == (90, None)
    other = {"text": "That it be approved.", "conditions": [within | {"within_days": "60"}]}
    with pytest.raises(FileRefused, match="The conditions of what is to be decided are not those on record"):
        take("branch_closure", decisions=[other])
    with pytest.raises(FileRefused, match="one of the two"):
        take("branch_closure", decisions=[{"text": "x", "conditions": [within | {"by": "2016-12-01"}]}], title="Other")


def test_a_deferral_tells_what_was_asked_for_and_before_which_day_it_does_not_come_back():
    data = a_file("Merton")
    off = {"to": "2016-07-14", "reason": "Too little", "asked_for": "A travel survey", "not_before": "2016-07-01"}
    item = {"number": "1", "title": "A matter", "function": "gp_commissioning", "decisions": [{"text": "Approve it."}]}
    data["meetings"][0]["items"] = [item | {"deferred": [off]}]
    import_meeting_file(name="file.yaml", content=yaml.safe_dump(data, allow_unicode=True).encode())
    act = Deferral.objects.get()
    assert (act.asked_for, act.not_before, act.to_date) == ("A travel survey", date(2016, 7, 1), date(2016, 7, 14))


# --- Exported records ---
def a_record():
    """A branch closure with a condition of 90 days, carried; a merger put off with what is asked for."""
    cast = the_cast()
    ccg = cast.merton.ccg
    practice, other = a_practice("H85951", "CRICKET GREEN SURGERY", ccg), a_practice("H85952", "FAR AWAY SURGERY", ccg)
    site = a_branch(practice)
    a_contract([practice])
    room = cast.meeting(items=2)
    first, second = (item.matter for item in room.items)
    limb = first.limbs.get()
    limb.facts = {"site": site.pk, "effective_on": "2016-10-01"}
    limb.save()
    LimbCondition.objects.create(limb=limb, number=1, text="A bus", who="the practice", within_days=90)
    Matter.objects.filter(pk=first.pk).update(kind="branch_closure", applicant=practice)
    merger = {"survivor": practice.pk, "ended": other.pk, "effective_on": "2016-10-01"}
    Matter.objects.filter(pk=second.pk).update(kind="merger", facts=merger)
    for item in room.items:
        item.refresh_from_db()
    room.arrive()
    decided = room.decisions(room.begin())
    actions.agree(actor=room.secretary, resolutions=decided)
    actions.announce(actor=room.secretary, resolutions=decided)
    room.begin(room.items[1])
    actions.defer_item(
        actor=room.secretary,
        meeting=room.meeting.pk,
        item=room.items[1].pk,
        sittings=[sitting.pk for sitting in room.sittings.values()],
        reason="Too little",
        to_date=date(2016, 7, 14),
        asked_for="A travel survey",
        not_before=date(2016, 7, 1),
    )
    return room.meeting


def test_a_record_comes_back_with_applicant_facts_sites_days_of_conditions_and_what_was_asked_for():
    data, before = leaves(a_record)
    assert not Site.objects.exists()
    arrives(data, before)
    limb = Limb.objects.get(matter__kind="branch_closure")
    assert limb.facts == {"site": Site.objects.get().pk, "effective_on": "2016-10-01"}
    assert limb.matter.applicant.ods_code == "H85951"
    assert limb.conditions.get().within_days == 90
    assert {each.due_on for each in Condition.objects.all()} == {date(2016, 7, 13)}
    merger = Matter.objects.get(kind="merger").facts
    assert merger["ended"] == Practice.objects.get(ods_code="H85952").pk
    assert {(act.asked_for, act.not_before) for act in Deferral.objects.all()} == {
        ("A travel survey", date(2016, 7, 1))
    }


@pytest.fixture
def rows():
    """Rows for the facts by hand: what each of its keys stands for here."""
    ccg = CCG.objects.create(ods_code="08R", name="NHS MERTON CCG", short_name="Merton", opened_on=date(2013, 4, 1))
    practices = [a_practice(f"H8596{n}", f"SURGERY {n}", ccg) for n in (1, 2, 3)]
    provider = Provider.objects.create(name="Dr B and partners", made_up=True)
    other = Provider.objects.create(name="Holdings Ltd", made_up=True)
    contract = Contract.objects.create(kind="PMS", provider=provider, starts_on=BEGAN, made_up=True)
    return {
        FactType.PRACTICE: {n: row.pk for n, row in enumerate(practices, start=1)},
        FactType.PRACTICES: {n: row.pk for n, row in enumerate(practices, start=1)},
        FactType.SITE: {11: a_branch(practices[0]).pk},
        FactType.CONTRACT: {20: contract.pk},
        FactType.PROVIDER: {30: provider.pk, 31: other.pk},
        FactType.CCG: {40: ccg.pk},
    }


def with_keys(kind, kept, rows):
    """Facts by hand with the keys of rows here."""
    found = {}
    for key, value in kept.items():
        keys = rows.get(kind.fact(key).type, {})
        found[key] = (
            [keys[each] for each in value] if isinstance(value, list) else keys.get(value, value) if keys else value
        )
    return found


EVERY = [(key, matter, part) for key, (matter, part, _) in BY_HAND.items()]
EVERY += [("partnership_change", {}, part) for part, _ in PARTNERS_BY_HAND.values()]


@pytest.mark.parametrize(("key", "matter", "part"), EVERY)
def test_the_facts_of_every_kind_go_into_a_file_and_come_back_as_they_were(key, matter, part, rows):
    kind = KINDS[key]
    matter, part = with_keys(kind, matter, rows), with_keys(kind, part, rows)
    named = rows_named([(key, matter), (key, part)])
    take(key, facts_told(key, matter, named), facts_told(key, part, named))
    assert (Matter.objects.get().facts, Limb.objects.get().facts) == (matter, part)


def test_rows_of_many_matters_are_found_in_a_fixed_number_of_queries(rows, django_assert_max_num_queries):
    stated = [
        (key, with_keys(KINDS[key], each, rows)) for key, matter, part in EVERY for each in (matter, part) if each
    ]
    with django_assert_max_num_queries(6):
        rows_named(stated * 3)
    with django_assert_max_num_queries(0):
        rows_named([("budget", {"year": "2016/17"}), ("", {}), ("no_such_kind", {"site": 1})])
