"""The peers: rapidfuzz over the same names, as written and in Latin letters."""

from __future__ import annotations

from collections.abc import Sequence

from anyascii import anyascii
from rapidfuzz import fuzz, process, utils

from celtrace.names.index import Named


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
