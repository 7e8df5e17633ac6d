"""The peers on the same names: rapidfuzz, and nomenklatura's logic-v2 where it is installed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any
from uuid import uuid4

from anyascii import anyascii
from rapidfuzz import fuzz, process, utils

from celtrace.names.index import Named, NameIndex


class TokenSort:
    """token_sort_ratio, brute force; with `latin`, after anyascii."""

    def __init__(self, names: Sequence[Named], *, latin: bool) -> None:
        self.names, self.latin = names, latin
        self.texts = [self._plain(named.name) for named in names]

    def _plain(self, name: str) -> str:
        text = utils.default_process(anyascii(name) if self.latin else name)
        return " ".join(sorted(text.split()))

    def search(self, name: str, form: str, limit: int, cutoff: float) -> list[tuple[int, float]]:
        """The best score per key, best first."""
        found = process.extract(
            self._plain(name),
            self.texts,
            scorer=fuzz.ratio,
            score_cutoff=cutoff * 100,
            limit=limit * 6,
        )
        best: dict[int, float] = {}
        for _, score, at in found:
            if form == "unknown" or self.names[at].form in {form, "unknown"}:
                key = self.names[at].key
                best[key] = max(best.get(key, 0.0), score / 100)
        return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:limit]


class LogicV2:
    """nomenklatura's logic-v2 over candidates; what it finds is an upper bound for it.

    Its own index is left out: it scores what rapidfuzz and celtrace find first, together, so it
    loses nothing by retrieval.
    """

    def __init__(self, names: Sequence[Named]) -> None:
        self.names = names
        self.rough, self.ours = TokenSort(names, latin=True), NameIndex.build(names)
        self.by_key: dict[int, list[Named]] = {}
        for named in names:
            self.by_key.setdefault(named.key, []).append(named)

    def search(self, name: str, form: str, limit: int, cutoff: float) -> list[tuple[int, float]]:
        """The best score per key, best first."""
        keys = {key for key, _ in self.rough.search(name, form, CANDIDATES, 0.2)}
        keys |= {hit.key for hit in self.ours.search(name, form=form, limit=CANDIDATES, cutoff=0.0)}
        best = {
            key: max(logic_v2(name, named.name, named.form) for named in self.by_key[key])
            for key in sorted(keys)
        }
        found = [(key, score) for key, score in best.items() if score >= cutoff]
        return sorted(found, key=lambda item: (-item[1], item[0]))[:limit]


CANDIDATES = 15


def has_logic_v2() -> bool:
    """Whether the group `peers` is installed."""
    return find_spec("nomenklatura") is not None


@lru_cache(maxsize=1)
def _logic() -> tuple[Any, Any, Any]:
    from followthemoney import model
    from nomenklatura.matching import get_algorithm

    algorithm = get_algorithm("logic-v2")
    return model, algorithm, algorithm.default_config()


def logic_v2(first: str, second: str, form: str) -> float:
    """The score of two names, 0 to 1, as persons or organisations."""
    model, algorithm, config = _logic()
    entities = []
    for name in (first, second):
        entity = model.make_entity("Person" if form == "person" else "Organization")
        entity.id = uuid4().hex
        entity.add("name", name)
        entities.append(entity)
    return float(algorithm.compare(*entities, config).score)
