"""Dossier folders and list files as somebody outside would write them, and what comes of them.

Every name and number here is invented. Reviews run through the command line, in process,
with a home folder of their own, so that only what the contract names is looked at.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml

from celtrace.doors import cli

HEAD = "dossier: 1\ntitle: A scene\nus: us\nas_of: 2024-08-01\n"
US = "- {id: us, name: Our Studio, country: CA}"
EXTRACT = {"celtrace_extract": 1, "entries_in_full_list": 9000}
USCC, UEN = "91310199MA0CELTR7G", "201912345R"
EU_ROW, GB_ROW, UN_ROW = "EU.77.1", "DPR0901", "KPe.901"

HERON = {
    "row": "9001", "name": "GREY HERON PICTURES CO., LTD.", "form": "entity",
    "aliases": [{"text": "HUI LU YINGYE", "strength": "strong", "origin": "aka"}],
    "programmes": ["DPRK3"], "addresses": ["Room 7, 1 Reed Street, Qingpu"],
    "identifiers": [{"type": "uscc", "value": USCC, "country": "CN"}],
}  # fmt: skip
KITE = {
    "row": "9002", "name": "KITE LINE PTE. LTD.", "form": "entity", "programmes": ["DPRK3"],
    "identifiers": [{"type": "uen", "value": UEN, "country": "SG"}],
}  # fmt: skip
PERSON = {
    "row": "9003", "name": "HONG, Ryol Su", "form": "person", "programmes": ["DPRK3"],
    "born": ["1958"], "nationalities": ["KP"],
}  # fmt: skip
SNAPSHOTS: tuple[tuple[str, str, tuple[Mapping[str, Any], ...]], ...] = (
    ("us_ofac_sdn", "2016-01-04", ()),
    ("us_ofac_sdn", "2021-12-09", ()),
    ("us_ofac_sdn", "2021-12-10", (HERON,)),
    ("us_ofac_sdn", "2022-12-09", (HERON, KITE, PERSON)),
    ("us_ofac_sdn", "2025-07-01", (HERON, PERSON)),
    ("eu_fsf", "2016-01-04", ()),
    ("eu_fsf", "2022-01-10", ({**HERON, "row": EU_ROW, "name": "OWL IMPORT GMBH"},)),
    ("gb_fcdo", "2016-01-04", ()),
    ("gb_fcdo", "2022-01-10", ({**HERON, "row": GB_ROW, "name": "STORK IMPORT LTD"},)),
    ("un_sc", "2016-01-04", ()),
    ("un_sc", "2022-01-10", ({"row": UN_ROW, "name": "CRANE GENERAL BUREAU", "form": "entity"},)),
)  # fmt: skip


def extract(folder: Path, list_id: str, day: str, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write a list extract."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{list_id}_{day}.json"
    body = {**EXTRACT, "list": list_id, "snapshot": day, "source": "invented", "rows": list(rows)}
    path.write_text(json.dumps(body), encoding="utf-8")
    return path


class Answer:
    """What a command gave back, and what it left behind."""

    def __init__(self, code: int, out: str, err: str, left: Path) -> None:
        self.code, self.out, self.err, self.left = code, out, err, left

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @cached_property
    def assessment(self) -> dict[str, Any]:
        """`assessment.json`; the test fails with the messages where there is none."""
        path = self.left / "assessment.json"
        assert path.exists(), f"exit {self.code}: {self.err}"
        made: dict[str, Any] = json.loads(path.read_bytes())
        return made

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Rows of `findings.jsonl` and the like."""
        return [json.loads(line) for line in (self.left / name).read_bytes().splitlines()]

    @cached_property
    def findings(self) -> list[dict[str, Any]]:
        """All findings."""
        return self.lines("findings.jsonl")

    def subject(self, ref: str) -> dict[str, Any]:
        """The subject `kind:id`; an empty one of tier 0 where nothing is said of it."""
        kind, _, id_ = ref.partition(":")
        nothing = {"tier": 0, "findings": [], "closed": [], "groups": {}, "single_source": False,
                   "questions": [], "carried_by": []}  # fmt: skip
        found = (s for s in self.assessment["subjects"] if (s["kind"], s["id"]) == (kind, id_))
        return next(found, nothing)

    def tier(self, ref: str) -> int:
        """The tier of a subject."""
        tier: int = self.subject(ref)["tier"]
        return tier

    @property
    def highest(self) -> int:
        """The highest tier of all."""
        return max((s["tier"] for s in self.assessment["subjects"]), default=0)

    def rules(self, ref: str, under: str = "findings") -> set[str]:
        """Rules of the findings that count for a subject, or that are closed."""
        of = {f["id"]: f["rule"] for f in self.findings}
        return {of[id_] for id_ in self.subject(ref)[under]}

    def found(self, rule: str) -> list[dict[str, Any]]:
        """Findings of a rule."""
        return [f for f in self.findings if f["rule"] == rule]

    def blocked(self, party: str, regime: str = "US") -> dict[str, Any]:
        """The status line of a party under a regime."""
        [line] = [b for b in self.assessment["blocked"]
                  if (b["party"], b["regime"]) == (party, regime)]  # fmt: skip
        return dict(line)

    def status(self, party: str, regime: str = "US") -> str:
        """The status word."""
        return str(self.blocked(party, regime)["status"])

    def candidates(self, party: str) -> list[dict[str, Any]]:
        """Candidates of a party."""
        return [c for c in self.assessment["candidates"] if c["party"] == party]


Key = tuple[str, tuple[str, ...], tuple[tuple[str, bytes | str], ...]]
"""A body, options and files."""


class Stage:
    """A folder to write in and a home with lists."""

    def __init__(self, folder: Path, home: Path, kept: dict[Key, Answer] | None = None) -> None:
        self.folder, self.home = folder, home
        self._count = 0
        self._kept = {} if kept is None else kept

    def call(self, *arguments: str | Path) -> Answer:
        """Run a command with this home."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = cli.run([str(argument) for argument in arguments])
        return Answer(code, out.getvalue(), err.getvalue(), Path())

    def dossier(self, body: str, files: Mapping[str, bytes | str] | None = None) -> Path:
        """Write a dossier folder; a body that does not begin with `dossier:` gets a head."""
        self._count += 1
        folder = self.folder / f"dossier{self._count}"
        folder.mkdir()
        text = body if body.startswith("dossier:") else HEAD + body
        (folder / "dossier.yaml").write_text(text, encoding="utf-8")
        for name, data in (files or {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
        return folder

    def review(
        self, body: str, *options: str, files: Mapping[str, bytes | str] | None = None
    ) -> Answer:
        """Review a body written as a dossier; one that was reviewed before is not done again."""
        key = (body, options, tuple(sorted((files or {}).items())))
        if key not in self._kept:
            self._kept[key] = self.again(self.dossier(body, files), *options)
        return self._kept[key]

    def again(self, folder: Path, *options: str) -> Answer:
        """Review a folder that is there."""
        self._count += 1
        left = self.folder / f"case{self._count}"
        answer = self.call("review", folder, "--out", left, *options)
        answer.left = left
        return answer


def csv(rows: Sequence[Mapping[str, Any]], delimiter: str = ",") -> bytes:
    """Mappings as CSV, all keys as columns; every cell is quoted."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    table = [keys, *([row.get(key, "") for key in keys] for row in rows)]
    cells = (['"' + text(cell).replace('"', '""') + '"' for cell in line] for line in table)
    return "".join(delimiter.join(line) + "\r\n" for line in cells).encode()


def xlsx(rows: Sequence[Mapping[str, Any]], sheet: str = "Sheet1") -> bytes:
    """Mappings as a workbook of one sheet with inline texts (ECMA-376)."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    table = [keys, *([row.get(key, "") for key in keys] for row in rows)]
    body = "".join(f'<row r="{r}">{"".join(_cell(r, c, v) for c, v in enumerate(line))}</row>'
                   for r, line in enumerate(table, 1))  # fmt: skip
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{pack}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{pack}/relationships"><Relationship Id="rId1" '
        f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{rel}"><sheets><sheet name="{sheet}" '
        'sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{pack}/relationships"><Relationship '
        f'Id="rId1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{body}</sheetData></worksheet>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return made.getvalue()


def _cell(row: int, column: int, value: object) -> str:
    name = f"{chr(65 + column // 26 - 1) if column > 25 else ''}{chr(65 + column % 26)}{row}"
    return f'<c r="{name}" t="inlineStr"><is><t>{escape(text(value))}</t></is></c>'


def text(value: object) -> str:
    """A value as somebody types it into a cell; lists and mappings as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def plain(body: str) -> dict[str, Any]:
    """A body as mappings, every plain value as the text that stands there."""
    made: dict[str, Any] = yaml.load(body, Loader=yaml.BaseLoader)  # noqa: S506 - builds texts only
    return made


def dumped(body: Mapping[str, Any]) -> str:
    """Sections as YAML, each key of an item on a line of its own."""
    return "".join(f"{name}:{_section(content)}\n" for name, content in body.items())


def _section(content: Any) -> str:
    if not isinstance(content, list):
        return f" {_value(content)}"
    return "".join(_item(item) for item in content)


def _item(item: Mapping[str, Any]) -> str:
    lines = (f"{key}: {_value(value)}" for key, value in item.items())
    return "\n  - " + "\n    ".join(lines)


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
