"""Check plans: what is asked of everybody in a role, bound to role and engagement alone.

The table is packaged (`_tables/plans.yaml`), with its sources. Nothing here takes a name, a
nationality, a language or a place: who is asked for more than others of the role, is asked
because of a finding that stands beside the step.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

import msgspec
import yaml

from celtrace.ports import View
from celtrace.records import Party, Role, Worker

Level = Literal["V0", "V1", "V2", "V3", "V4"]
LEVELS: tuple[Level, ...] = get_args(Level)
Engagement = Literal["employee", "freelance", "agency", "vendor"]
_WORD = re.compile(r"[a-z]+")


class PlannedCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step of a plan, a form that a person fills in, or what a provider or tool brings."""

    id: str
    title: str
    kind: Literal["step", "form", "adapter"]
    about: Literal["worker", "vendor", "studio"]
    measures: tuple[str, ...]
    """Published measures that it is (`measures.csv`)."""
    level: Level | None = None
    """The level that lacks without it; None where it never raises one."""
    seen: Literal["", "documents", "contacts", "findings", "interview", "key"] = ""
    """What decides it beside recorded results."""
    lasts: int | None = None
    """Days until it has to be done again; None: it stands."""
    fields: tuple[str, ...] = ()
    """What the form asks for; each has to be filled in."""


class RoleClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a role may see and do."""

    id: str
    title: str
    words: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The steps asked of everybody in a role under one engagement."""

    role: str
    engagement: Engagement
    aim: Level
    steps: tuple[str, ...]

    @property
    def id(self) -> str:
        """`standard/vendor`."""
        return f"{self.role}/{self.engagement}"


class Plans(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table."""

    version: str
    levels: dict[Level, str]
    checks: tuple[PlannedCheck, ...]
    roles: tuple[RoleClass, ...]
    engagements: dict[Engagement, str]
    plans: tuple[Plan, ...]
    vendor_steps: tuple[str, ...]
    extra: dict[str, str]
    """Rule to the step that its finding asks for."""
    contradictions: tuple[str, ...]

    def check(self, id_: str) -> PlannedCheck | None:
        """The check of that id."""
        return next((check for check in self.checks if check.id == id_), None)

    def of_measure(self, measure: str) -> PlannedCheck | None:
        """The check that a published measure is."""
        return next((check for check in self.checks if measure in check.measures), None)


@cache
def plans() -> Plans:
    """The packaged table."""
    text = files("celtrace.detect").joinpath("_tables", "plans.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Plans)


def plan_of(role: str, engagement: Engagement) -> Plan:
    """The plan of a role, as stated, under an engagement: everybody there gets the same."""
    table = plans()
    words = set(_WORD.findall(role.lower()))
    fits = (one for one in table.roles if not one.words or words & set(one.words))
    chosen = next(fits).id
    return next(p for p in table.plans if (p.role, p.engagement) == (chosen, engagement))


def engagement_of(worker: Worker, view: View) -> Engagement:
    """How somebody works for us, from the party that they work for and its stated role."""
    if not worker.party:
        return "freelance"
    if worker.party == view.facts.us:
        return "employee"
    party = view.get(Party, worker.party)
    said = [party.role, party.form] if party else []
    said += [role.role for role in view.where(Role, "party", worker.party)]
    if any("agency" in one.lower() or "staffing" in one.lower() for one in said):
        return "agency"
    return "freelance" if party and party.form == "person" else "vendor"
