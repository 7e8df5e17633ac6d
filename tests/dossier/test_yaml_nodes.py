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


SCALARS = """
a: x | x
a: "x\\ty" | x<tab>y
a: 'it''s' | it's
a: "\\u5fcd" | 忍
a: x # note | x
a: x#y | x#y
a: 'x: y' | x: y
a: -1 | -1
a: 1.10 | 1.10
a: 0o17 | 0o17
a: .5 | .5
a: .nan | .nan
a: yes | yes
a: Off | Off
a: 2021-02-03T10:00:00Z | 2021-02-03T10:00:00Z
a: +86 10 1 | +86 10 1
a: 192.0.2.1 | 192.0.2.1
a: "2001:db8::1" | 2001:db8::1
a: 12:30 | 12:30
a: !!str 7 | 7
a: ! 7 | 7
a: 朝鮮 | 朝鮮
"a": x | x
? a\\n: x | x
a: |\\n  x\\n  y\\n | x<nl>y<nl>
a: >\\n  x\\n  y\\n | x y<nl>
a: >-\\n  x\\n\\n  y\\n | x<nl>y
a: x\\n  y | x y
{a: x} | x
{"a":x} | x
---\\na: x\\n... | x
%YAML 1.1\\n---\\na: x | x
""".strip().splitlines()
REFUSED = """
a: [1 | line 2 | did not find expected ',' or ']'
a: {b: 1 | line 2 | did not find expected ',' or '}'
a: "x | line 1 | found unexpected end of stream
a: 'x\\nb: 1 | line 2 | found unexpected end of stream
a: 1\\n b: 2 | line 2 | mapping values are not allowed in this context
a: b: c | line 1 | mapping values are not allowed in this context
\\ta: 1 | line 1 | found character that cannot start any token
a: @x | line 1 | found character that cannot start any token
a: `x` | line 1 | found character that cannot start any token
- a\\nb: 1 | line 2 | did not find expected '-' indicator
a: 1\\n- b | line 2 | did not find expected key
a: "\\q" | line 1 | found unknown escape character
a: %x | line 1 | found character that cannot start any token
""".strip().splitlines()


def written(text: str) -> str:
    """Marks in a table of cases stand for what one cannot see."""
    return text.replace("\\n", "\n").replace("<nl>", "\n").replace("<tab>", "\t")


@pytest.mark.parametrize("line", SCALARS)
def test_a_scalar_of_any_style_is_the_text_that_is_meant(line: str) -> None:
    """YAML 1.1, 9: presentation details do not change the content."""
    text, _, expected = line.rpartition(" | ")
    assert written(expected) == root(written(text)).get("a").text


@pytest.mark.parametrize("line", REFUSED)
def test_broken_yaml_is_refused_with_line_and_reason(line: str) -> None:
    text, place, reason = line.split(" | ")
    fault = refused(text.replace("\\n", "\n").replace("\\t", "\t").encode())
    assert (place, f"the YAML is broken: {reason}") == (fault.place, fault.problem)
    assert "check indentation, quotes and colons on this line" == fault.remedy


@pytest.mark.parametrize(
    ("data", "limits", "place", "problem", "remedy"),
    [
        (b"a: 1\n" * 3, Limits(yaml_bytes=10), "", "the file is larger than 10 bytes",
         "move long sections into tables: `{from: FILE}`"),
        (b"a: [1, 2, 3]", Limits(yaml_nodes=3), "line 1",
         "the file unfolds to more than 3 values",
         "move long sections into tables; do not nest aliases"),
        (b"a:\n  b:\n    c: 1", Limits(yaml_depth=2), "line 3", "nested deeper than 2 levels",
         "no section nests that deep: check brackets and indentation"),
        (b"a: 1\n---\nb: 2", LIMITS, "line 2", "a second document begins here",
         "remove the line `---`"),
        (b"a: *x", LIMITS, "line 1", "`*x` stands for nothing before it",
         "quote text that begins with `*`"),
        (b"a: 1\nb: \xff", LIMITS, "line 2", "the file is not UTF-8", "save it as UTF-8"),
    ],
)  # fmt: skip
def test_the_sentences_of_what_is_refused(
    data: bytes, limits: Limits, place: str, problem: str, remedy: str
) -> None:
    assert Fault("d", place, "", problem, remedy) == refused(data, limits)


def test_a_control_character_is_named_with_its_line() -> None:
    fault = refused(b"a: 1\nb: \x01")
    assert "line 2" == fault.place
    assert fault.problem.startswith("the YAML is broken: ")


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        ("a: 1\nb: 2\na: 3", "a", "the key stands twice, first on line 1"),
        ("a: {b: 1, b: 2}", "b", "the key stands twice, first on line 1"),
        ("'a': 1\n\"a\": 2", "a", "the key stands twice, first on line 1"),
        ("[a]: 1", "", "a key is a list or a mapping"),
        ("{a: b}: 1", "", "a key is a list or a mapping"),
        ("a: !!python/name:os.system x", "tag:yaml.org,2002:python/name:os.system",
         "tags are not read"),
        ("a: !env HOME", "!env", "tags are not read"),
        ("a: !include /etc/passwd", "!include", "tags are not read"),
    ],
)  # fmt: skip
def test_what_has_no_place_in_a_dossier_is_a_fault(text: str, key: str, problem: str) -> None:
    found = parse_text(text, "d", LIMITS).faults
    assert [(key, problem)] == [(fault.key, fault.problem) for fault in found]


def test_a_merge_key_is_a_key_like_any_other() -> None:
    """Nothing is merged behind the user's back: `<<` is then an unknown key."""
    node = root("a: &x {b: 1}\nc: {<<: *x, d: 2}")
    assert ["<<", "d"] == [name.text for name, _ in node.get("c").pairs]


def test_an_anchor_set_anew_stands_for_the_last_value() -> None:
    node = root("a: &x 1\nb: &x 2\nc: *x")
    assert "2" == node.get("c").text


def test_an_alias_keeps_the_line_of_what_it_stands_for() -> None:
    assert 1 == root("a: &x 1\nb: *x").get("b").line


@pytest.mark.parametrize("text", ["", "# only a note", "---", "--- # x\n...\n"])
def test_an_empty_document_says_nothing(text: str) -> None:
    node = root(text)
    assert node is None or node.absent


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("a: [1, 2]  # x", "[1, 2]"),
        ("a: {b: 1}\n", "{b: 1}"),
        ("a:\n  - 1\n  - 2\n\nz: 1", "- 1\n  - 2"),
        ("a: 'x y'  # x", "'x y'"),
        ("a:\n  b: 朝鮮 é\n  c: 1\nz: 1", "b: 朝鮮 é\n  c: 1"),
    ],
)
def test_a_quote_is_exactly_the_characters_of_the_node(text: str, quote: str) -> None:
    """'Every record remembers file, sheet, row and cell, so that a finding can quote it'."""
    document = parse_text(text, "d", LIMITS)
    assert isinstance(document.root, Mapping)
    node = document.root.get("a")
    assert node is not None
    assert quote == document.quote(node)


@pytest.mark.parametrize("depth", [49, 50])
def test_nesting_up_to_the_limit_is_read(depth: int) -> None:
    node = root("[" * depth + "]" * depth)
    for _ in range(depth - 1):
        (node,) = node.items
    assert () == node.items


@given(st.text(alphabet=st.characters(exclude_categories=["C"]), max_size=40))
def test_any_text_in_double_quotes_is_itself(text: str) -> None:
    """YAML 1.1, 5.6: every character can be written in a double-quoted scalar."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\u2028", "\\L")
    assert text == root(f'a: "{quoted}"'.replace("\u2029", "\\P")).get("a").text


@given(st.lists(st.sampled_from("abcdef"), max_size=8))
def test_every_key_is_kept_once_or_named(keys: list[str]) -> None:
    """'Nothing is dropped silently'."""
    document = parse_text("{" + ", ".join(f"{key}: 1" for key in keys) + "}", "d", LIMITS)
    assert isinstance(document.root, Mapping)
    assert len(keys) == len(document.root.pairs) + len(document.faults)
