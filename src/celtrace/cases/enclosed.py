"""The pictures that a report shows, from the vault of its case."""

from __future__ import annotations

from collections import Counter

from celtrace.ports import Vault
from celtrace.records import Digest
from celtrace.report.document import ReportContent, pictures_of

MOST = 40
"""Pictures of one kind that are set into a report; all of them lie in the vault."""
LARGEST = 2_000_000
"""Bytes of one picture; a larger one is named by its digest."""


def enclosed(content: ReportContent, vault: Vault) -> dict[str, bytes]:
    """The bytes of the first pictures of each kind, by their digest."""
    held: dict[str, bytes] = {}
    kinds: Counter[str] = Counter()
    for picture in pictures_of(content):
        digest = picture.digest
        if digest in held or kinds[picture.kind] >= MOST or not _there(vault, digest):
            continue
        with vault.open(Digest(digest)) as stream:
            data = stream.read(LARGEST + 1)
        if len(data) <= LARGEST:
            held[digest] = data
            kinds[picture.kind] += 1
    return held


def handed_on(content: ReportContent, changed: ReportContent, vault: Vault) -> dict[str, bytes]:
    """The pictures of a report from which names were taken out.

    None of a document, and none whose caption had a name in it.
    """
    told = {one.digest: one.caption for one in pictures_of(changed) if one.kind == "drawing"}
    kept = {one.digest for one in pictures_of(content) if told.get(one.digest) == one.caption}
    return {one: data for one, data in enclosed(content, vault).items() if one in kept}


def _there(vault: Vault, digest: str) -> bool:
    known = len(digest) == 64 and all(char in "0123456789abcdef" for char in digest)  # noqa: PLR2004 - SHA-256
    return known and vault.has(Digest(digest))
