"""What holds for every kind of finding and every detector, walked unasked."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace import registry
from celtrace.detect import _public
from celtrace.findings import Category, Finding, Group, fields_of
from celtrace.records import Record
from detect.scenes import SCENES, found, run

KINDS = sorted(registry.kinds().items())
DETECTORS = registry.detectors()
EVERY_KIND = pytest.mark.parametrize("kind", [kind for _, kind in KINDS], ids=dict(KINDS))
SAID = re.compile(
    r"\bguilty\b|risk score|\bcleared\b|north korean|\bfraud|\bsuspicious|\bcriminal|\bculprit",
    re.IGNORECASE,
)
ALL = tuple(record for scene, _ in SCENES.values() for record in scene)


def own_fields(kind: type[Finding]) -> set[str]:
    return set(kind.__struct_fields__) - set(Finding.__struct_fields__)


def annotation(kind: type[Finding], name: str) -> str:
    return next(vars(c)["__annotations__"][name] for c in kind.__mro__ if name in own(c))


def own(cls: type) -> dict[str, str]:
    return dict(vars(cls).get("__annotations__", {}))


def words_of(kind: type[Finding]) -> Iterator[str]:
    yield from (kind.says, kind.ask, kind.check, *kind.innocent, inspect.getdoc(kind) or "")


def test_every_kind_has_a_scene_and_every_scene_a_kind() -> None:
    assert set(registry.kinds()) == set(SCENES)


def test_a_rule_name_stands_for_one_kind() -> None:
    finds = {kind for detector in DETECTORS for kind in detector.finds}
    assert len(registry.kinds()) == len(finds)


@EVERY_KIND
def test_a_kind_explains_itself(kind: type[Finding]) -> None:
    assert kind.__doc__
    assert kind.because
    assert kind.innocent
    assert kind.check
    assert kind.version >= 1


@EVERY_KIND
def test_a_reference_has_an_address(kind: type[Finding]) -> None:
    assert [] == [text for text in kind.because if "https://" not in text]


@EVERY_KIND
def test_sentence_and_question_use_only_fields_of_the_kind(kind: type[Finding]) -> None:
    assert set() == (fields_of(kind.says) | fields_of(kind.ask)) - own_fields(kind)


@EVERY_KIND
def test_a_counter_finding_names_rules_that_exist_and_fields_of_both(kind: type[Finding]) -> None:
    assert bool(kind.closes) == (kind.category is Category.COUNTER)
    closed = [registry.kinds()[rule] for rule in kind.closes if rule in registry.kinds()]
    recorded = {rule for rule in kind.closes if rule.startswith("recorded:")}
    assert set(kind.closes) == {other.rule for other in closed} | recorded
    for other in (kind, *closed):
        assert set(kind.matches) <= own_fields(other)


@EVERY_KIND
def test_what_follows_language_or_origin_is_context(kind: type[Finding]) -> None:
    assert kind.group is not Group.BACKGROUND or kind.category is Category.CONTEXT


@EVERY_KIND
def test_no_word_says_what_somebody_is(kind: type[Finding]) -> None:
    assert [] == [text for text in words_of(kind) if SAID.search(text)]


def test_a_field_name_has_one_type_over_all_kinds() -> None:
    types: dict[str, set[str]] = {}
    for _, kind in KINDS:
        for name in own_fields(kind):
            types.setdefault(name, set()).add(annotation(kind, name))
    assert {} == {name: kinds for name, kinds in types.items() if len(kinds) > 1}


def test_a_reference_of_a_title_is_used() -> None:
    used = {text for _, kind in KINDS for text in kind.because}
    known = {value for name, value in vars(_public).items() if name.isupper()}
    assert known == used


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda one: one.name)
def test_a_detector_explains_itself(detector: registry.Detector) -> None:
    assert inspect.getdoc(detector.run)
    assert detector.reads
    assert detector.finds


@pytest.mark.parametrize("rule", SCENES)
def test_the_scene_with_it_has_it(rule: str) -> None:
    assert rule in {finding.rule for finding in run(*SCENES[rule][0]).findings}


@pytest.mark.parametrize("rule", SCENES)
def test_the_harmless_scene_has_nothing_that_counts(rule: str) -> None:
    shown = found(rule, *SCENES[rule][1])
    assert [] == [one for one in shown if one.strength is type(one).category]


@pytest.mark.parametrize("rule", SCENES)
def test_a_finding_reads_as_a_sentence_and_survives_being_written(rule: str) -> None:
    for finding in found(rule, *SCENES[rule][0]):
        assert not re.search(r"\bNone\b|[{}]|\s\s|,\s*,", f"{finding.sentence} {finding.question}")
        assert finding.basis
        assert finding == msgspec.json.decode(msgspec.json.encode(finding), type=type(finding))


def test_no_detector_fails_on_any_scene() -> None:
    assert () == run(*ALL).problems


@given(st.permutations(ALL))
@settings(max_examples=15, deadline=None)
def test_findings_do_not_depend_on_the_order_of_records(records: list[Record]) -> None:
    """Same dossier, same findings, whatever the order of files or rows.

    Records of one id replace each other, so the last of each id is what is handed in.
    """
    last = {record.ref: record for record in ALL}
    assert run(*last.values()) == run(*(last[record.ref] for record in records))
