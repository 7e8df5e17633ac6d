"""A first dossier.yaml from what lies in a folder, with a comment at every guess.

Pure: the caller lists the files, says what each looks like and gives the first rows of
tables. What cannot be told from that is written as a comment, for the user to decide.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import msgspec

from celtrace.dossier.headers import Fit, best
from celtrace.dossier.schema import Section
from celtrace.dossier.sections import SECTIONS
from celtrace.rows import Row

Look = Literal["table", "log", "image", "video", "document", "other"]


class SheetHead(msgspec.Struct, frozen=True):
    """The first rows of a visible sheet, as a table reader gives them."""

    name: str
    rows: tuple[Row, ...]


class LooksLike(msgspec.Struct, frozen=True):
    """A file: its path in the folder, what it looks like, its format if one was sniffed."""

    path: str
    look: Look
    format: str = ""
    sheets: tuple[SheetHead, ...] = ()


class Chosen(msgspec.Struct, frozen=True):
    """What a person says that a sheet is."""

    section: str
    """Empty where the sheet is left out."""
    keys: dict[str, str] | None = None
    """Header to key, empty for one that is left out; None for what the headers say."""


class ColumnHead(msgspec.Struct, frozen=True):
    """A column as it would be read; `key` is empty where it is left out."""

    header: str
    key: str
    example: str


class Understood(msgspec.Struct, frozen=True):
    """A sheet as it would be read; `section` is empty where it is left out."""

    path: str
    sheet: str
    section: str
    columns: tuple[ColumnHead, ...]


Choices = Mapping[tuple[str, str], Chosen]
"""What a person said of sheets, by path and sheet."""
_NONE: Choices = MappingProxyType({})


class _Guess(msgspec.Struct, frozen=True):
    """A sheet taken for a section."""

    path: str
    sheet: str
    several: bool
    section: Section
    fit: Fit
    score: int
    said: dict[str, str] | None = None
    """Header to key, as a person said."""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """(header, key) of every column; the key is empty for one that is left out."""
        if self.said is not None:
            return [(header, self.said.get(header, "")) for header, _ in self.guessed]
        return self.guessed

    @property
    def guessed(self) -> list[tuple[str, str]]:
        """The same as the headers alone say."""
        cells = enumerate(self.fit.row.cells)
        return [(c.text, self.fit.keys.get(i, ("", ""))[0]) for i, c in cells if c.text]


_HINTS = (
    ("parties", ("vendor", "supplier", "part", "compan", "studio", "供应商", "업체", "会社")),
    ("contracts", ("contract", "agreement", "sow", "合同", "契約", "계약")),
    ("payments", ("payment", "transfer", "paid", "bank", "付款", "支払", "지급")),
    ("invoices", ("invoice", "bill", "发票", "請求", "송장")),
    ("staff_lists", ("staff_list", "stafflist", "staff list")),
    ("workers", ("worker", "staff", "artist", "freelance", "people", "crew", "人员", "직원")),
    ("ownership", ("owner", "sharehold", "股东", "株主", "주주")),
    ("logins", ("login", "signin", "sign-in", "sign_in", "access")),
    ("devices", ("device", "laptop", "asset")),
    ("networks", ("network", "ranges", "cidr")),
    ("claims", ("claim",)),
    ("credits", ("credit",)),
    ("lots", ("lot", "shots", "cuts")),
    ("deliveries", ("deliver",)),
    ("productions", ("production", "shows", "project")),
    ("roles", ("roles", "director")),
    ("accounts", ("account", "users")),
    ("prices", ("price", "rates")),
    ("quotes", ("quote", "bid")),
    ("calendar", ("calendar", "holiday")),
    ("checks", ("check",)),
)
_UNHINTED = frozenset(
    {"parties", "contracts", "payments", "invoices", "workers", "logins", "ownership", "networks"}
)
_ENOUGH = 3
"""So many columns must be known where none is required."""
_UNUSED = ("table", "other")
_FOLDERS = (
    ("reference", ("ref", "final", "master", "footage", "model", "own")),
    ("found", ("found", "server", "dump", "leak", "exposed")),
    ("deliveries", ("deliver", "received", "incoming", "vendor", "batch")),
)


def understood(files: Iterable[LooksLike], choices: Choices = _NONE) -> tuple[Understood, ...]:
    """Every sheet with its columns as they would be read, also those that are left out."""
    found = []
    for file in sorted(files, key=lambda file: file.path):
        known = {one.sheet: one for one in _tables(file, choices)}
        for sheet in file.sheets:
            one = known.get(sheet.name)
            row = one.fit.row if one else _heads(sheet)
            told = one.headers if one else [(c.text, "") for c in row.cells if c.text]
            place = {c.text: i for i, c in reversed(list(enumerate(row.cells)))}
            columns = tuple(ColumnHead(header, key, _example(sheet, row, place[header]))
                            for header, key in told)  # fmt: skip
            if columns:
                found.append(Understood(file.path, sheet.name, one.section.name if one else "",
                                        columns))  # fmt: skip
    return tuple(found)


def _heads(sheet: SheetHead) -> Row:
    """The row that looks most like one of headers: the first with the most texts."""
    return max(sheet.rows, key=lambda row: sum(bool(cell.text) for cell in row.cells))


def _example(sheet: SheetHead, heads: Row, column: int) -> str:
    below = (row for row in sheet.rows if row.number > heads.number)
    texts = (row.cells[column].text for row in below if column < len(row.cells))
    return next(filter(None, texts), "")[:60]


def first_dossier(files: Iterable[LooksLike], title: str, choices: Choices = _NONE) -> str:
    """The text of a first dossier.yaml; the order of `files` does not count."""
    ordered = sorted(files, key=lambda file: file.path)
    guesses = sorted(
        (guess for file in ordered if file.look == "table" for guess in _tables(file, choices)),
        key=lambda guess: (guess.section.name, guess.path, guess.sheet),
    )
    taken = {guess.path for guess in guesses}
    parts = [
        _head(title, guesses),
        *_sections(guesses),
        *_logs(file for file in ordered if file.look == "log"),
        *_folders([file for file in ordered if file.look in ("image", "video", "document")]),
        *_left(one for one in ordered if one.path not in taken and one.look in _UNUSED),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(title: str, guesses: Sequence[_Guess]) -> str:
    lines = [
        "# Written by `celtrace init` from a look at the files. Every comment marks a guess or",
        "# something to fill in. A section that is absent means that nothing is known about it.",
        "dossier: 1",
        f"title: {_quoted(title)}  # guessed from the folder's name",
        "timezone: UTC  # guessed: the zone of dates and times that state none",
        "# as_of: 2024-01-31  # the date for which every answer holds; default today",
    ]
    if any(guess.section.name == "parties" for guess in guesses):
        lines.append("# us: ID  # fill in: the id of the party on whose behalf you look")
    else:
        lines += [
            "",
            "# No table of companies was recognised. Fill in who takes part, for example:",
            "# parties:",
            "#   - {id: us, name: Our Studio, country: CA}",
            "#   - {id: vendor1, name: Their Studio, country: JP}",
        ]
    return "\n".join(lines)


def _tables(file: LooksLike, choices: Choices) -> Iterator[_Guess]:
    """What a person said of each sheet; else its likeliest section, if all it needs is there."""
    for sheet in file.sheets:
        chosen = choices.get((file.path, sheet.name))
        if chosen is not None:
            if chosen.section:
                yield _told(file, sheet, chosen)
            continue
        found = [
            guess for section in SECTIONS.values()
            if (guess := _scored(file, sheet, section, several=len(file.sheets) > 1))
        ]  # fmt: skip
        if found:
            yield max(found, key=lambda guess: guess.score)


def _told(file: LooksLike, sheet: SheetHead, chosen: Chosen) -> _Guess:
    section = SECTIONS[chosen.section]
    fit = best(section, list(sheet.rows), {}) or Fit(_heads(sheet), MappingProxyType({}), ())
    several = len(file.sheets) > 1
    return _Guess(file.path, sheet.name, several, section, fit, 0, chosen.keys)


def _scored(file: LooksLike, sheet: SheetHead, section: Section, *, several: bool) -> _Guess | None:
    fit = best(section, list(sheet.rows), {})
    if fit is None or not fit.good:
        return None
    name = f"{file.path.rpartition('/')[2]} {sheet.name}".lower()
    hinted = any(word in name for word in dict(_HINTS).get(section.name, ()))
    keys = {key for key, _ in fit.keys.values()}
    groups = all(any(key in keys for key in group) for group in section.one_of)
    told = any(field.required for field in section.fields) or len(keys) >= _ENOUGH
    if not told or not groups or not (hinted or section.name in _UNHINTED):
        return None
    own = sum(by == "name" for _, by in fit.keys.values())
    score = 2 * len(keys) + own + (4 if hinted else 0)
    return _Guess(file.path, sheet.name, several, section, fit, score)


def _sections(guesses: Sequence[_Guess]) -> Iterator[str]:
    known = {guess.section.name for guess in guesses}
    by_section: dict[str, list[_Guess]] = defaultdict(list)
    for guess in guesses:
        by_section[guess.section.name].append(guess)
    for name in SECTIONS:
        if chosen := by_section.get(name):
            lacking = sorted({one for guess in chosen for one in _lacking(guess, known)})
            lines = [f"{name}:"]
            for guess in chosen:
                lines += _item(guess)
            if lacking:
                yield "\n".join(
                    [
                        f"# `{name}` names ids of {', '.join(lacking)}, not given here.",
                        "# Give that section, or leave the column out with `columns: {key: }`;",
                        "# then remove the `#` from these lines.",
                        *(f"# {line}" for line in lines),
                    ]
                )
            else:
                yield "\n".join(lines)


def _lacking(guess: _Guess, known: set[str]) -> Iterator[str]:
    """Sections whose ids a column names and that no table gives."""
    for _, key in guess.headers:
        field = guess.section.by_key.get(key.partition(".")[0])
        if field and field.of and not set(field.of) & known:
            yield field.of[0]


def _item(guess: _Guess) -> list[str]:
    sheet = f", sheet: {_quoted(guess.sheet)}" if guess.several else ""
    read = ", ".join(f"{_one_line(header)} = {key}" for header, key in guess.headers if key)
    left = ", ".join(_one_line(header) for header, key in guess.headers if not key)
    by = "as said" if guess.said is not None else "guessed from the headers"
    lines = [f"  # {by}: {read}"]
    if left:
        lines.append(f"  # left out, no key fits: {left}")
    refs = sorted(
        {
            f"`{_one_line(header)}` ({' or '.join(field.of)})"
            for header, key in guess.headers
            if (field := guess.section.by_key.get(key)) and field.of
        }
    )
    if refs:
        lines.append(f"  # these columns must hold ids: {', '.join(refs)}")
    lines.append(f"  - {{from: {_quoted(guess.path)}{sheet}{_columns(guess)}}}")
    return lines


def _columns(guess: _Guess) -> str:
    """The columns that are not read as their headers alone say."""
    default, wanted = _by_key(guess.guessed), _by_key(guess.headers)
    other = [key for key in {**default, **wanted} if default.get(key) != wanted.get(key)]
    said = ", ".join(
        f"{key}: {_quoted(wanted[key][0]) if key in wanted else 'null'}" for key in sorted(other)
    )
    return f", columns: {{{said}}}" if said else ""


def _by_key(headers: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for header, key in headers:
        if key:
            found[key].append(header)
    return dict(found)


def _logs(files: Iterable[LooksLike]) -> Iterator[str]:
    lines = []
    for file in files:
        sniffed = f"  # guessed: looks like {_one_line(file.format)}" if file.format else ""
        lines.append(f"  - {{path: {_quoted(file.path)}}}{sniffed}")
    if lines:
        yield "\n".join(
            [
                "logs:  # add `system`, `timezone` and `year` where the lines do not state them",
                *lines,
            ]
        )


def _folders(files: Sequence[LooksLike]) -> Iterator[str]:
    """Folders of pictures and footage: what they are, only the user knows."""
    count: dict[str, int] = defaultdict(int)
    for file in files:
        count[file.path.rpartition("/")[0] or "."] += 1
    if not count:
        return
    lines = ["# Folders with pictures, footage or documents. Whose they are is for you to say:",
             "# move each under `reference` (your own), `deliveries` (received) or `found` (found",
             "# where it should not be), and remove the `#`."]  # fmt: skip
    for folder in sorted(count):
        section = next(
            (name for name, words in _FOLDERS if any(word in folder.lower() for word in words)),
            "reference, deliveries or found?",
        )
        lines += [f"# {section}:", f"#   - {{path: {_quoted(folder)}}}  # {count[folder]} files"]
    yield "\n".join(lines)


def _left(files: Iterable[LooksLike]) -> Iterator[str]:
    lines = [f"#   {_one_line(file.path)}" for file in files]
    if lines:
        yield "\n".join(["# Not recognised, and not used so far:", *lines])


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar: a JSON string, without its pairs of surrogates (YAML 1.1, 5.6).

    Half a pair, as in a name of a file that is no Unicode, has no YAML and becomes U+FFFD.
    """
    return "".join(map(_escaped, json.dumps(text, ensure_ascii=False)))


def _escaped(char: str) -> str:
    if "\ud800" <= char <= "\udfff":
        return "\\ufffd"
    if " " <= char <= "~":
        return char
    return f"\\U{ord(char):08x}" if char > "\uffff" else f"\\u{ord(char):04x}"


def _one_line(text: str) -> str:
    """Text for a comment."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
