"""A dossier folder from a Kitsu server: the rows as served, sections made of them, logs.

    kitsu/raw/TIME/*.jsonl   each reading as it was served, with its manifest
    kitsu/logins/TIME.jsonl  the login log of that reading, with the account's name added
    kitsu/events/TIME.jsonl  the events likewise
    kitsu/SECTION.jsonl      sections of the dossier, made of the newest reading
    kitsu/sections.yaml      the lines of dossier.yaml that name all this

`dossier.yaml` itself is written only where there is none.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from celtrace.doors.connectors.kitsu import LOGS, MODELS, Kitsu, Row
from celtrace.doors.connectors.kitsu_pull import RAW, Manifest, Say, pull, rows_of, written
from celtrace.doors.connectors.kitsu_tables import Sections, account_of, of_projects, sections
from celtrace.records import Trust

HOME = "kitsu"
DOSSIER = "dossier.yaml"
OF_THE_SERVER = ("gunicorn", "werkzeug", "uvicorn", "waitress")
"""Programs that answer where no proxy stands before the server."""
FEW_ACCOUNTS = 3
_LOG = {"login-logs": ("logins", "kitsu_logins"), "events": ("events", "kitsu_events")}
"""Folder and reader of each log."""


class Graded(msgspec.Struct, frozen=True):
    """Who wrote the addresses of the login log, and how that is known."""

    trust: Trust
    because: str


class Connected(msgspec.Struct, frozen=True):
    """What was brought."""

    folder: str
    url: str
    zou: str
    rows: dict[str, int]
    sections: dict[str, int]
    address: Graded
    unread: tuple[str, ...]
    """What the server did not give."""
    notes: tuple[str, ...]
    """What of its rows no section says."""
    dossier: str
    """What became of dossier.yaml."""


def connect(
    server: Kitsu, out: Path, now: datetime, say: Say, only: Collection[str] = ()
) -> Connected:
    """Read a server into a dossier folder; sections of all productions, or only of those named.

    TrackerBroken where it breaks off, UsageError for a production that is not there.
    """
    home = out / HOME
    home.mkdir(parents=True, exist_ok=True)
    pulled = pull(server, home, now, say)
    raw = {kind: list(rows_of(pulled.folder / f"{kind}.jsonl")) for kind in MODELS}
    made = sections(of_projects(raw, only) if only else raw)
    for old in home.glob("*.jsonl"):
        if old.stem not in made.items:
            old.unlink()
    for name, items in made.items.items():
        written(home / f"{name}.jsonl", b"".join(msgspec.json.encode(i) + b"\n" for i in items))
    names = account_of(raw)
    for kind, (folder, _) in _LOG.items():
        _with_names(pulled.folder / f"{kind}.jsonl", home / folder, names)
    graded = graded_by(pulled.manifest, home / RAW)
    text = "\n".join(_yaml(made, graded, home))
    written(home / "sections.yaml", text.encode())
    return Connected(
        folder=str(out), url=server.base, zou=server.version,
        rows={kind: read.rows for kind, read in pulled.manifest.kinds.items()},
        sections={name: len(items) for name, items in made.items.items()}, address=graded,
        unread=pulled.manifest.notes, notes=(*made.notes, *_several(made)),
        dossier=_dossier(out, server, text, next((r["id"] for r in raw["organisations"]), "")),
    )  # fmt: skip


def _several(made: Sections) -> Iterator[str]:
    shows = len(made.items.get("productions", ()))
    if shows > 1 and "lots" in made.items:
        yield (
            f"lots: of {shows} productions; cuts of two shows can have one name, so that a found "
            "drawing points to both: --project NAME takes one"
        )


def _with_names(rows: Path, folder: Path, names: Mapping[str, str]) -> None:
    """A log with the name of the account beside the id of its person."""
    if not rows.exists():
        return
    folder.mkdir(exist_ok=True)
    path = folder / f"{rows.parent.name}.jsonl"
    with path.open("wb") as out:
        for row in rows_of(rows):
            out.write(msgspec.json.encode(_named(row, names)) + b"\n")


def _named(row: Row, names: Mapping[str, str]) -> Row:
    person = str(row.get("person_id") or row.get("user_id") or "")
    return {**row, "account": names.get(person, person)}


def graded_by(manifest: Manifest, raw: Path) -> Graded:
    """How far an address of the login log can be trusted.

    Zou writes the header `X-Real-IP` if a request has one, else the peer's address. Asked
    without a proxy, anybody who signs in can write the header. Behind a proxy the log is as
    good as the proxy's setting; one that does not set the header leaves its own address.
    """
    program = manifest.answered_by.partition("/")[0].lower()
    if any(program.startswith(one) for one in OF_THE_SERVER):
        return Graded("client", _WRITTEN.format(manifest.answered_by))
    held = [row for path in sorted(raw.glob("*/login-logs.jsonl")) for row in rows_of(path)]
    ips = {str(row.get("ip_address") or "") for row in held}
    people = {row.get("person_id") for row in held}
    if len(ips) == 1 and len(people) >= FEW_ACCOUNTS and _is_inner(next(iter(ips))):
        return Graded("header", _PROXYS_OWN.format(next(iter(ips))))
    return Graded("header", _SET.format(manifest.answered_by or "a proxy"))


_WRITTEN = (
    "{} answers without a proxy before it: whoever signs in can write any address into the "
    "header X-Real-IP"
)
_PROXYS_OWN = (
    "every sign-in has the address {}: the proxy does not set X-Real-IP, so the addresses say "
    "nothing of where people were"
)
_SET = "{} answers before the server: the addresses are what it sets as X-Real-IP"


def _is_inner(ip: str) -> bool:
    try:
        return ip_address(ip).is_private
    except ValueError:
        return False


def _yaml(made: Sections, graded: Graded, home: Path) -> Iterator[str]:
    """The lines of a dossier that name the files."""
    for name in made.items:
        yield f"{name}: {{from: {HOME}/{name}.jsonl}}"
    logs = [(kind, *_LOG[kind]) for kind in LOGS if (home / _LOG[kind][0]).is_dir()]
    if logs:
        yield "logs:"
    for kind, folder, reader in logs:
        trust = f", trust: {graded.trust}" if kind == "login-logs" else ""
        yield f"  - {{path: {HOME}/{folder}, format: {reader}, system: kitsu{trust}}}"
    yield ""


def _dossier(out: Path, server: Kitsu, text: str, us: str) -> str:
    path = out / DOSSIER
    if path.exists():
        return f"{DOSSIER} was there and is as it was: add the lines of {HOME}/sections.yaml"
    title = json.dumps(f"Kitsu at {urlsplit(server.base).netloc}", ensure_ascii=False)
    head = ["dossier: 1", f"title: {title}", *([f"us: {us}"] if us else [])]
    written(path, ("\n".join(head) + "\n" + text).encode())
    return f"{DOSSIER} was written"
