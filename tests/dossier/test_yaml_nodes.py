"""YAML keeps its texts and lines, and refuses what a dossier has no use for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.dossier.yaml_nodes import Mapping, NotYaml, Scalar, Sequence, parse, parse_text
from celtrace.errors import Fault
from celtrace.settings import Limits

LIMITS = Limits()


def root(text: str) -> Any:
    return parse_text(text, "d", LIMITS).root


def refused(data: bytes, limits: Limits = LIMITS) -> Fault:
    with pytest.raises(NotYaml) as caught:
        parse(data, "d", limits)
    return caught.value.fault


@pytest.mark.parametrize(
    "text", ["NO", "007", "1e5", "2021-02-03", "0x10", "12:30:45", "1_000", "True"]
)
def test_a_scalar_is_its_text(text: str) -> None:
    assert text == root(f"a: {text}").get("a").text


@pytest.mark.parametrize("text", ["a:", "a: ~", "a: null"])
def test_an_empty_plain_scalar_says_nothing(text: str) -> None:
    assert root(text).get("a").absent


@pytest.mark.parametrize("text", ["a: ''", "a: 'null'", "a: Null", "a: NULL"])
def test_other_scalars_say_something(text: str) -> None:
    assert not root(text).get("a").absent


def test_every_node_knows_line_and_column() -> None:
    node = root("a:\n  - b: 1\n").get("a")
    assert isinstance(node, Sequence)
    assert (2, 3) == (node.line, node.column)
    (item,) = node.items
    assert isinstance(item, Mapping)
    assert isinstance(item.get("b"), Scalar)
    assert (2, 8) == (item.get("b").line, item.get("b").column)


def test_a_quote_is_the_text_without_what_follows() -> None:
    document = parse_text(
        "x: 朝鮮\na:\n  - b: 1\n    c: 2  # note\n\n  # more\nz: 1\n", "d", LIMITS
    )
    assert "b: 1\n    c: 2" == document.quote(document.root.get("a").items[0])


@pytest.mark.parametrize(
    ("data", "place", "said"),
    [
        (b"a: [1", "line 2", "broken"),
        (b"a: 1\n---\nb: 2", "line 2", "second document"),
        (b"a: 1\nb: *x", "line 2", "stands for nothing"),
        (b"a: &x [*x]", "line 1", "stands for nothing"),
        (b"a:\n  \xff", "line 2", "not UTF-8"),
        (b"a: \x00", "line 1", "broken"),
        (b"[" * 60, "line 1", "nested deeper"),
    ],
)
def test_text_that_cannot_be_taken_apart_is_refused_with_its_line(
    data: bytes, place: str, said: str
) -> None:
    fault = refused(data)
    assert place == fault.place
    assert said in fault.problem


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!x", "!!binary", "!!set"])
def test_tags_are_faults(tag: str) -> None:
    (fault,) = parse(f"a: {tag} x".encode(), "d", LIMITS).faults
    assert ("line 1", "tags are not read") == (fault.place, fault.problem)


def test_a_doubled_key_is_a_fault_that_names_the_first() -> None:
    (fault,) = parse(b"a: 1\na: 2", "d", LIMITS).faults
    assert ("line 2", "a", "the key stands twice, first on line 1") == (
        fault.place,
        fault.key,
        fault.problem,
    )


def test_aliases_that_unfold_too_far_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert "unfolds" in refused("\n".join(lines).encode()).problem


def test_a_harmless_alias_is_followed() -> None:
    assert "x" == root("a: &n x\nb: *n").get("b").text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_of_yaml_are_read(encoding: str) -> None:
    assert "é" == parse("a: é".encode(encoding), "d", LIMITS).root.get("a").text


@given(st.binary(max_size=200))
def test_any_bytes_are_nodes_or_refused(data: bytes) -> None:
    try:
        parse(data, "d", LIMITS)
    except NotYaml as error:
        assert error.fault.remedy  # noqa: PT017 - only this may come out
