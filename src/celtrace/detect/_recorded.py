"""What a person recorded, as one kind of finding for each independence group.

The name as served is `recorded:I036` or `recorded:M012`; the class is of the group that the
table of red flags and measures gives to it.
"""

from __future__ import annotations

from celtrace.detect import _public
from celtrace.findings import Category, Finding, Group, Hypothesis

_MISREAD = "Whoever recorded it misread the situation, or the connection was bad."


class Recorded(Finding, frozen=True, kw_only=True):
    """A red flag that a person saw or looked for, or a measure that a person carried out."""

    hypothesis = Hypothesis.H5
    category = Category.SUPPORTING
    says = "Recorded {recorded_by} about {about_name} ({when}): {item}, {wording}: {outcome}.{note}"
    because = (_public.IT_WORKERS_2022, _public.IC3_2023)

    item: str
    wording: str
    about: str
    about_name: str
    outcome: str
    recorded_by: str
    when: str
    note: str

    @property
    def name(self) -> str:
        """`recorded:` and the id of the red flag or measure."""
        return f"recorded:{self.item}"


class RecordedNetwork(Recorded, frozen=True, kw_only=True):
    """A person recorded something about sign-ins or networks."""

    rule = "recorded_network"
    group = Group.NETWORK
    innocent = (_MISREAD, "Offices, mobile networks and hotels put many people on one address.")
    check = "The sign-ins themselves, as the provider logs them."


class RecordedDevice(Recorded, frozen=True, kw_only=True):
    """A person recorded something about a machine."""

    rule = "recorded_device"
    group = Group.DEVICE
    innocent = (_MISREAD, "The machine was repaired, replaced or moved with its user.")
    check = "The inventory of machines, and the machine itself."


class RecordedDocuments(Recorded, frozen=True, kw_only=True):
    """A person recorded something about papers, profiles or contact data."""

    rule = "recorded_documents"
    group = Group.DOCUMENTS
    innocent = (_MISREAD, "People move, marry, and write their names in more than one way.")
    check = "The original paper, and whoever issued it, by a contact found independently."


class RecordedConduct(Recorded, frozen=True, kw_only=True):
    """A person recorded how somebody acted."""

    rule = "recorded_conduct"
    group = Group.CONDUCT
    innocent = (_MISREAD, "Illness, shyness, a camera that fails, care for one's privacy.")
    check = "A second meeting at another time, with another person asking."


class RecordedMoney(Recorded, frozen=True, kw_only=True):
    """A person recorded something about prices or ways of payment."""

    rule = "recorded_money"
    group = Group.MONEY
    innocent = (_MISREAD, "In the vendor's country this is the usual way to be paid.")
    check = "The bank's papers, and what other vendors of the region do."


class RecordedContent(Recorded, frozen=True, kw_only=True):
    """A person recorded something about pictures or files."""

    rule = "recorded_content"
    group = Group.CONTENT
    innocent = (_MISREAD, "Both worked on the same show, or the picture was taken without leave.")
    check = "The layered working file, which only its maker has."


class RecordedRegistry(Recorded, frozen=True, kw_only=True):
    """A person recorded something about who owns or runs a party."""

    rule = "recorded_registry"
    group = Group.REGISTRY
    innocent = (_MISREAD, "Small companies share rooms, agents and directors.")
    check = "A current extract of the register."


class RecordedRhythm(Recorded, frozen=True, kw_only=True):
    """A person recorded something about when or how fast work was done."""

    rule = "recorded_rhythm"
    group = Group.RHYTHM
    innocent = (_MISREAD, "Overtime before a deadline, night work by choice, temporary staff.")
    check = "The vendor's own schedule beside its staff list."


class RecordedBackground(Recorded, frozen=True, kw_only=True):
    """A person recorded something that follows language, origin or place: it never counts."""

    rule = "recorded_background"
    group = Group.BACKGROUND
    category = Category.CONTEXT
    innocent = (_MISREAD, "Language, origin, looks and place say nothing about who does the work.")
    check = "Nothing: it may word a question or find a speaker, and is never weighed."


KINDS: dict[Group, type[Recorded]] = {
    kind.group: kind
    for kind in (
        RecordedNetwork, RecordedDevice, RecordedDocuments, RecordedConduct, RecordedMoney,
        RecordedContent, RecordedRegistry, RecordedRhythm, RecordedBackground,
    )
}  # fmt: skip
