"""Search of one name among very many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from anyascii import anyascii
from rapidfuzz import fuzz, process

from celtrace.names.model import CUTOFF, Hit, Named
from celtrace.text.clean import cleaned

__all__ = ["CUTOFF", "Hit", "NameIndex", "Named"]


def _folded(name: str) -> str:
    return " ".join(sorted(anyascii(cleaned(name).text).lower().replace(",", " ").split()))


class NameIndex:
    """Names of many parties, ready to be searched. Knows no list and no record."""

    def __init__(self, names: Sequence[Named]) -> None:
        self._names = tuple(names)
        self._folds = [_folded(named.name) for named in self._names]

    def __len__(self) -> int:
        return len(self._names)

    @classmethod
    def build(cls, names: Iterable[Named]) -> NameIndex:
        """The index of these names; their order does not matter."""
        return cls(sorted(names, key=lambda named: (named.key, named.name)))

    def search(
        self, name: str, *, form: str = "unknown", limit: int = 10, cutoff: float = CUTOFF
    ) -> list[Hit]:
        """The best hit per key with a score of at least `cutoff`, sorted by (-score, key)."""
        text = cleaned(name)
        found = process.extract(
            _folded(name),
            self._folds,
            scorer=fuzz.ratio,
            score_cutoff=cutoff * 100,
            limit=limit * 8,
        )
        best: dict[int, Hit] = {}
        for _, score, at in found if text.text else ():
            named = self._names[at]
            if form != "unknown" and named.form not in {form, "unknown"}:
                continue
            hit = Hit(
                key=named.key,
                score=round(score / 100, 4),
                query=name,
                name=named.name,
                steps=text.notes,
                weak=named.weak,
            )
            if named.key not in best or hit.score > best[named.key].score:
                best[named.key] = hit
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.key))[:limit]

    def batch(
        self, names: Sequence[tuple[str, str]], *, limit: int = 10, cutoff: float = CUTOFF
    ) -> Iterator[list[Hit]]:
        """`search` for each (name, form), in their order."""
        for name, form in names:
            yield self.search(name, form=form, limit=limit, cutoff=cutoff)
