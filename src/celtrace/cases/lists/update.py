"""Fetches lists from their publishers: the only part of the program that uses the network.

Whatever goes wrong is a sentence in the result, and what was installed stays as it was.
A file that has not changed (RFC 9110, 13.1: ETag, Last-Modified) is not sent again.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec

from celtrace import __version__
from celtrace.cases.lists.shelf import ListShelf
from celtrace.cases.lists.taking import Imported, Wanted
from celtrace.errors import CeltraceError, ListRefused, UsageError
from celtrace.listing import ListSource
from celtrace.records import Digest
from celtrace.store.lists import Fetched

MOST_REDIRECTS = 5
STAYS = "What was installed stays."
_HTML = (b"<!doctype html", b"<html")


class Fetching(msgspec.Struct, frozen=True):
    """How files are fetched."""

    base: str = ""
    """Scheme and host to ask instead of the publishers' own, for example a mirror."""
    wait_s: float = 30.0
    """Longest silence of a server, in seconds."""
    most_s: float = 900.0
    """Longest time for one file, in seconds."""
    most_bytes: int = 1 << 30


class Updated(msgspec.Struct, frozen=True):
    """What came of asking for a list."""

    list: str
    fine: bool
    said: str
    """A sentence: what was taken in, that nothing changed, or what went wrong."""
    imported: tuple[Imported, ...] = ()
    notes: tuple[str, ...] = ()


class _Got(msgspec.Struct, frozen=True):
    """A file of a publisher as it was answered, or as it is held already."""

    path: Path
    fetched: Fetched
    changed: bool


def update(
    shelf: ListShelf, lists: Sequence[str], today: date, fetching: Fetching | None = None
) -> tuple[Updated, ...]:
    """Ask the publishers of the lists named, or of every list; one result for each.

    `today` is the date of a list that states none, where the server gives none either.
    UsageError when a list is not known.
    """
    sources = shelf.sources
    unknown = sorted(set(lists) - sources.keys())
    if unknown:
        known = ", ".join(sorted(sources))
        raise UsageError(f"There is no list {', '.join(unknown)}.", f"Known lists: {known}.")
    how = fetching or Fetching()
    headers = {"User-Agent": f"celtrace/{__version__}"}
    with httpx.Client(timeout=how.wait_s, headers=headers, trust_env=not how.base) as client:
        wanted = sorted(lists) or [name for name in sorted(sources) if sources[name].urls]
        return tuple(_update(shelf, sources[name], today, _Fetcher(client, how)) for name in wanted)


def _update(shelf: ListShelf, source: ListSource, today: date, fetcher: _Fetcher) -> Updated:
    if not source.urls:
        said = "Its publisher's address is not known; use celtrace lists import."
        return Updated(source.id, fine=False, said=said)
    notes: list[str] = []
    with tempfile.TemporaryDirectory(prefix="celtrace-") as folder:
        try:
            got = tuple(_each(shelf, source, Path(folder), fetcher))
            if not any(one.changed for one in got):
                return Updated(source.id, fine=True, said="Not changed since the last update.")
            wanted = Wanted(source.id, downloaded=_day(got, today), together=True)
            done = shelf.take(
                [one.path for one in got],
                wanted,
                lambda place, reason, then: notes.append(f"{place}: {reason}; {then}"),
            )
            shelf.remember([one.fetched for one in got])
        except CeltraceError as error:
            said = f"{error} {STAYS}"
            return Updated(source.id, fine=False, said=said, notes=tuple(notes))
    return Updated(source.id, fine=True, said=_taken(done), imported=done, notes=tuple(notes))


def _taken(done: Sequence[Imported]) -> str:
    return " ".join(
        f"Snapshot of {one.date}: {one.entries:,} entries, "
        + ("already there." if one.already_there else f"{one.added} added, {one.removed} removed.")
        for one in done
    )


def _day(got: Sequence[_Got], today: date) -> date:
    """The newest day on which the server says a file was changed; otherwise today."""
    days = []
    for one in got:
        try:
            days.append(parsedate_to_datetime(one.fetched.modified).date())
        except ValueError:
            continue
    return min(max(days, default=today), today)


def _each(shelf: ListShelf, source: ListSource, folder: Path, fetcher: _Fetcher) -> Iterator[_Got]:
    for number, url in enumerate(source.urls):
        name = Path(urlsplit(url).path).name or source.id
        path = folder / (name if not (folder / name).exists() else f"{number}-{name}")
        known = shelf.store.fetched(fetcher.address(url))
        if known is not None and not shelf.vault.has(known.digest):
            known = None
        fresh = fetcher.fetch(url, path, known)
        if fresh is not None:
            yield _Got(path, fresh, changed=True)
        elif known is not None:
            with shelf.vault.open(known.digest) as held, path.open("wb") as out:
                shutil.copyfileobj(held, out)
            yield _Got(path, known, changed=False)


class _Fetcher:
    """Gets files over HTTP under limits."""

    def __init__(self, client: httpx.Client, how: Fetching) -> None:
        self._client = client
        self._how = how

    def address(self, url: str) -> str:
        """The address that is really asked."""
        if not self._how.base:
            return url
        parts = urlsplit(url)
        return self._how.base.rstrip("/") + parts.path + (f"?{parts.query}" if parts.query else "")

    def fetch(self, url: str, path: Path, known: Fetched | None) -> Fetched | None:
        """Write the file to `path`; None when it has not changed since `known`.

        ListRefused with the reason when it could not be had whole.
        """
        first = self.address(url)
        try:
            return self._follow(first, path, known)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            said = str(error).rstrip(".") or type(error).__name__
            raise ListRefused(
                f"{first} could not be fetched: {said}.", "Try again later."
            ) from error
        except OSError as error:
            raise ListRefused(f"{first} could not be kept: {error}.", "Free some space.") from error

    def _follow(self, first: str, path: Path, known: Fetched | None) -> Fetched | None:
        url, conditions = first, _conditions(known)
        for _ in range(MOST_REDIRECTS + 1):
            with self._client.stream("GET", url, headers=conditions) as answer:
                if answer.has_redirect_location:
                    url = _redirect(url, answer.headers["Location"])
                    continue
                if answer.status_code == httpx.codes.NOT_MODIFIED and conditions:
                    return None
                if answer.status_code != httpx.codes.OK:
                    raise ListRefused(f"{first} answered {answer.status_code}.", "Try again later.")
                digest = self._write(first, answer, path)
                etag, modified = (answer.headers.get(h, "") for h in ("ETag", "Last-Modified"))
                return Fetched(first, etag, modified, digest)
        raise ListRefused(f"{first} redirects more than {MOST_REDIRECTS} times.")

    def _write(self, first: str, answer: httpx.Response, path: Path) -> Digest:
        size, end, digest = 0, time.monotonic() + self._how.most_s, hashlib.sha256()
        with path.open("wb") as out:
            for piece in answer.iter_bytes():
                if not size and piece.lstrip()[:16].lower().startswith(_HTML):
                    raise ListRefused(f"{first} answered with a web page, not with the list.")
                size += len(piece)
                if size > self._how.most_bytes:
                    raise ListRefused(f"{first} is larger than {self._how.most_bytes:,} bytes.")
                if time.monotonic() > end:
                    raise ListRefused(f"{first} took more than {self._how.most_s:.0f} seconds.")
                out.write(piece)
                digest.update(piece)
        if not size:
            raise ListRefused(f"{first} answered with an empty file.")
        return Digest(digest.hexdigest())


def _conditions(known: Fetched | None) -> dict[str, str]:
    if known is None:
        return {}
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in asked.items() if value}


def _redirect(url: str, location: str) -> str:
    """Where to go on: over https, or to the same scheme and host."""
    target = urljoin(url, location)
    here, there = urlsplit(url), urlsplit(target)
    if there.scheme == "https" or (there.scheme, there.netloc) == (here.scheme, here.netloc):
        return target
    raise ListRefused(f"{url} redirects to {target}, which is neither https nor the same host.")
