"""The vocabulary: the field's own words, each written once.

Standard library only, so that the engine can use it without Django. Each word is a string
(what the database keeps) with a ``label`` (what a person reads).
"""

from enum import StrEnum


class Word(StrEnum):
    """A word of the field: its value is stored, its ``label`` is shown."""

    label: str

    def __new__(cls, value: str, label: str = ""):
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label or value.replace("_", " ")
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """The words as Django field choices."""
        return [(word.value, word.label) for word in cls]


class Level(Word):
    """How much a CCG may decide. Source: North Central London pack, June 2016."""

    GREATER_INVOLVEMENT = "1", "level 1, greater involvement"
    JOINT = "2", "level 2, joint commissioning"
    DELEGATED = "3", "level 3, delegated commissioning"


class Function(Word):
    """What is being decided. Rows of the North Central London pack's table, and two that no level changes."""

    GP_COMMISSIONING = "gp_commissioning", "General practice commissioning"
    OTHER_CONTRACTORS = "other_contractors", "Pharmacy, eye health and dental commissioning"
    INCENTIVE_SCHEMES = "incentive_schemes", "Design and implementation of local incentive schemes"
    BUDGET = "budget", "General practice budget management"
    PERFORMANCE = "performance", "Contractual GP practice performance management"
    PERFORMERS_LIST = "performers_list", "Medical performers' list, appraisal, revalidation"
    CCG_OWN = (
        "ccg_own",
        "The CCG's own functions (primary care strategy, constitution, its application for another level)",
    )
    OWN_BUSINESS = "own_business", "A committee's own business (minutes, reports, excluding the public)"


class Say(Word):
    """What a level gives a CCG in a function: one cell of the table."""

    CONSULTED = "consulted", "NHS England decides; the CCG may be consulted"
    JOINT = "joint", "decided jointly with NHS England"
    JOINT_IF_AGREED = "joint_if_agreed", "decided jointly, subject to NHS England's agreement"
    CCG_DECIDES = "ccg_decides", "the CCG decides"
    RESERVED = "reserved", "reserved to NHS England"
    OWN = "own", "the committee decides for itself"


class CommitteeKind(Word):
    GOVERNING_BODY = "governing_body", "governing body"
    JOINT_COMMITTEE = "joint_committee", "joint committee"
    PCCC = "pccc", "primary care commissioning committee"
    NHS_ENGLAND_TEAM = "nhs_england_team", "NHS England team"
    ADVISORY_PANEL = "advisory_panel", "advisory panel"
    DELIVERY_GROUP = "delivery_group", "delivery group"
    WORKING_GROUP = "working_group", "working group"
    MANAGEMENT_GROUP = "management_group", "management group"


class Office(Word):
    """The office that goes with a seat."""

    CHAIR = "chair", "chair"
    VICE_CHAIR = "vice_chair", "vice-chair"
    MEMBER = "member", "member"


class Standing(Word):
    """What a seat may do in the room. Five different things with the public (domain, trap 6)."""

    VOTING = "voting", "voting member"
    NON_VOTING = "non_voting", "member without a vote"
    OBSERVER = "observer", "observer"
    IN_ATTENDANCE = "in_attendance", "in attendance"
    NOT_KNOWN = "not_known", "not known to be a voting member or not"


class Represents(Word):
    CCG = "ccg", "the CCG"
    NHS_ENGLAND = "nhs_england", "NHS England"
    HEALTHWATCH = "healthwatch", "Healthwatch"
    HWB = "hwb", "the Health and Wellbeing Board"
    LMC = "lmc", "the Local Medical Committee"
    PUBLIC_HEALTH = "public_health", "public health"
    OTHER = "other", "another body"


class CountsAs(Word):
    """How a seat counts to the lay and executive majority. Never derived from "not a clinician"."""

    LAY = "lay", "lay"
    EXECUTIVE = "executive", "executive"
    NEITHER = "neither", "neither lay nor executive"


class Share(Word):
    """How a person holds a seat. A seat has one vote, however many hold it."""

    SOLE = "sole", "holds the seat"
    JOINT = "joint", "shares the seat"
    DEPUTY = "deputy", "deputy"
    SINGLE_ITEM = "single_item", "for a single item"


class RoomRole(Word):
    """In what role a person is in the room."""

    MEMBER = "member", "member"
    IN_ATTENDANCE = "in_attendance", "in attendance"
    FOR_ONE_ITEM = "for_one_item", "for one item"
    PRESENTER = "presenter", "author or presenter"
    PUBLIC = "public", "member of the public"


class Movement(Word):
    """Attendance events."""

    CAME = "came", "arrived"
    LEFT = "left", "left"
    RETURNED = "returned", "came back"
    LEFT_FOR_ITEM = "left_for_item", "left for the item"
    APOLOGIES = "apologies", "sent apologies"


class InterestType(Word):
    FINANCIAL = "financial", "financial"
    PROFESSIONAL = "professional", "non-financial professional"
    PERSONAL = "personal", "non-financial personal"


class Directness(Word):
    DIRECT = "direct", "direct"
    INDIRECT = "indirect", "indirect"


class Said(Word):
    """What a person said of their entry in the registers (domain, 1.3): a nil declaration is recorded too."""

    DECLARED = "declared", "declared an interest, or a change of one"
    NOTHING_CHANGED = "nothing_changed", "nothing has changed"
    NOTHING_TO_DECLARE = "nothing_to_declare", "nothing to declare"


class GiftKind(Word):
    """What was offered. Source: domain, 1.5."""

    GIFT = "gift", "gift"
    PROMOTIONAL = "promotional", "low-cost promotional item"
    CASH = "cash", "cash or vouchers"
    MEAL = "meal", "meal or refreshment"
    HOSPITALITY = "hospitality", "other hospitality"
    SPONSORSHIP = "sponsorship", "sponsorship"


class OfferedBy(Word):
    """Who offered it: the guidance is stricter with those who sell to the NHS."""

    SUPPLIER = "supplier", "supplier or contractor"
    OTHER = "other", "somebody else"


class OfferAnswer(Word):
    """What became of an offer. Declined ones are recorded too (domain, 1.5)."""

    ACCEPTED = "accepted", "accepted"
    ACCEPTED_FOR_ORGANISATION = "accepted_for_organisation", "accepted for the organisation"
    DECLINED = "declined", "declined"


class AtThreshold(Word):
    """How an offer of exactly a threshold's value is read: the guidance, as far as it is known, does not say."""

    OVER = "over", "counts as over the threshold"
    UNDER = "under", "counts as not over the threshold"


class RegisterAct(Word):
    """What somebody asks to do with the registers. ``committees.registers.gate`` answers for each."""

    DECLARE = "declare_in_register", "declare an interest for the registers"
    READ_PRIVATE = "read_private_register", "read the private register"
    REDACT = "redact", "leave something out of the public register"
    RECORD_OFFER = "record_offer", "record a gift, hospitality or sponsorship"
    REVIEW_OFFER = "review_offer", "review an offer"
    RAISE_CONCERN = "raise_concern", "raise a concern"
    GUARD = "guard", "do the work of the conflicts of interest guardian"
    RECORD_TRAINING = "record_training", "record training"
    CERTIFY = "certify", "see the figures of the self-certification"


class Reach(Word):
    """Whom a matter affects besides the practices it names."""

    NAMED = "named", "the practices named, and nobody else"
    NEIGHBOURS = "neighbours", "neighbouring practices too"
    EVERY_PRACTICE = "every_practice", "every practice of its CCGs"


class MatchState(Word):
    """Where a conflict that the registers show stands. The chair disposes, by a ruling at the meeting or before it."""

    FOUND = "found", "found in the registers"
    CONFIRMED = "confirmed", "confirmed by the secretary"
    DISMISSAL_PROPOSED = "dismissal_proposed", "proposed to be dismissed"
    GONE = "gone", "no longer shown by the registers"


class Handling(Word):
    """The named rulings on a conflict: presets of five effects."""

    FULL_PART = "full_part", "interest noted, full part"
    SPEAKS = "speaks", "speaks, does not vote"
    SILENT = "silent", "stays, silent"
    LEAVES_FOR_DECISION = "leaves_for_decision", "leaves for the decision"
    LEAVES_FOR_ITEM = "leaves_for_item", "leaves for the item"
    WITHHELD = "withheld", "papers withheld and leaves"


class InRoom(Word):
    """The room effect of a ruling."""

    YES = "yes", "stays in the room"
    DISCUSSION = "discussion", "in the room for the discussion only"
    NO = "no", "leaves the room"


class Effect(Word):
    """What a resolution is worth; fixed when voting opens."""

    DECIDES = "decides", "decides"
    RECOMMENDS = "recommends", "recommends"
    RECORDS_A_VIEW = "records_a_view", "records a view"


class Purpose(Word):
    """What an item is on the agenda for."""

    APPROVAL = "approval", "for approval"
    DISCUSSION = "discussion", "for discussion"
    RATIFICATION = "ratification", "for ratification"
    INFORMATION = "information", "for information"


class Verb(Word):
    """The committee's own word for what it resolves."""

    APPROVE = "approve", "approve"
    AGREE = "agree", "agree"
    CONFIRM = "confirm", "confirm"
    ENDORSE = "endorse", "endorse"
    RATIFY = "ratify", "ratify"
    RECOMMEND = "recommend", "recommend"
    SUPPORT = "support", "support"
    REJECT = "reject", "reject"
    NOTE = "note", "note"
    RECEIVE = "receive", "receive"
    CONSIDER = "consider", "consider"


#: Noting and receiving take no vote (screens: "noting needs no vote"); nor does considering, which decides nothing.
VERBS_WITHOUT_VOTE = frozenset({Verb.NOTE, Verb.RECEIVE, Verb.CONSIDER})


class Majority(Word):
    """What a majority is a majority of; terms must state it."""

    OF_VOTES_CAST = "votes_cast", "more than half of the votes cast"
    OF_MEMBERS_PRESENT = "members_present", "more than half of the voting members present and able to vote"


class Recording(Word):
    """How the votes of one resolution are recorded: one way for each."""

    BY_NAME = "by_name", "by name"
    COUNTS = "counts", "as counts"
    UNANIMOUS = "unanimous", "unanimous"
    CONSENSUS = "consensus", "by consensus, without a vote"


class Choice(Word):
    """What a seat did. Absent and excluded are never choices: they are not in the electorate."""

    FOR = "for", "for"
    AGAINST = "against", "against"
    ABSTAINED = "abstained", "abstained"
    NOT_VOTING = "not_voting", "did not vote"


class CastingHolder(Word):
    """Who breaks a tie."""

    NHS_ENGLAND = "nhs_england", "NHS England"
    CHAIR = "chair", "the chair (second vote)"


class Outcome(Word):
    """What came of a resolution."""

    CARRIED = "carried", "carried"
    NOT_CARRIED = "not_carried", "not carried"
    TIED = "tied", "tied"
    AWAITS_AGREEMENT = "awaits_agreement", "carried by the committee, awaits NHS England's agreement"
    AGREEMENT_REFUSED = "agreement_refused", "not carried: NHS England did not agree"
    VETOED = "vetoed", "vetoed by NHS England"
    NOTED = "noted", "noted"
    WITHDRAWN = "withdrawn", "withdrawn"
    DEFERRED = "deferred", "deferred"


class Route(Word):
    """How a published decision was taken."""

    MEETING = "meeting", "at the meeting"
    CHAIRS_ACTION = "chairs_action", "by chair's action, reported to the meeting"
    CORRESPONDENCE = "correspondence", "by correspondence, reported to the meeting"
    OFFICER = "officer", "by an officer under delegated powers, reported to the meeting"
    NHS_ENGLAND = "nhs_england", "by NHS England"


class PanelGround(Word):
    """Why an Advisory Panel is called. Source: South West London paper, section 2."""

    CONTRACT = "contract", "a complex contract"
    PERFORMANCE = "performance", "a performance issue with a practice"
    CONFLICT = "conflict", "a conflict of interest"


class AdviserRole(Word):
    """As what somebody advises a committee that they do not sit on."""

    PEER = "peer", "peer from another CCG"
    OUTSIDE_CLINICIAN = "outside_clinician", "clinician from outside the area"


class Followed(Word):
    """What a committee did with advice; it decides for itself (South West London paper, section 2)."""

    FOLLOWED = "followed", "followed"
    IN_PART = "in_part", "followed in part"
    NOT_FOLLOWED = "not_followed", "not followed"


class Finding(Word):
    """What the rules on record, given what is known, make of an outcome as published."""

    AGREES = "agrees", "the rules on record give the same"
    DISAGREES = "disagrees", "the rules on record do not give this"
    CANNOT_TELL = "cannot_tell", "too little is known to work it out"


class NotTold(Word):
    """What a source does not tell about a meeting: it stays unknown, and is never made up."""

    TIME = "time", "at what time it was held"
    ATTENDANCE = "attendance", "who was there"
    APOLOGIES = "apologies", "who sent apologies"
    VOTING_STATUS = "voting_status", "who of those present had a vote"
    DECLARATIONS = "declarations", "which interests were declared"
    HANDLING = "handling", "how declared interests were handled"
    VOTES = "votes", "how many voted, and how"
    ITEMS = "items", "what else was on the agenda"
    OUTCOMES = "outcomes", "what was decided"


class ConditionState(Word):
    """What became of a condition on which a decision hangs."""

    AWAITED = "awaited", "awaited"
    DISCHARGED = "discharged", "met"
    FAILED = "failed", "failed"
    LAPSED = "lapsed", "lapsed"


class VetoState(Word):
    """Where NHS England's veto of a carried decision stands."""

    NONE = "none", "NHS England has no veto"
    OPEN = "open", "open to NHS England's veto"
    WAIVED = "waived", "NHS England will not use its veto"
    USED = "used", "vetoed by NHS England"
    LAPSED = "lapsed", "confirmed: NHS England did not use its veto"


class Act(Word):
    """What somebody asks to do. The one gate answers for each."""

    READ_PAPER = "read_paper", "read this paper"
    SPEAK = "speak", "speak on this item"
    DECLARE = "declare", "declare an interest"
    RULE = "rule", "rule on a conflict"
    PROPOSE = "propose", "put or amend a motion"
    OPEN_VOTING = "open_voting", "open the voting"
    VOTE = "vote", "vote"
    CLOSE_VOTING = "close_voting", "close the voting"
    SECOND_VOTE = "second_vote", "use the chair's second vote"
    NHS_ENGLAND_CASTING_VOTE = "nhs_england_casting_vote", "use NHS England's casting vote"
    AGREE = "agree", "give or refuse NHS England's agreement"
    ANNOUNCE = "announce", "announce the result"
    VETO = "veto", "veto this decision"
    WITHDRAW = "withdraw", "withdraw the motion"
    DEFER = "defer", "defer this item"
    RECORD_ATTENDANCE = "record_attendance", "record attendance"
    RUN_AGENDA = "run_agenda", "run the agenda"
    CLOSE_SITTING = "close_sitting", "close the meeting"
    RECALL = "recall", "take back the announced result to put the record right"
    RECORD_CONDITION = "record_condition", "record what became of a condition"
    SCREEN = "screen", "look through the conflicts that the registers show"
    ADD_PAPER = "add_paper", "add a paper to this item"
    INVITE = "invite", "invite somebody for this item"
    SHADOW = "shadow", "record a shadow recommendation"
    RAISE_MATTER = "raise_matter", "raise a matter between meetings"
    READ_OUTSIDE = "read_outside", "read what is done between meetings"
    CONSULT = "consult", "consult the CCG"
    RESPOND = "respond", "answer for the CCG"
    DECIDE_FOR_NHS_ENGLAND = "decide_for_nhs_england", "decide for NHS England"
    ASK_CONSENT = "ask_consent", "ask for NHS England's consent"
    ANSWER_CONSENT = "answer_consent", "give or refuse NHS England's consent"
    ASK_INFORMATION = "ask_information", "ask NHS England for information"
    ANSWER_INFORMATION = "answer_information", "answer a request for information"
    CALL_PANEL = "call_panel", "call the Advisory Panel"
    NAME_ADVISER = "name_adviser", "ask somebody to advise"
    ADVISE = "advise", "record the Advisory Panel's advice"
    FOLLOW_ADVICE = "follow_advice", "record whether the advice was followed"
    DECIDE_AS_OFFICER = "decide_as_officer", "decide under the scheme of delegation"
    CHAIRS_ACTION = "chairs_action", "take chair's action"
    REPORT_OUTSIDE = "report_outside", "put this before the committee"
    STATE_FACTS = "state_facts", "state the facts of this matter"
    KEEP_LIFE = "keep_life", "record a step of this matter"
    SIGN_OFF = "sign_off", "sign off this entry of the register of procurement decisions"


class Power(Word):
    """What an account may do for others on a committee; held by grant and office."""

    RUN_BUSINESS = "run_business", "run the committee's business"
    RECORD = "record_for_meeting", "record for the meeting"
    VETO = "exercise_veto", "exercise NHS England's veto"
    READ_PRIVATE = "read_private_papers", "read private papers"
    CONSENT = "give_consent", "give or refuse NHS England's consent"
    PREPARE = "prepare_papers", "prepare papers and answer questions for NHS England"


class Access(Word):
    """Who may read a paper."""

    PUBLIC = "public", "public"
    MEMBERS = "members", "members and those in attendance"
    NAMED = "named", "voting members only"
