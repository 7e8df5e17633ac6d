"""Fetches lists of addresses from their publishers, when the user asks for it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import httpx
import msgspec

from celtrace import __version__
from celtrace.cases.logs.networks import NetworkShelf, Wanted
from celtrace.errors import ListRefused, UsageError
from celtrace.net.publications import publications

STAYS = "What was installed stays."
MOST_BYTES = 1 << 28


class Fetched(msgspec.Struct, frozen=True):
    """What came of asking for a list."""

    list: str
    fine: bool
    said: str


def update(
    shelf: NetworkShelf, lists: Sequence[str], today: date, base: str = ""
) -> tuple[Fetched, ...]:
    """Ask the publishers of the lists named, or of all that have an address.

    `base` is a scheme and host to ask instead, for example a mirror. UsageError when a list
    is not known.
    """
    known = publications()
    unknown = sorted(set(lists) - known.keys())
    if unknown:
        raise UsageError(f"There is no list {', '.join(unknown)}.",
                         f"Known lists: {', '.join(sorted(known))}.")  # fmt: skip
    wanted = sorted(lists) or [name for name in sorted(known) if known[name].url]
    headers = {"User-Agent": f"celtrace/{__version__}"}
    with httpx.Client(
        timeout=30.0, headers=headers, follow_redirects=True, trust_env=not base
    ) as client:
        return tuple(_one(shelf, name, today, (client, base)) for name in wanted)


def _one(shelf: NetworkShelf, name: str, today: date, over: tuple[httpx.Client, str]) -> Fetched:
    client, base = over
    about = publications()[name]
    if not about.url:
        said = "Its publisher's address is not known; use celtrace networks import."
        return Fetched(name, fine=False, said=said)
    url = httpx.URL(about.url)
    asked = f"{base.rstrip('/')}{url.raw_path.decode()}" if base else str(url)
    with tempfile.TemporaryDirectory(prefix="celtrace-") as folder:
        path = Path(folder) / f"{name}.txt"
        try:
            _fetch(client, asked, path)
            done = shelf.take(path, Wanted(list_id=name, snapshot=today, source=str(url)),
                              lambda *_: None)  # fmt: skip
        except (httpx.HTTPError, OSError) as error:
            said = str(error).rstrip(".") or type(error).__name__
            return Fetched(name, fine=False, said=f"{asked} could not be fetched: {said}. {STAYS}")
        except ListRefused as error:
            return Fetched(name, fine=False, said=f"{error} {STAYS}")
    return Fetched(name, fine=True, said=f"Snapshot of {today}: {done.entries:,} ranges.")


def _fetch(client: httpx.Client, url: str, path: Path) -> None:
    with client.stream("GET", url) as answer, path.open("wb") as out:
        answer.raise_for_status()
        for part in answer.iter_bytes():
            out.write(part)
            if out.tell() > MOST_BYTES:
                raise ListRefused(f"{url} sent more than {MOST_BYTES:,} bytes.")
