"""One row of each act outside a meeting, and what tries each Refuse. All made up; the database alone refuses."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.db import models

from committees.models import Arrangement, Committee, Person, Seat, Sitting
from committees.terms import CommitteeKind, Level
from decisions import models as m
from practices.models import CCG
from tests import world
from tests.breaking import sql

WHEN = datetime(2016, 4, 14, 10, 30, tzinfo=UTC)
DUE = world.DAY


def a_matter() -> m.Matter:
    matter = m.Matter.objects.create(title="Made up", function="gp_commissioning", made_up=True)
    matter.ccgs.set([CCG.objects.get()])
    return matter


def body() -> Committee:
    return Sitting.objects.order_by("pk").first().committee


def somebody() -> Person:
    return Person.objects.order_by("pk").first()


def entry(model: type[m.OutsideAct], matter: m.Matter, **fields):
    """One entry in the book of the committee."""
    common = {"committee": body(), "happened_at": WHEN, "recorded_at": WHEN}
    return model.objects.create(matter=matter, **common | fields)


def consulted(matter: m.Matter, **more) -> m.Consultation:
    return entry(m.Consultation, matter, ccg=CCG.objects.get(), text="Made up", respond_by=DUE, **more)


def consent_asked(matter: m.Matter) -> m.ConsentRequest:
    return entry(m.ConsentRequest, matter, text="Made up")


def information_asked(matter: m.Matter) -> m.InformationRequest:
    return entry(m.InformationRequest, matter, text="Made up", due_on=DUE)


def referred(matter: m.Matter) -> m.PanelReferral:
    return entry(m.PanelReferral, matter, panel=body(), ground="contract", text="Made up")


def adviser(referral: m.PanelReferral, **more) -> m.Adviser:
    fields = {"referral": referral, "person": somebody(), "role": "peer", "sits": "Made up"}
    return entry(m.Adviser, referral.matter, **fields | more)


def advised(referral: m.PanelReferral, **more) -> m.Advice:
    fields = {"referral": referral, "text": "Made up", "reason": "Made up"}
    return entry(m.Advice, more.pop("matter", referral.matter), **fields | more)


def decided(matter: m.Matter, route: str = "chairs_action", **more) -> m.OutsideDecision:
    return entry(m.OutsideDecision, matter, **{"route": route, "text": "Made up", "reason": "Made up"} | more)


def signed(decision: m.OutsideDecision, seat: Seat | None = None) -> m.Signature:
    seat = seat or Seat.objects.filter(committee=body()).order_by("pk").first()
    return m.Signature.objects.create(decision=decision, seat=seat, person=somebody(), how="Made up")


def an_item(matter: m.Matter, *, concerned: bool = True) -> m.AgendaItem:
    sitting = Sitting.objects.order_by("pk").first()
    number = m.AgendaItem.objects.count() + 1
    item = m.AgendaItem.objects.create(meeting=sitting.meeting, matter=matter, number=str(number), order=number)
    if concerned:
        m.ItemPurpose.objects.create(item=item, sitting=sitting)
    return item


def resolved(matter: m.Matter) -> m.Resolution:
    limb = m.Limb.objects.create(matter=matter, text="Made up")
    return m.Resolution.objects.create(item=an_item(matter), sitting=Sitting.objects.order_by("pk").first(), limb=limb)


def reported(decision: m.OutsideDecision, item: m.AgendaItem, **more) -> m.Report:
    return entry(m.Report, more.pop("matter", decision.matter), decision=decision, item=item, **more)


def outside_rows() -> list[models.Model]:
    """A row of each; the meeting and its committee are there."""
    consultation, request, question = consulted(a_matter()), consent_asked(a_matter()), information_asked(a_matter())
    referral, action = referred(a_matter()), decided(a_matter())
    first = adviser(referral)
    advice = advised(referral)
    response = entry(m.ConsultationResponse, consultation.matter, consultation=consultation, text="Made up")
    answer = entry(m.InformationAnswer, question.matter, request=question, text="Made up")
    given = entry(m.ConsentAnswer, request.matter, request=request, given=True)
    resolution = resolved(advice.matter)
    taken = entry(m.AdviceTaken, advice.matter, advice=advice, resolution=resolution, followed="followed")
    report = reported(action, an_item(action.matter))
    page = m.Page.objects.create(committee=body(), number=1, kind="consultation", act=1, seal="0" * 64)
    asked = [consultation, request, question, response, answer, given]
    return [report.matter, *asked, referral, first, advice, taken, action, signed(action), report, page]


# --- What tries each Refuse ---
def there() -> None:
    """A committee with a meeting."""
    if not Sitting.objects.exists():
        world.a_meeting({"Croydon": world.a_body("Croydon", "07V", Level.JOINT, voting=2)})


def an_answer_to_another_matter(
    asked: Callable, model: type[m.OutsideAct], name: str, *, of_a_person: bool = False, **fields
) -> Callable:
    """What answers a question is written about another matter, and in another committee's book."""

    def attempts() -> list[Callable]:
        there()
        if of_a_person:
            fields["person"] = somebody()
        question, other = asked(a_matter()), a_matter()
        elsewhere = Committee.objects.create(
            name="Made up", short_name="Made up", kind=CommitteeKind.PCCC, established_on=world.DAY
        )
        return [
            lambda: entry(model, other, **{name: question}, **fields),
            lambda: entry(model, question.matter, **{name: question}, committee=elsewhere, **fields),
        ]

    return attempts


def advice_of_another_matter() -> list[Callable]:
    there()
    referral = referred(a_matter())
    adviser(referral)
    return [lambda: advised(referral, matter=a_matter())]


def advice_of_nobody() -> list[Callable]:
    there()
    referral = referred(a_matter())
    return [lambda: advised(referral)]


def advice_taken_on_another_matter() -> list[Callable]:
    """The decision is of another matter; the entry is of another matter than the advice."""
    there()
    referral = referred(a_matter())
    adviser(referral)
    advice, other = advised(referral), a_matter()
    elsewhere, here = resolved(other), resolved(referral.matter)
    fields = {"advice": advice, "followed": "followed"}
    return [
        lambda: entry(m.AdviceTaken, referral.matter, resolution=elsewhere, **fields),
        lambda: entry(m.AdviceTaken, other, resolution=here, **fields),
    ]


def a_decision_after_a_consultation_on_another_matter() -> list[Callable]:
    there()
    consultation = consulted(a_matter())
    return [lambda: decided(a_matter(), "nhs_england", consultation=consultation)]


def a_ccgs_decision_at_level_1() -> list[Callable]:
    there()
    Arrangement.objects.filter(ccg=CCG.objects.get()).delete()
    Arrangement.objects.create(ccg=CCG.objects.get(), level="1", source="Made up", starts_on=world.DAY)
    return [lambda: decided(a_matter(), "officer"), lambda: decided(a_matter(), "chairs_action")]


def a_signature_elsewhere() -> list[Callable]:
    """On an officer's decision; from a seat of another committee."""
    there()
    alone, action = decided(a_matter(), "officer"), decided(a_matter())
    other = Committee.objects.create(
        name="Made up", short_name="Made up", kind=CommitteeKind.PCCC, established_on=world.DAY
    )
    seat = Seat.objects.create(committee=other, title="Chair", starts_on=world.DAY)
    return [lambda: signed(alone), lambda: signed(action, seat)]


def a_report_elsewhere() -> list[Callable]:
    """On an item that is not the committee's business; of another matter's decision."""
    there()
    action = decided(a_matter())
    item, another = an_item(action.matter, concerned=False), a_matter()
    return [
        lambda: reported(action, item),
        lambda: reported(action, an_item(action.matter), matter=another),
    ]


def a_matter_changed_under_a_limit() -> list[Callable]:
    """Consent was asked for; it was decided between meetings: then value, kind or function are changed."""
    there()
    asked, taken = consent_asked(a_matter()).matter, decided(a_matter()).matter
    return [
        lambda: sql(f"UPDATE decisions_matter SET value = 5 WHERE id = {asked.pk}"),
        lambda: sql(f"UPDATE decisions_matter SET kind = 'award' WHERE id = {taken.pk}"),
        lambda: sql(f"UPDATE decisions_matter SET function = 'budget' WHERE id = {asked.pk}"),
    ]


OTHER = "of_another_matter"

OUTSIDE_REFUSALS = {
    (m.ConsultationResponse, OTHER): an_answer_to_another_matter(
        consulted, m.ConsultationResponse, "consultation", text="Made up"
    ),
    (m.ConsentAnswer, OTHER): an_answer_to_another_matter(consent_asked, m.ConsentAnswer, "request", given=True),
    (m.InformationAnswer, OTHER): an_answer_to_another_matter(
        information_asked, m.InformationAnswer, "request", text="Made up"
    ),
    (m.Adviser, OTHER): an_answer_to_another_matter(
        referred, m.Adviser, "referral", of_a_person=True, role="peer", sits="Made up"
    ),
    (m.Advice, OTHER): advice_of_another_matter,
    (m.Advice, "by_nobody"): advice_of_nobody,
    (m.AdviceTaken, OTHER): advice_taken_on_another_matter,
    (m.OutsideDecision, OTHER): a_decision_after_a_consultation_on_another_matter,
    (m.OutsideDecision, "by_a_ccg_at_level_1"): a_ccgs_decision_at_level_1,
    (m.Signature, "of_another_route"): a_signature_elsewhere,
    (m.Report, "of_another_committee"): a_report_elsewhere,
}
