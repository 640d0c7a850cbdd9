"""The published quorum rules of ``published_quorums.yaml``, each with the committee it is tried on."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from committees.quorum_slots import slots_from_data
from committees.rights.world import QuorumRule
from committees.terms import CountsAs, Handling, Share
from tests.rights import build
from tests.rights.rooms import Cast

FILE = Path(__file__).with_name("published_quorums.yaml")
CCGS = {ccg.name: ccg for ccg in build.NCL}


@dataclass(frozen=True)
class Published:
    """One rule as the file has it."""

    id: str
    data: dict

    @property
    def rule(self) -> QuorumRule:
        given = self.data["quorum"]
        return QuorumRule(
            minimum=given["minimum"],
            count_non_voting=given.get("counts_non_voting", False),
            slots=slots_from_data(given.get("places", [])),
            each_ccg=given.get("each_ccg", False),
            lay_executive_majority=given.get("lay_executive_majority", False),
            text=self.data["words"],
        )

    @property
    def ccgs(self) -> tuple:
        return tuple(CCGS[name] for name in self.data.get("ccgs", ["Enfield"]))

    def cast(self, held_by: dict | None = None) -> Cast:
        """The committee; ``held_by``: who holds a seat instead of its own holder."""
        handling = self.data.get("default_handling")
        cast = Cast(
            build.pccc(*self.ccgs),
            level=3,
            quorum=self.rule,
            default_handling=Handling(handling) if handling else None,
        )
        for role, given in self.data["seats"].items():
            seat = dict(given)
            deputy, title = seat.pop("deputy", None), seat.pop("title", None)
            seat["counts_as"] = CountsAs(seat.get("counts_as", "neither"))
            seat["ccg"] = CCGS.get(seat.get("ccg"))
            cast.add(role, title, vacant=role in (held_by or {}), **seat)
            if deputy:
                holder = (held_by or {}).get(role, role)
                cast.appoint(
                    deputy, role, share=Share.DEPUTY, stands_for=cast.id(holder) if holder in cast.people else None
                )
        for role, holder in (held_by or {}).items():
            cast.appoint(holder, role)
        return cast

    def room(self, told: dict):
        """A room of the file, where those who are out left the room for the item."""
        cast = self.cast(told.get("held_by"))
        conflicts = [cast.conflict(role, Handling.LEAVES_FOR_ITEM) for role in told.get("out", [])]
        return cast.room(*told["here"], conflicts=conflicts)


PUBLISHED = [Published(rule["id"], rule) for rule in yaml.safe_load(FILE.read_text(encoding="utf-8"))["rules"]]
BY_ID = {each.id: each for each in PUBLISHED}
ROOMS = [(each, told) for each in PUBLISHED for told in each.data["rooms"]]
