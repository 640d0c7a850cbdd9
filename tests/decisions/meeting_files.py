"""A small meeting file to bend: one committee at level 2, one at level 3. Everything in it is made up."""

from datetime import date

from decisions.meeting_file.loading import import_meeting_file
from practices.models import CCG, Practice

NAME = "meeting.yaml"

GOOD = """\
title: A made-up meeting
sources:
  src: Made up for the tests
arrangements:
  - {ccgs: [Croydon], level: 2, from: 2016-04-01, shadowing: yes, source: src}
  - {ccgs: [Merton], level: 3, from: 2016-04-01, source: src}
people:
  - {name: Ann Chair, made_up: yes}
  - {name: Bob Finance, made_up: yes}
  - {name: Cid Deputy, made_up: yes}
  - name: Sue Secretary
    made_up: yes
    account: {username: sue, demo_role: "Governance: secretary"}
    posts:
      - {kind: secretary, committees: [Croydon, Merton], from: 2016-04-01}
    interests:
      - {type: financial, nature: Shares in a made-up provider, practices: [H85999], from: 2015-01-01, declared: 2016-04-04}
committees:
  - name: Croydon Joint Committee
    short_name: Croydon
    kind: joint_committee
    ccgs: [Croydon]
    established: 2016-04-01
    source: src
    made_up: yes
    remits:
      - {functions: [gp_commissioning, budget], source: src}
    terms:
      - version: "1"
        quorum:
          minimum: 1
          places:
            - {label: chair, offices: [chair]}
        majority: votes_cast
        nhs_england_casting_vote: yes
        nhs_england_veto: yes
        source: src
        approvals:
          - {body: Governing body, on: 2016-03-20}
    seats:
      - title: Lay chair
        office: chair
        counts_as: lay
        holders:
          - {person: Ann Chair}
  - name: Merton Committee
    short_name: Merton
    kind: pccc
    ccgs: [08R]
    established: 2016-04-01
    remits:
      - {functions: [gp_commissioning], source: src}
    terms:
      - version: "1"
        quorum: {minimum: 1}
        majority: votes_cast
        source: src
    seats:
      - title: Chief finance officer
        counts_as: executive
        holders:
          - {person: Bob Finance}
          - {person: Cid Deputy, share: deputy, stands_for: Bob Finance}
meetings:
  - title: Two committees in common
    date: 2016-04-14
    starts: 10:00
    place: Made-up Hall
    convened_by: Merton
    sittings: [Croydon, Merton]
    items:
      - number: 1
        title: Minutes
        function: own_business
        decisions:
          - {verb: agree, text: Agree the minutes.}
      - number: 2
        title: A branch
        function: gp_commissioning
        ccgs: [Merton]
        practices: [H85999]
        private: yes
        private_ground: A provider's affairs
        decisions:
          - {part: a, text: Approve the first part.}
          - {part: b, text: Approve the second part.}
        papers:
          - {title: The paper, text: Some words., access: members, published: 2016-04-07}
      - number: 3
        title: Something to talk about
        function: gp_commissioning
        purposes: {Croydon: discussion}
"""


def london() -> None:
    """The CCGs and the practice that the file names."""
    for code, name in (("07V", "NHS CROYDON CCG"), ("08R", "NHS MERTON CCG")):
        CCG.objects.create(ods_code=code, name=name, opened_on=date(2013, 4, 1))
    Practice.objects.create(ods_code="H85999", name="THE MADE UP SURGERY", status="A")


def bent(was: str, now: str) -> bytes:
    """The good file with one place changed; the place must be there once."""
    assert GOOD.count(was) == 1, f"{was!r} stands in the file {GOOD.count(was)} times"
    return GOOD.replace(was, now).encode()


def added(section: str, text: str) -> bytes:
    """The good file with lines added under the first line that reads ``section``."""
    assert GOOD.count(f"{section}\n") >= 1
    return GOOD.replace(f"{section}\n", f"{section}\n{text}\n", 1).encode()


def take(content: bytes | str = GOOD, name: str = NAME):
    """Import it."""
    return import_meeting_file(name=name, content=content.encode() if isinstance(content, str) else content)


def line_of(text: str) -> int:
    """The line of the good file on which this stands, for the first time."""
    return GOOD[: GOOD.index(text)].count("\n") + 1
