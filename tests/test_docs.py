"""Docs are tested: the reference is what the code says, and what is mentioned exists."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import get_args

import msgspec
import pytest

from celtrace import registry
from celtrace.dossier.sections import HEAD, SECTIONS
from celtrace.errors import Exit
from celtrace.findings import fields_of
from celtrace.records import TraitName
from celtrace.settings import Limits, Settings

ROOT = Path(__file__).parents[1]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
SOURCE = sorted((ROOT / "src" / "celtrace").rglob("*.py"))
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
TYPED = re.compile(r"(?:^|[`$ ] ?)celtrace((?: +[^\s`#|]+)*)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
SAID = re.compile(r"(?:[Rr]un:? |`|see: |See: )celtrace ((?:[a-z]+ ?)+)")


def loaded() -> ModuleType:
    path = ROOT / "docs" / "build_reference.py"
    spec = importlib.util.spec_from_file_location("build_reference", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFERENCE = loaded()
BUILT: dict[str, str] = REFERENCE.built()
COMMANDS = REFERENCE.commands()


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def typed(text: str) -> Iterator[list[str]]:
    """The words after `celtrace` of every command that stands as code in a page."""
    for code in CODE.findall(text):
        for words in TYPED.findall(code.replace("\\\n", " ")):
            yield words.split()


def unknown(words: list[str]) -> str:
    """What of a typed command does not exist; empty if all of it does."""
    name = "celtrace"
    for word in words:
        if f"{name} {word}" in COMMANDS:
            name = f"{name} {word}"
        elif not word.startswith("-") and getattr(COMMANDS[name], "commands", None):
            return f"{name} {word}"
    known = {opt for n in ("celtrace", name) for p in COMMANDS[n].params for opt in p.opts}
    given = {re.split("[=.,)\\]]", word)[0].strip("[") for word in words if "--" in word}
    return " ".join(sorted(option for option in given - known - {"--help", "--"} if option))


# --- the reference ----------------------------------------------------------------------


@pytest.mark.parametrize("page", BUILT)
def test_the_reference_is_what_the_code_says(page: str) -> None:
    kept = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    assert BUILT[page] == kept, "stale: run python docs/build_reference.py"


def test_there_is_no_page_that_nothing_makes() -> None:
    assert set(BUILT) == {path.name for path in (ROOT / "docs" / "reference").iterdir()}


def test_the_reference_is_made_the_same_way_twice() -> None:
    assert BUILT == loaded().built()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_says_what_it_does(name: str) -> None:
    command = COMMANDS[name]
    assert f"\n## {name}\n" in BUILT["commands.md"]
    assert command.help
    for parameter in command.params:
        assert parameter.name == "help" or parameter.help, parameter.name


def test_every_kind_of_fact_has_a_column_and_every_reader_of_files_a_row() -> None:
    page, columns = BUILT["file-facts.md"], set().union(*REFERENCE.FACTS.values())
    named = {"system", "path", "title", "production", "cut", "camera", "colour", "language"}
    assert set(get_args(TraitName)) <= columns | named
    for reader in registry.readers("files"):
        assert 1 == page.count(f"\n| `{reader.FORMAT}` | ")


def test_every_exit_code_is_documented_once() -> None:
    for code in Exit:
        assert 1 == BUILT["exit-codes.md"].count(f"| {code.value} | `{code.name}` | ")
        assert REFERENCE.CODES[code].endswith(".")


def test_every_reader_is_documented_with_a_reference() -> None:
    for family in REFERENCE.FAMILIES:
        for reader in registry.readers(family):
            assert f"\n### {reader.FORMAT}\n" in BUILT["readers.md"]
            assert re.search(r"https?://|RFC \d|\(8\)", reader.__doc__ or ""), reader.FORMAT


@pytest.mark.parametrize("rule", sorted(registry.kinds()))
def test_every_rule_is_documented_whole(rule: str) -> None:
    kind = registry.kinds()[rule]
    assert f"\n## {rule}\n" in BUILT["rules.md"]
    assert kind.__doc__
    assert kind.because
    assert kind.innocent
    assert kind.check
    assert REFERENCE.finders(rule)
    assert fields_of(kind.says) | fields_of(kind.ask) <= set(kind.__struct_fields__)


@pytest.mark.parametrize("owner", [Settings, Limits])
def test_every_setting_is_documented(owner: type[msgspec.Struct]) -> None:
    said = REFERENCE.field_docs(owner)
    for field in owner.__struct_fields__:
        assert field == "limits" or said[field], field
        assert f"| `{field}` |" in BUILT["settings.md"]


def test_every_section_and_key_is_documented() -> None:
    page = BUILT["dossier.md"]
    for name, fields in (("Head", HEAD), *((n, s.fields) for n, s in SECTIONS.items())):
        _, _, below = page.partition(f"\n## {name}\n")
        section = below.partition("\n## ")[0]
        assert [] == [field.key for field in fields if f"| `{field.key}` |" not in section], name


def test_every_type_of_the_dossier_is_explained() -> None:
    used = {f.form for s in SECTIONS.values() for f in s.fields if not f.shape and not f.spills}
    for form in used:
        assert re.search(rf"^\| `{form}` \| \S", BUILT["dossier.md"], re.MULTILINE), form


# --- what pages and messages mention ----------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_a_page_names_only_commands_and_options_that_exist(page: Path) -> None:
    found = [unknown(words) for words in typed(page.read_text(encoding="utf-8"))]
    assert [] == [one for one in found if one]


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_a_page_links_only_to_files_that_exist(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [] == [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_a_page_names_only_make_targets_that_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        target
        for code in CODE.findall(page.read_text(encoding="utf-8"))
        for target in re.findall(r"(?:^|`)make ([a-z]+)", code, re.MULTILINE)
    }
    assert set() == named - targets


def test_messages_name_only_commands_that_exist() -> None:
    found = {
        (relative(path), unknown(words.split()[:2]))
        for path in SOURCE
        for words in SAID.findall(path.read_text(encoding="utf-8"))
    }
    assert [] == sorted(one for one in found if one[1])


def test_a_command_that_does_not_exist_is_seen() -> None:
    text = (
        "`celtrace revue FOLDER` and\n```\nceltrace review d --quik\n$ celtrace lists drop\n```\n"
    )
    assert ["celtrace revue", "--quik", "celtrace lists drop"] == [unknown(w) for w in typed(text)]


def test_what_exists_is_not_objected_to() -> None:
    text = "`celtrace --json review FOLDER --out=DIR`, `celtrace`, `celtrace lists import PATH`"
    assert ["", "", ""] == [unknown(words) for words in typed(text)]


def test_the_words_of_the_product_print_no_verdict() -> None:
    said = [
        text
        for kind in registry.kinds().values()
        for text in (kind.says, kind.ask, kind.check, *kind.innocent)
    ]
    words = re.compile(r"risk score|guilty|\bcleared\b|North Korean studio", re.IGNORECASE)
    assert [] == [text for text in said if words.search(text)]
