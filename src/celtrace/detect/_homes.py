"""From a file to the find or delivery in which it lay."""

from __future__ import annotations

from collections import defaultdict

from celtrace.ports import View
from celtrace.records import Delivery, Digest, FileFact, Found, Record, Ref


class Homes:
    """Finds and deliveries of a case with the files that lay in them, looked up once."""

    def __init__(self, view: View) -> None:
        self._found = view.all(Found)
        self._deliveries = [one for one in view.all(Delivery) if one.path]
        self._files: dict[Digest, list[FileFact]] = defaultdict(list)
        for fact in view.all(FileFact):
            self._files[fact.digest].append(fact)

    def files(self, digest: Digest) -> list[FileFact]:
        """Where the bytes lay."""
        return self._files.get(digest, [])

    def of(self, path: str) -> Found | Delivery | None:
        """The find or delivery whose folder holds the path; a lone find holds every file."""
        homes: list[Found | Delivery] = [*self._found, *self._deliveries]
        held = [one for one in homes if one.path and _under(path, one.path)]
        if held:
            return max(held, key=lambda one: len(one.path))
        return self._found[0] if len(self._found) == 1 and not self._deliveries else None

    def by_home(self, digests: dict[Digest, list[Record]]) -> dict[Ref, list[Record]]:
        """Records of files by the find or delivery of the file's first place."""
        found: dict[Ref, list[Record]] = defaultdict(list)
        for digest in sorted(digests):
            homes = [self.of(fact.path) for fact in self.files(digest)]
            home = next((one for one in homes if one), None)
            first = self.files(digest)[:1]
            ref = home.ref if home else (first[0].ref if first else Ref(f"file:{digest[:16]}"))
            found[ref].extend(digests[digest])
        return found


def place_of(view: View, ref: Ref) -> str:
    """How a find is called: its address, or the name of what the ref names."""
    kind, _, id_ = ref.partition(":")
    found = view.get(Found, id_) if kind == "found" else None
    if found is None:
        return view.name(ref)
    return found.place.url or found.place.ip or found.place.operator or found.path or found.id


def _under(path: str, folder: str) -> bool:
    home = folder.rstrip("/")
    return path == home or path.startswith(f"{home}/")
