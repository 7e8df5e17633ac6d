"""Findings: ids that outlive a sorted sheet, evidence that is never empty, sentences."""

from __future__ import annotations

import string
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace import registry
from celtrace.findings import Category, Finding, Group, Hypothesis, Ran, fields_of, fill
from celtrace.records import Digest, Evidence, Ref


class Late(Finding, frozen=True, kw_only=True):
    """Something came late."""

    rule = "late"
    hypothesis = Hypothesis.H4
    group = Group.CONDUCT
    category = Category.SUPPORTING
    says = "{what} came {days} days late, with {others}."
    because = ("a public source",)
    innocent = ("a holiday",)
    check = "the post book"
    ask = "Why was {what} late?"

    what: str
    days: int = 3
    others: tuple[str, ...] = ()


class Early(Late, frozen=True, kw_only=True):
    """Something came early."""

    rule = "early"


def seen(line: int = 2, digest: str = "0") -> Evidence:
    return Evidence(Digest(digest * 64), "a.csv", f"line {line}", "quote", "csv")


def late(**values: Any) -> Late:
    given = {"subject": Ref("party:p"), "evidence": (seen(),), "what": "a delivery"}
    return Late(**(given | values))


# --- evidence ---------------------------------------------------------------------------


def test_a_finding_without_evidence_is_refused() -> None:
    with pytest.raises(ValueError, match="a finding of late without evidence"):
        late(evidence=())


def test_evidence_and_basis_come_in_order_and_once() -> None:
    two = late(evidence=(seen(9), seen(2), seen(9)), basis=("b", "a", "b"))
    assert (("line 2", "line 9"), ("a", "b")) == (tuple(e.place for e in two.evidence), two.basis)


@given(st.permutations([2, 3, 4, 5]))
def test_the_order_of_evidence_changes_nothing(lines: list[int]) -> None:
    assert late(evidence=tuple(map(seen, (2, 3, 4, 5)))) == late(evidence=tuple(map(seen, lines)))


# --- ids --------------------------------------------------------------------------------


def test_an_id_survives_moved_rows_and_a_resaved_file() -> None:
    before = late(basis=("contract:c1#date",), evidence=(seen(2),))
    after = late(basis=("contract:c1#date",), evidence=(seen(70, "f"),))
    assert before.id == after.id


def test_without_a_basis_the_places_make_the_id() -> None:
    assert late(evidence=(seen(2),)).id != late(evidence=(seen(3),)).id


@pytest.mark.parametrize(
    "other",
    [
        late(basis=("contract:c2#date",)),
        late(basis=("contract:c1#date",), subject=Ref("party:q")),
        Early(subject=Ref("party:p"), evidence=(seen(),), what="x", basis=("contract:c1#date",)),
    ],
    ids=["basis", "subject", "rule"],
)
def test_what_makes_another_finding_makes_another_id(other: Finding) -> None:
    assert other.id != late(basis=("contract:c1#date",)).id


def test_values_and_dates_do_not_make_the_id() -> None:
    one = late(basis=("contract:c1#date",))
    assert one.id == late(basis=("contract:c1#date",), days=9, what="another").id


def test_an_id_is_sixteen_hexadecimal_digits() -> None:
    assert set(late().id) <= set(string.hexdigits.lower())
    assert 16 == len(late().id)


# --- words ------------------------------------------------------------------------------


def test_the_sentence_and_the_question_hold_the_values() -> None:
    one = late(others=("a letter", "a film"))
    assert "a delivery came 3 days late, with a letter, a film." == one.sentence
    assert "Why was a delivery late?" == one.question


def test_values_are_the_own_fields_in_their_order() -> None:
    assert ["what", "days", "others"] == list(late().values)


def test_the_strength_is_the_grade_or_else_the_category() -> None:
    assert Category.SUPPORTING == late().strength
    assert Category.STRONG == late(grade=Category.STRONG).strength


def test_fields_of_a_sentence_are_named() -> None:
    assert {"what", "days", "others"} == fields_of(Late.says)
    assert set() == fields_of("Nothing {{here}}.")


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 file of 1 show"), (0, "0 files of 0 shows"), ("1", "1 file of 1 show"),
     ("1.5", "1.5 files of 1.5 shows"), (12, "12 files of 12 shows")],
)  # fmt: skip
def test_what_is_counted_has_the_noun_that_fits(number: object, said: str) -> None:
    values = {"n": number, "unit": "show"}
    assert said == fill("{n:# file} of {n:# {unit}}", values)
    assert {"n", "unit"} == fields_of("{n:# file} of {n:# {unit}}")


def test_no_sentence_leaves_it_open_how_many_there_are() -> None:
    said = {rule: kind.says + kind.ask for rule, kind in registry.kinds().items()}
    assert [] == [rule for rule, text in said.items() if "(s)" in text]


def test_fill_refuses_a_value_that_is_missing() -> None:
    with pytest.raises(KeyError):
        fill("{what}", {})


@given(st.text())
def test_braces_in_a_value_are_not_filled(text: str) -> None:
    assert f"<{text}>" == fill("<{what}>", {"what": text})


@given(st.lists(st.text(min_size=1)))
def test_lists_are_joined_with_commas(values: list[str]) -> None:
    assert ", ".join(values) == fill("{v}", {"v": tuple(values)}) == fill("{v}", {"v": values})


@pytest.mark.parametrize("hypothesis", Hypothesis)
def test_no_hypothesis_speaks_of_guilt_or_origin(hypothesis: Hypothesis) -> None:
    assert hypothesis.text
    assert "guilt" not in hypothesis.text
    assert "is North Korean" not in hypothesis.text


def test_ran_has_an_order() -> None:
    assert [Ran("a", 2, 0), Ran("b", 1, 1)] == sorted([Ran("b", 1, 1), Ran("a", 2, 0)])


# --- every kind -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", registry.kinds().values(), ids=lambda kind: str(kind.rule))
def test_every_kind_is_frozen_and_of_the_words(kind: type[Finding]) -> None:
    assert kind.__struct_config__.frozen
    assert kind.version >= 1
    assert isinstance(kind.group, Group)
    assert isinstance(kind.category, Category)
    assert isinstance(kind.hypothesis, Hypothesis)
    assert (Category.COUNTER == kind.category) == bool(kind.closes)
    assert (Group.BACKGROUND == kind.group) <= (Category.CONTEXT == kind.category)


def test_a_finding_survives_json() -> None:
    one = late(others=("a",), grade=Category.STRONG)
    assert one == msgspec.json.decode(msgspec.json.encode(one), type=Late)


# --- hostile values ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "value", ["{days}", "{0}", "{what.__class__}", "%s", "}{", "{", "\\{days}", "$days", "<b>"]
)
def test_a_value_from_a_file_is_shown_and_never_obeyed(value: str) -> None:
    assert f"{value} came 3 days late, with ." == late(what=value).sentence


@given(st.text(max_size=30), st.integers())
def test_a_sentence_holds_every_value_as_it_stands(what: str, days: int) -> None:
    assert f"{what} came {days} days late, with x." == late(
        what=what, days=days, others=("x",)
    ).sentence  # fmt: skip


def test_a_kind_without_a_question_asks_nothing() -> None:
    class Silent(Late, frozen=True, kw_only=True):
        """Something came late."""

        ask = ""

    assert "" == Silent(subject=Ref("party:p"), evidence=(seen(),), what="x").question


def test_findings_of_one_rule_about_two_subjects_stand_apart() -> None:
    """R13: a finding about a contract stays there."""
    subjects = (Ref("party:p"), Ref("contract:p"))
    assert 2 == len({late(subject=one, basis=("b",)).id for one in subjects})


def test_nobody_acted_where_nobody_is_named() -> None:
    assert () == late().acted


@pytest.mark.parametrize("category", Category)
def test_a_category_is_written_as_its_word(category: Category) -> None:
    assert category.value == str(category) == f"{category}"


def test_there_are_nine_groups_and_one_of_them_never_counts() -> None:
    """R1, R2: eight independent groups, and background with weight zero."""
    assert (9, "background") == (len(Group), Group.BACKGROUND.value)


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_bases_give_two_ids(one: str, other: str) -> None:
    same = late(basis=(one,)).id == late(basis=(other,)).id
    assert same == (one == other)
