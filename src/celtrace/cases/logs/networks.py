"""The installed lists of addresses: taking them in, and what they say of the addresses of a case.

Everything lies under `networks/` of the home folder. A list older than its shelf life still
answers, but its answer says less; nothing is looked up over the network.
"""

from __future__ import annotations

import bz2
import gzip
import importlib
import io
import lzma
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, summarize_address_range
from pathlib import Path
from types import ModuleType
from typing import IO, Any

import msgspec

from celtrace.cases.logs.mmdb import MAGIC, read_mmdb
from celtrace.errors import ListRefused, MissingExtra, UsageError
from celtrace.net.address import Address, parse
from celtrace.net.publications import (
    FIELDS,
    Form,
    Publication,
    day_in,
    known_as,
    publications,
    read_list,
)
from celtrace.net.table import RangeTable
from celtrace.ports import Note
from celtrace.records import AddressFact, AddressList, Digest, Evidence, Record
from celtrace.store.networks import Installed, NetworkStore

FORMS: tuple[Form, ...] = ("vpn", "hosting", "tor", "relay", "country", "asn", "ioc")
SHELF_DAYS = 180
"""Shelf life of a list of the user's own."""
READER = "networks"
BUNDLED = "iporigin"
"""An optional package that brings ranges of hosting, VPN, Tor and relays along (MIT)."""
_BUNDLED_FORMS: dict[str, Form] = {"hosting": "hosting", "cdn": "hosting", "vpn": "vpn",
                                   "tor": "tor"}  # fmt: skip
_OPENERS: dict[bytes, Callable[..., IO[str]]] = {
    b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ": lzma.open,
}  # fmt: skip


class Wanted(msgspec.Struct, frozen=True):
    """What the caller says about files that do not say it themselves."""

    list_id: str = ""
    form: str = ""
    snapshot: date | None = None
    source: str = ""


class NetworkStatus(msgspec.Struct, frozen=True):
    """What is installed of a list; `newest` is None when nothing is."""

    list: str
    title: str
    form: Form
    snapshots: int
    newest: date | None
    entries: int
    digest: str
    age_days: int | None
    shelf_days: int
    fresh: bool
    note: str


class NetworkShelf:
    """The lists of addresses installed under a home folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.store = NetworkStore(home / "networks")
        self._opened: dict[Digest, RangeTable] = {}

    def import_paths(
        self, paths: Sequence[Path], wanted: Wanted, note: Note
    ) -> tuple[Installed, ...]:
        """Take in files, and the files of folders that are of a known list.

        A file that cannot be taken in is noted; ListRefused when none could be. UsageError
        for a path that does not exist and for a form that there is not.
        """
        if wanted.form and wanted.form not in FORMS:
            raise UsageError(f"There is no kind {wanted.form}.", f"Kinds: {', '.join(FORMS)}.")
        done: list[Installed] = []
        said: list[str] = []
        for path in _files(paths):
            try:
                done.append(self.take(path, wanted, note))
            except (ListRefused, MissingExtra) as error:
                said.append(str(error))
                note(path.name, str(error), "it was left out")
        if not done:
            raise ListRefused(f"Nothing was taken in. {' '.join(said)}".strip())
        return tuple(done)

    def take(self, path: Path, wanted: Wanted, note: Note) -> Installed:
        """Take in one file; ListRefused with the reason."""
        data = path.read_bytes()
        about = _about(path, wanted)
        table, stated = _read(path, data, about.form, note)
        day = wanted.snapshot or day_in(path.name) or stated
        if day is None:
            remedy = "Give it: --snapshot YYYY-MM-DD."
            raise ListRefused(f"{path.name} does not state its date.", remedy)
        if not len(table):
            raise ListRefused(f"{path.name} holds no address range.", "Is it the right file?")
        one = Installed(
            list=about.id, snapshot=day, part=_part(table), form=about.form, title=about.title,
            entries=len(table), digest=Digest(sha256(data).hexdigest()),
            shelf_days=about.shelf_days, licence=about.licence, source=wanted.source or path.name,
        )  # fmt: skip
        before = [o for o in self.store.held() if (o.list, o.part) == (one.list, one.part)]
        if before and one.entries * 2 < before[-1].entries:
            note(path.name, f"it has {one.entries:,} ranges, the last had "
                 f"{before[-1].entries:,}", "it was taken in; look at it")  # fmt: skip
        self.store.keep(one, table)
        return one

    def status(self, today: date) -> tuple[NetworkStatus, ...]:
        """One line for each known or installed list, in order of id."""
        held = self.store.held()
        names = {*publications(), *(one.list for one in held)}
        lines = [_status(name, [o for o in held if o.list == name], today) for name in names]
        bundled = _bundled()
        if bundled is not None:
            lines.append(_bundled_status(bundled, today))
        return tuple(sorted(lines, key=lambda line: line.list))

    def enrich(self, ips: Iterable[str], as_of: date) -> tuple[Record, ...]:
        """What the lists say of addresses, each looked up once: the side table.

        Of each list the newest snapshot not after the date takes part, else the oldest.
        """
        parsed = {found.text: found for ip in ips if (found := parse(ip))}
        distinct = [parsed[text] for text in sorted(parsed)]
        made: list[Record] = []
        for one in _in_use(self.store.held(), as_of):
            used = _list_record(one, as_of)
            made.append(used)
            if one.digest not in self._opened:
                self._opened[one.digest] = self.store.table(one)
            made += _facts(self._opened[one.digest], (one, used.fresh), distinct)
        bundled = _bundled()
        if bundled is not None and distinct:
            made += _bundled_facts(bundled, distinct, as_of)
        once = {record.ref: record for record in made}
        return tuple(once[ref] for ref in sorted(once))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (
                file for file in sorted(path.iterdir())
                if file.is_file() and known_as(file.name) and not file.name.startswith(".")
            )  # fmt: skip
        elif path.is_file():
            yield path
        else:
            raise UsageError(f"There is no file {path}.", "Give the file of a list.")


def _about(path: Path, wanted: Wanted) -> Publication:
    """Which list a file is of: as stated, or by its name; ListRefused if neither tells."""
    named = publications().get(wanted.list_id) if wanted.list_id else known_as(path.name)
    if named and (not wanted.form or wanted.form == named.form):
        return named
    if wanted.form not in FORMS:
        known = ", ".join(sorted(publications()))
        raise ListRefused(
            f"{path.name} is of no list that is known ({known}).",
            "Give --list ID, or for a list of your own --list NAME --kind KIND.",
        )
    name = wanted.list_id or path.stem.lower()
    form = next(form for form in FORMS if form == wanted.form)
    return Publication(name, name, form, "lines", SHELF_DAYS, "of its publisher", "", ())


def _read(path: Path, data: bytes, form: Form, note: Note) -> tuple[RangeTable, date | None]:
    """The ranges of a file, and the day that it states itself."""
    if MAGIC in data[-(1 << 17) :]:
        return read_mmdb(path, form)
    opener = next((o for magic, o in _OPENERS.items() if data.startswith(magic)), None)
    raw = io.BytesIO(data)
    stream = (
        opener(raw, "rt", encoding="utf-8", errors="backslashreplace") if opener
        else io.TextIOWrapper(raw, "utf-8-sig", "backslashreplace")
    )  # fmt: skip
    with stream:
        try:
            return read_list(stream, form, note), None
        except (OSError, EOFError, lzma.LZMAError) as error:
            raise ListRefused(f"{path.name}: its compression is broken: {error}.") from error


def _part(table: RangeTable) -> Any:  # noqa: ANN401 - one of the three texts of `Installed.part`
    return f"{'4' if table.four.firsts else ''}{'6' if table.six.firsts else ''}"


def _status(name: str, here: Sequence[Installed], today: date) -> NetworkStatus:
    if not here:
        known = publications()[name]
        return NetworkStatus(name, known.title, known.form, 0, None, 0, "", None,
                             known.shelf_days, fresh=False, note="not installed")  # fmt: skip
    newest = max(here, key=lambda one: one.snapshot)
    parts = [one for one in here if one.snapshot == newest.snapshot]
    age = (today - newest.snapshot).days
    fresh = age <= newest.shelf_days
    note = "" if fresh else f"older than its shelf life of {newest.shelf_days} days: it says less"
    return NetworkStatus(
        name, newest.title, newest.form, len({one.snapshot for one in here}), newest.snapshot,
        sum(one.entries for one in parts), newest.digest, age, newest.shelf_days, fresh, note,
    )  # fmt: skip


def _in_use(held: Sequence[Installed], as_of: date) -> Iterator[Installed]:
    """The files of each list that take part on a date."""
    for name in sorted({one.list for one in held}):
        days = sorted({one.snapshot for one in held if one.list == name})
        day = max((d for d in days if d <= as_of), default=days[0])
        yield from (one for one in held if (one.list, one.snapshot) == (name, day))


def _list_record(one: Installed, as_of: date) -> AddressList:
    age = (as_of - one.snapshot).days
    return AddressList(
        seen=_seen(one, "whole file", one.source), list=one.list, form=one.form,
        snapshot=one.snapshot, entries=one.entries, age_days=age,
        fresh=abs(age) <= one.shelf_days,
    )  # fmt: skip


def _seen(one: Installed, place: str, quote: str) -> Evidence:
    return Evidence(one.digest, f"{one.list}@{one.snapshot}", place, quote, READER)


def _facts(
    table: RangeTable, of: tuple[Installed, bool], distinct: Sequence[Address]
) -> Iterator[AddressFact]:
    one, fresh = of
    for address, (first, last, label) in table.held(distinct):
        said = dict(zip(FIELDS, label, strict=False))
        where = _shown(address.version, first, last)
        quote = ", ".join(text for text in (where, *label) if text)
        yield AddressFact(
            seen=_seen(one, where, quote), ip=address.text, list=one.list, snapshot=one.snapshot,
            form=one.form, range=where, fresh=fresh, **said,
        )  # fmt: skip


def _shown(version: int, first: int, last: int) -> str:
    """A span as one network, or as `first-last`."""
    a: Any = IPv4Address(first) if version == 4 else IPv6Address(first)  # noqa: PLR2004
    b: Any = IPv4Address(last) if version == 4 else IPv6Address(last)  # noqa: PLR2004
    nets = list(summarize_address_range(a, b))
    return str(nets[0]) if len(nets) == 1 else f"{a}-{b}"


def _bundled() -> ModuleType | None:
    """The optional package with ranges, if it is installed."""
    try:
        return importlib.import_module(BUNDLED)
    except ImportError:
        return None


def _built(package: ModuleType) -> tuple[date, int]:
    info: dict[str, Any] = package.dataset_info()
    return datetime.fromtimestamp(info["built_at"], UTC).date(), int(info["ranges"])


def _bundled_status(package: ModuleType, today: date) -> NetworkStatus:
    day, entries = _built(package)
    age = (today - day).days
    return NetworkStatus(
        BUNDLED, "iporigin package: hosting and some VPN providers", "hosting", 1, day, entries,
        "", age, SHELF_DAYS, age <= SHELF_DAYS, "comes with the package",
    )  # fmt: skip


def _bundled_facts(
    package: ModuleType, distinct: Sequence[Address], as_of: date
) -> Iterator[Record]:
    """Facts of the package; it knows few VPNs, so it never stands for a list of them."""
    day, entries = _built(package)
    age = (as_of - day).days
    fresh = abs(age) <= SHELF_DAYS
    seen = Evidence(Digest(""), f"{BUNDLED}@{day}", "whole table", BUNDLED, READER)
    yield AddressList(seen=seen, list=BUNDLED, form="hosting", snapshot=day, entries=entries,
                      age_days=age, fresh=fresh)  # fmt: skip
    for address in distinct:
        found = package.classify(address.text)
        form = _BUNDLED_FORMS.get(found.kind)
        if form:
            relay = "Private Relay" in (found.provider or "")
            yield AddressFact(
                seen=msgspec.structs.replace(seen, place=address.text, quote=found.provider or ""),
                ip=address.text, list=BUNDLED, snapshot=day, form="relay" if relay else form,
                operator=found.provider or "", fresh=fresh,
            )  # fmt: skip
