"""What a person recorded: one kind for each group, and background never counts."""

from __future__ import annotations

from typing import Any

import pytest

from celtrace.detect._recorded import KINDS, Recorded
from celtrace.findings import Category, Group, Hypothesis
from celtrace.records import Ref
from detect.scenes import seen

EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: str(kind.rule))


def made(kind: type[Recorded], **more: Any) -> Recorded:
    given = {
        "subject": Ref("party:v"), "evidence": (seen(),), "item": "I036", "wording": "Undue worry",
        "about": "party:v", "about_name": "Vendor", "outcome": "seen", "recorded_by": "by R. Diaz",
        "when": "on 2024-05-01", "note": "",
    }  # fmt: skip
    return kind(**{**given, **more})


def test_there_is_one_kind_for_each_group() -> None:
    assert set(Group) == set(KINDS)
    assert [group for group, kind in KINDS.items() if kind.group is not group] == []


@EVERY
def test_a_record_says_who_saw_what_of_whom_and_when(kind: type[Recorded]) -> None:
    expected = "Recorded by R. Diaz about Vendor (on 2024-05-01): I036, Undue worry: seen."
    assert expected == made(kind).sentence


@EVERY
def test_a_record_goes_by_the_id_of_its_flag(kind: type[Recorded]) -> None:
    assert "recorded:I036" == made(kind).name


@EVERY
def test_records_of_two_flags_about_one_party_are_two_findings(kind: type[Recorded]) -> None:
    assert made(kind, basis=("b",)).id != made(kind, basis=("b",), item="I037").id


@EVERY
def test_whoever_recorded_it_may_have_been_wrong(kind: type[Recorded]) -> None:
    """R4: every finding carries its innocent explanations."""
    assert "misread" in kind.innocent[0]
    assert len(kind.innocent) > 1


@EVERY
def test_only_background_is_context_by_itself(kind: type[Recorded]) -> None:
    """R2: language and geography never move a tier."""
    assert (kind.group is Group.BACKGROUND) == (kind.category is Category.CONTEXT)


@EVERY
def test_a_record_speaks_of_a_declaration_and_never_of_origin(kind: type[Recorded]) -> None:
    assert Hypothesis.H5 == kind.hypothesis


@EVERY
def test_a_note_is_shown_to_the_letter(kind: type[Recorded]) -> None:
    assert made(kind, note=" Note: {x} <b>").sentence.endswith("seen. Note: {x} <b>")
