"""What a person recorded, as one kind of finding for each independence group.

The name as served is `recorded:I036` or `recorded:M012`; the class is of the group that the
table of red flags and measures gives to it. The classes are alike but for what may be misread.
"""

from __future__ import annotations

from typing import cast

from msgspec import defstruct

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


def _kind(
    name: str, group: Group, doc: str, innocent: str, check: str,
    category: Category = Category.SUPPORTING,
) -> type[Recorded]:  # fmt: skip
    """The kind of a group: what else looks like it, and what would tell."""
    said = {
        "__doc__": doc, "rule": f"recorded_{group}", "group": group, "category": category,
        "innocent": (_MISREAD, innocent), "check": check,
    }  # fmt: skip
    made = defstruct(
        name, [], bases=(Recorded,), namespace=said, module=__name__, frozen=True, kw_only=True
    )
    return cast("type[Recorded]", made)


RecordedNetwork = _kind(
    "RecordedNetwork", Group.NETWORK,
    "A person recorded something about sign-ins or networks.",
    "Offices, mobile networks and hotels put many people on one address.",
    "The sign-ins themselves, as the provider logs them.",
)  # fmt: skip
RecordedDevice = _kind(
    "RecordedDevice", Group.DEVICE,
    "A person recorded something about a machine.",
    "The machine was repaired, replaced or moved with its user.",
    "The inventory of machines, and the machine itself.",
)  # fmt: skip
RecordedDocuments = _kind(
    "RecordedDocuments", Group.DOCUMENTS,
    "A person recorded something about papers, profiles or contact data.",
    "People move, marry, and write their names in more than one way.",
    "The original paper, and whoever issued it, by a contact found independently.",
)  # fmt: skip
RecordedConduct = _kind(
    "RecordedConduct", Group.CONDUCT,
    "A person recorded how somebody acted.",
    "Illness, shyness, a camera that fails, care for one's privacy.",
    "A second meeting at another time, with another person asking.",
)  # fmt: skip
RecordedMoney = _kind(
    "RecordedMoney", Group.MONEY,
    "A person recorded something about prices or ways of payment.",
    "In the vendor's country this is the usual way to be paid.",
    "The bank's papers, and what other vendors of the region do.",
)  # fmt: skip
RecordedContent = _kind(
    "RecordedContent", Group.CONTENT,
    "A person recorded something about pictures or files.",
    "Both worked on the same show, or the picture was taken without leave.",
    "The layered working file, which only its maker has.",
)  # fmt: skip
RecordedRegistry = _kind(
    "RecordedRegistry", Group.REGISTRY,
    "A person recorded something about who owns or runs a party.",
    "Small companies share rooms, agents and directors.",
    "A current extract of the register.",
)  # fmt: skip
RecordedRhythm = _kind(
    "RecordedRhythm", Group.RHYTHM,
    "A person recorded something about when or how fast work was done.",
    "Overtime before a deadline, night work by choice, temporary staff.",
    "The vendor's own schedule beside its staff list.",
)  # fmt: skip
RecordedBackground = _kind(
    "RecordedBackground", Group.BACKGROUND,
    "A person recorded something that follows language, origin or place: it never counts.",
    "Language, origin, looks and place say nothing about who does the work.",
    "Nothing: it may word a question or find a speaker, and is never weighed.",
    Category.CONTEXT,
)  # fmt: skip

KINDS: dict[Group, type[Recorded]] = {
    kind.group: kind
    for kind in (
        RecordedNetwork, RecordedDevice, RecordedDocuments, RecordedConduct, RecordedMoney,
        RecordedContent, RecordedRegistry, RecordedRhythm, RecordedBackground,
    )
}  # fmt: skip
