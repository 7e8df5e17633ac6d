"""Write docs/reference/*.md from the code: `python docs/build_reference.py`.

Everything a page says comes from docstrings, classes and tables of the product, so that a
page cannot say something else than the product does. The same code gives the same bytes.
"""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import msgspec
import typer

from celtrace import errors, registry
from celtrace.cases.accounts import ROLES, SCOPE_ROLES, Scope
from celtrace.doors.api.calls import API, TWINS, WEB_ONLY
from celtrace.doors.cli import app
from celtrace.doors.web.access import ACCESS
from celtrace.dossier.scalars import TYPES
from celtrace.dossier.schema import Field, Section
from celtrace.dossier.sections import HEAD, SECTIONS
from celtrace.errors import CeltraceError, Exit
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.registry import Detector
from celtrace.settings import Limits, Settings

HERE = Path(__file__).resolve().parent / "reference"
MADE = "<!-- Made from the code by docs/build_reference.py: change the code, not this page. -->"
FAMILIES = tuple(
    family for family in ("lists", "tables", "logs", "files") if find_spec(f"celtrace.{family}")
)
SAMPLES = Path(__file__).resolve().parents[1] / "tests" / "samples" / "files"
FACTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "author": frozenset({"author"}),
        "last editor": frozenset({"last_editor"}),
        "company": frozenset({"organisation"}),
        "user, machine": frozenset({"user", "machine"}),
        "software": frozenset({"software", "version"}),
        "fonts": frozenset({"font"}),
        "template": frozenset({"template"}),
        "ids of copies": frozenset({"lineage"}),
        "times": frozenset({"created", "modified", "saved", "printed", "captured", "published"}),
        "zone": frozenset({"zone"}),
        "words, names": frozenset(
            {"body", "layer", "cell", "sheet", "comment", "note", "name", "title", "subtitle"}
        ),
        "pictures, files": frozenset({"drawn", "children"}),
    }
)
"""Columns of the table, with the kinds of facts, passages and parts that each stands for."""
CODES: Mapping[Exit, str] = MappingProxyType(
    {
        Exit.DONE: "Done; the highest tier is 0 or 1, or nothing was to be judged.",
        Exit.USAGE: "The command was called in a way it cannot be.",
        Exit.ASK: "Done; something to ask (tier 2).",
        Exit.REVIEW: "Done; something for review or to hold (tier 3 or 4).",
        Exit.DOSSIER: "The dossier breaks its contract; every fault is listed.",
        Exit.NO_SNAPSHOT: "No usable list snapshot; nothing was checked against a list.",
        Exit.EVIDENCE: "Evidence or a case has changed or is missing.",
        Exit.UNREAD: "Part of the input could not be read and `--strict` was given, or a tracker "
        "broke off.",
        Exit.INTERRUPTED: "Interrupted at the keyboard; the same command again goes on.",
        Exit.INTERNAL: "An error of ours, with a bug-report file, or a disk that takes nothing.",
    }
)


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A Markdown table."""
    named = tuple(heads)
    yield _row(named)
    yield _row("---" for _ in named)
    yield from map(_row, rows)
    yield ""


def _row(cells: Iterable[object]) -> str:
    shown = (str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(shown)} |"


def code(value: object) -> str:
    """A value as code; nothing for nothing."""
    return f"`{value}`" if value not in (None, "") else ""


def doc(of: object) -> str:
    """The docstring, without its indentation."""
    return inspect.getdoc(of) or ""


def meant(sentence: str) -> str:
    """A sentence of the product as it is: nothing in it is markup."""
    return sentence.replace("<", "&lt;")


# --- commands ---------------------------------------------------------------------------


def commands() -> dict[str, Any]:
    """Every command by what is typed: `celtrace lists import`."""
    return dict(_walk("celtrace", typer.main.get_command(app)))


def _walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - click's, or typer's own
    yield name, command
    for below, one in sorted(getattr(command, "commands", {}).items()):
        yield from _walk(f"{name} {below}", one)


def options(command: Any) -> list[Any]:  # noqa: ANN401 - likewise
    """The options of a command, less `--help`."""
    return [one for one in command.params if one.param_type_name == "option"]


def commands_page() -> Iterator[str]:
    """Commands with arguments and options."""
    yield from ("# Commands", "")
    yield from (
        "Global options may stand anywhere on the line. Messages and progress go to stderr.",
        "Exit codes: [exit-codes.md](exit-codes.md).", "",
    )  # fmt: skip
    for name, command in commands().items():
        yield from (f"## {name}", "", meant(doc(command.callback) or command.help or ""), "")
        given = [one for one in command.params if one.param_type_name == "argument"]
        if given:
            yield from table(
                ("argument", "", "meaning"),
                ((code(one.name), _number(one), _help(one)) for one in given),
            )
        if options(command):
            yield from table(
                ("option", "default", "meaning"),
                (
                    (", ".join(map(code, one.opts)), code(_default(one)), _help(one))
                    for one in options(command)
                ),
            )


def _number(argument: Any) -> str:  # noqa: ANN401 - likewise
    many = "several" if argument.nargs == -1 else "one"
    return many if argument.required else f"{many}, may be left out"


def _default(option: Any) -> str:  # noqa: ANN401 - likewise
    given = option.default
    return "" if given in (None, False, "", 0) and not isinstance(given, str) else str(given)


def _help(parameter: Any) -> str:  # noqa: ANN401 - likewise
    return meant(parameter.help or "")


# --- exit codes -------------------------------------------------------------------------


def error_classes(root: type[CeltraceError] = CeltraceError) -> Iterator[type[CeltraceError]]:
    """The error tree, each class after its base."""
    yield root
    for below in sorted(root.__subclasses__(), key=lambda one: one.__name__):
        if below.__module__ == errors.__name__:
            yield from error_classes(below)


def exit_page() -> Iterator[str]:
    """Exit codes, and the errors behind them."""
    yield from ("# Exit codes", "", "For scripts; `--exit-zero` turns 3 and 4 into 0.", "")
    yield from table(("code", "name", "meaning"), ((int(e), code(e.name), CODES[e]) for e in Exit))
    yield from ("## Errors", "")
    keys = ("error", "exit", "message", "remedy", "faults")
    yield from (f"With `--json` an error is one document with {', '.join(map(code, keys))}.", "")
    rows = ((code(one.__name__), int(one.exit), doc(one).split("\n")[0]) for one in error_classes())
    yield from table(("error", "exit", "meaning"), rows)


# --- readers ----------------------------------------------------------------------------


def readers_page() -> Iterator[str]:
    """Readers by family, each with its module's docstring."""
    yield from ("# Readers", "", "A file goes to the reader that recognises its content best.", "")
    for family in FAMILIES:
        yield from (f"## {family.capitalize()}", "")
        for reader in registry.readers(family):
            yield from (f"### {reader.FORMAT}", "", meant(doc(reader)), "")
            if hasattr(reader, "SOURCE"):
                yield from _source(reader)


def _source(reader: ModuleType) -> Iterator[str]:
    source = reader.SOURCE
    fewest, most = source.expected
    yield from table(
        ("", ""),
        (
            ("title", source.title),
            ("publisher", source.publisher),
            ("regime", source.regime),
            ("addresses", " ".join(f"<{url}>" for url in source.urls)),
            ("licence", source.licence),
            ("a whole list has", f"{fewest:,} to {most:,} entries"),
            ("and fills", ", ".join(f"{code(n)} in {share:.0%}" for n, share in source.fill)),
        ),
    )


# --- facts of files ---------------------------------------------------------------------


def facts_page() -> Iterator[str]:
    """What each reader of files gave for its own samples."""
    yield from ("# What readers of files give", "")
    yield "Which facts each reader gave for its samples under `tests/samples/files`, as their "
    yield "expected files say. A blank says that the samples do not show it, not that no file does."
    yield ""
    readers = registry.readers("files")
    rows = ((code(one.FORMAT), meant(one.TITLE), *_given(one.FORMAT)) for one in readers)
    yield from table(("format", "what it is", *FACTS), rows)


def _given(format_: str) -> Iterator[str]:
    """A mark for each kind of fact in the samples of a format."""
    found: set[str] = set()
    for path in sorted((SAMPLES / format_).glob("*.expected.json")):
        held = msgspec.json.decode(path.read_bytes())
        found |= {one["name"] for one in held["traits"]}
        found |= {"zone" for one in held["traits"] if "offset" in one}
        found |= {one["role"] for one in held["passages"]}
        found |= {kind for kind in ("drawn", "children") if held[kind]}
    return ("yes" if found & kinds else "" for kinds in FACTS.values())


# --- rules ------------------------------------------------------------------------------


def rules_page() -> Iterator[str]:
    """Every kind of finding, with all it says of itself."""
    yield from ("# Rules", "", doc(Finding), "")
    yield from table(("hypothesis", "says"), ((code(h.value), h.text) for h in Hypothesis))
    yield f"Categories: {', '.join(map(code, Category))}."
    yield "In an independence group only the strongest finding counts; the groups:"
    yield from (f"{', '.join(map(code, Group))}.", "")
    for name, kind in sorted(registry.kinds().items()):
        yield from (f"## {name}", "", meant(doc(kind)), "")
        yield from table(("", ""), _facts(name, kind))
        yield from (f"Says: {meant(_counted(kind.says))}", "")
        if kind.ask:
            yield from (f"Asks: {meant(_counted(kind.ask))}", "")
        yield from ("Rests on:", "", *(f"- {meant(one)}" for one in kind.because), "")
        yield from ("Harmless causes that look the same:", "")
        yield from (*(f"- {meant(one)}" for one in kind.innocent), "")
        yield from (f"What would tell: {meant(kind.check)}", "")


def _facts(name: str, kind: type[Finding]) -> Iterator[tuple[str, str]]:
    yield "version", str(kind.version)
    yield "hypothesis", f"{kind.hypothesis.value}: {kind.hypothesis.text}"
    yield "category", kind.category.value
    yield "group", kind.group.value
    if kind.marks_ask:
        yield "alone", "is reason to ask"
    if kind.closes:
        yield "closes", ", ".join(map(code, kind.closes))
    yield "found by", ", ".join(_detector(one) for one in finders(name))


def finders(rule: str) -> list[Detector]:
    """The detectors that look for a rule."""
    return [one for one in registry.detectors() if rule in {kind.rule for kind in one.finds}]


def _detector(one: Detector) -> str:
    return f"{code(one.name)} over {', '.join(code(kind.kind) for kind in one.reads)}"


# --- settings ---------------------------------------------------------------------------


def field_docs(owner: type[msgspec.Struct]) -> dict[str, str]:
    """What stands in quotes under each field of a class."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(owner))).body[0]
    assert isinstance(tree, ast.ClassDef)  # noqa: S101 - getsource of a class
    found = {}
    for field, below in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            said = below.value if isinstance(below, ast.Expr) else None
            text = said.value if isinstance(said, ast.Constant) else ""
            found[field.target.id] = inspect.cleandoc(str(text))
    return found


def settings_page() -> Iterator[str]:
    """Settings and limits with their defaults."""
    yield from ("# Settings", "")
    for owner in (Settings, Limits):
        said = field_docs(owner)
        yield from (f"## {owner.__name__}", "", doc(owner), "")
        rows = (
            (code(field.name), _value(field), said.get(field.name) or f"See {_named(field.name)}.")
            for field in msgspec.structs.fields(owner)
        )
        yield from table(("name", "default", "meaning"), rows)


def _named(field: str) -> str:
    return f"[{field.capitalize()}](#{field})"


def _value(field: msgspec.structs.FieldInfo) -> str:
    given = field.default
    if given is msgspec.NODEFAULT or isinstance(given, msgspec.Struct):
        return ""
    return f"{given:,}" if isinstance(given, int) and not isinstance(given, bool) else str(given)


# --- dossier ----------------------------------------------------------------------------


def dossier_page() -> Iterator[str]:
    """Sections and keys of dossier.yaml."""
    yield from ("# The dossier", "")
    yield from (
        "A folder with `dossier.yaml` at its root. A section is a list of mappings, or",
        "`{from: FILE, sheet: NAME, columns: {our_name: their_header}}`, or a list of both.",
        "FILE is one of the [table formats](readers.md#tables).",
        "A section that is absent means that nothing is known.", "",
        "## Head", "",
    )  # fmt: skip
    yield from _keys(HEAD)
    for name, section in SECTIONS.items():
        yield from (f"## {name}", "", doc(section.record), "")
        yield from _keys(section.fields)
        yield from _conditions(section)
    yield from ("## Types", "")
    yield from table(
        ("type", "takes"),
        (
            *((code(name), _taken(reads)) for name, reads in sorted(TYPES.items())),
            (code("free"), "A mapping of any keys to text."),
        ),
    )


def _taken(reads: Callable[..., object]) -> str:
    return doc(reads).split("\n")[0]


def _keys(fields: Iterable[Field]) -> Iterator[str]:
    rows = (row for field in fields for row in _rows_of(field))
    yield from table(("key", "type", "required", "choices"), rows)


def _rows_of(field: Field) -> Iterator[tuple[str, ...]]:
    """A row for the key, and one for each key of the mapping that it takes."""
    yield _key(field.key, field)
    yield from (_key(f"{field.key}.{below.key}", below) for below in field.shape)


def _key(name: str, field: Field) -> tuple[str, ...]:
    of = f" of {', '.join(map(code, field.of))}" if field.of else ""
    form = "mapping" if field.shape else code(field.form)
    if field.spills:
        form = f"list of [{field.spills}](#{field.spills})"
    many = "one or several: " if field.many else ""
    choices = ", ".join(map(code, field.choices))
    return code(name), f"{many}{form}{of}", "yes" if field.required else "", choices


def _conditions(section: Section) -> Iterator[str]:
    for group in section.one_of:
        yield from (f"One of {' and '.join(map(code, group))} must be given.", "")
    for pair in section.not_both:
        yield from (f"{' and '.join(map(code, pair))} exclude each other.", "")


def _counted(template: str) -> str:
    """A sentence with its counts as people read them."""
    return re.sub(r"\{(\w+):# ((?:\{\w+\}|[\w ])+)\}", r"{\1} \2s", template)


def access_page() -> Iterator[str]:
    """Which role may call which route of the room, and which scope a token needs."""
    yield from ("# Who may call what", "", "In the browser, by role:", "")
    rows = (
        (code(route), *("yes" if not held or role in held else "" for role in ROLES))
        for route, held in ACCESS.items()
    )
    yield from table(("route", *ROLES), rows)
    yield from ("By a token, which never may more than its owner:", "")
    rows = (
        (code(route), " and ".join(scopes), ", ".join(_roles(scopes)))
        for route, scopes in API.items()
    )
    yield from table(("call", "scope", "roles that can give it"), rows)
    yield from ("What the browser does, by a token:", "")
    yield from table(("route", "call"), ((code(one), code(call)) for one, call in TWINS.items()))
    yield from ("What only the browser does:", "")
    yield from table(("route", "because"), ((code(one), why) for one, why in WEB_ONLY.items()))


def _roles(scopes: Sequence[Scope]) -> Iterator[str]:
    """Roles that may all of it."""
    yield from (role for role in ROLES if all(role in SCOPE_ROLES[one] for one in scopes))


PAGES: Mapping[str, Callable[[], Iterator[str]]] = MappingProxyType(
    {
        "commands.md": commands_page,
        "exit-codes.md": exit_page,
        "readers.md": readers_page,
        "file-facts.md": facts_page,
        "rules.md": rules_page,
        "settings.md": settings_page,
        "dossier.md": dossier_page,
        "access.md": access_page,
    }
)


def built() -> dict[str, str]:
    """Every page by its name."""
    return {
        name: "\n".join((MADE, "", *page())).rstrip("\n") + "\n" for name, page in PAGES.items()
    }


def main() -> int:
    """Write the pages that changed, and say which."""
    HERE.mkdir(exist_ok=True)
    for name, text in built().items():
        path = HERE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
