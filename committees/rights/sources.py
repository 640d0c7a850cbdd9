"""The papers the rules come from, each named once, with the page or section by its heading."""

from __future__ import annotations

from committees.rights.reasons import Source

PACK = "North Central London Primary Care Co-Commissioning Options, Stakeholder Engagement Pack, June 2016"
OPERATING_MODEL = "Operating Model for Delegated Primary Care Commissioning in South West London, January 2016"


def pack(page: str, quote: str = "", *, derived: bool = False) -> Source:
    """A page of the North Central London pack, with its words where they are few."""
    return Source(f"{PACK}, page “{page}”" + (f": “{quote}”" if quote else ""), derived)


def operating_model(section: str, quote: str = "", *, derived: bool = False) -> Source:
    """A section of the South West London paper, with its words where they are few."""
    return Source(f"{OPERATING_MODEL}, section “{section}”" + (f": “{quote}”" if quote else ""), derived)


TABLE_PAGE = pack("Functions under different levels of co-commissioning")
TABLE_DERIVED = pack("Functions under different levels of co-commissioning", derived=True)

LEVEL_1_DECISIONS = pack("Level 1 – Greater involvement in Commissioning", "Decisions are made by NHS England")
LEVEL_1_DERIVED = pack(
    "Level 1 – Greater involvement in Commissioning", "Decisions are made by NHS England", derived=True
)
LEVEL_1_OWN = pack(
    "Level 1 – Greater involvement in Commissioning", "existing responsibilities for Primary Care Strategy Development"
)
CONSULTED_MAY = pack(
    "Level 1 – Greater involvement in Commissioning", "may be consulted on decisions made by NHS England"
)
LEVEL_2_DECISIONS = pack("Level 2 – Joint Commissioning", "Decisions are made in a Joint Committee")
LEVEL_2_VETO = pack("Level 2 – Joint Commissioning", "NHS England has the power to veto a decision made by CCGs")
LEVEL_2_CASTING = pack(
    "Different levels of Primary Care Co-Commissioning", "NHS England, London regional team has the casting vote"
)
LEVEL_3_DECISIONS = pack(
    "Level 3 – Delegated Commissioning",
    "create a ‘primary care commissioning committee’ … Decisions are made by this committee",
)
LEVEL_3_NO_VETO = pack(
    "Level 3 – Delegated Commissioning",
    "NHS England does not have the power to veto decisions made by delegated commissioners",
)
LEVEL_3_NO_CASTING = pack(
    "Different levels of Primary Care Co-Commissioning", "NHS England, London regional team do not have a casting vote"
)
LEVEL_3_OWN = pack(
    "Level 3 – Delegated Commissioning",
    "CCGs continue to remain responsible for discharging their own statutory duties",
    derived=True,
)
GOVERNING_BODIES = pack(
    "Timeline and next steps", "Decision made on next steps for Co-Commissioning by Governing Bodies", derived=True
)
SCHEME_OF_DELEGATION = pack(
    "What would NCL need to do to become Delegated Commissioners?",
    "Review CCG Constitution, Scheme of Delegation",
    derived=True,
)
COMMITTEE_TERMS = pack(
    "What would NCL need to do to become Delegated Commissioners?", "the Committee(s) ToR", derived=True
)
EACH_ITS_OWN = pack(
    "Changes to the current governance structure",
    "Each CCG would establish its own Primary Care Commissioning Committee but they would all meet together",
    derived=True,
)
LEVEL_BY_CCG = operating_model(
    "1. Introduction",
    "commence operations at level 3 … whilst formally continuing to operate as level 2",
    derived=True,
)
LOCAL_COMMITTEES = operating_model(
    "2. Governance", "the final decision would remain the responsibility of the relevant local CCG committee"
)
LOCAL_COMMITTEES_DERIVED = Source(LOCAL_COMMITTEES.title, derived=True)
CEASES = operating_model(
    "2. Governance", "the Joint Committee will cease with effect from 31st March 2016", derived=True
)
EXISTS = operating_model("2. Governance", "the creation of local committees", derived=True)
OWN_PROCEDURE = Source("Each committee regulates its own procedure under its terms of reference", derived=True)
EITHER_OR = pack(
    "Level 2 – Joint Commissioning", "NHS England (London) have the casting vote in decision making", derived=True
)
SHADOWING = operating_model(
    "1. Introduction", "they will seek to ‘shadow’ the arrangements set out in this paper", derived=True
)
SHADOWS_FORMALLY = operating_model(
    "1. Introduction",
    "whilst formally continuing to operate as level 2 in a joint commissioning arrangement with NHS England",
)
