"""The slices: which names are searched in which index, and what counts as found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import data
import measures
from measures import Search, Slice

from celtrace.names.index import CUTOFF, Named
from celtrace.text.scripts import main_script

Maker = Callable[[Sequence[Named]], Search]
NEGATIVES = 2000


def _negatives(script: str | None, size: int) -> list[str]:
    names = data.negatives()
    return data.sample(
        [name for name in names if script is None or main_script(name) == script], size
    )


def passing(search: Search) -> dict[str, float]:
    """Per script, the share of unrelated names that reach the cutoff on all lists."""
    return {
        script: sum(bool(search(name, "person", 1, CUTOFF)) for name in names) / len(names)
        for script in ("Latn", "Hang", "Hani", "Cyrl", "Arab", "Grek", "Kana")
        if (names := _negatives(script, NEGATIVES))
    }


def un_typos(make: Maker) -> list[Slice]:
    pairs = data.un_pairs()
    texts = sorted({right for _, right in pairs})
    keys = {text: -1 - at for at, text in enumerate(texts)}
    search = make([Named(keys[text], text, "person") for text in texts] + data.sdn())
    bar = measures.threshold(search, _negatives(None, NEGATIVES), "person", 0.01)
    queries = [(treated, "person", {keys[right]}) for treated, right in pairs]
    return [
        Slice(
            "UN typos and order, 1 % FPR",
            len(pairs),
            measures.retrieval(search, queries, bar),
            {"recall": 0.995},
        )
    ]


def sdn_aliases(make: Maker, size: int) -> list[Slice]:
    out = []
    rows = data.jsonl("ofac_alias_holdout.jsonl")
    names = data.sdn()
    for kind, form, goal in (("individual", "person", 0.87), ("entity", "entity", 0.67)):
        chosen = data.sample([row for row in rows if row["kind"] == kind], size)
        held = {(int(row["uid"]), row["query"]) for row in chosen}
        search = make([named for named in names if (named.key, named.name) not in held])
        bar = measures.threshold(
            search, _negatives(None, NEGATIVES), "unknown" if form == "entity" else form, 0.01
        )
        queries = [(row["query"], form, {int(row["uid"])}) for row in chosen]
        out.append(
            Slice(
                f"SDN alias held out, {form}, 1 % FPR",
                len(queries),
                measures.retrieval(search, queries, bar),
                {"recall": goal},
            )
        )
    return out


GOALS: dict[tuple[str, str], tuple[float, dict[str, float]]] = {
    ("Hang", "person"): (0.03, {"recall": 0.95, "top5": 0.98}),
    ("Hang", "entity"): (0.03, {"top5": 0.8}),
    ("Han", "person"): (0.02, {"top5": 1.0}),
    ("Han", "entity"): (0.02, {"top5": 0.65}),
    ("Cyrl", "person"): (0.01, {"top1": 0.97}),
    ("Cyrl", "entity"): (0.01, {"top1": 0.75}),
    ("Arab", "person"): (0.02, {"top1": 0.7}),
    ("Arab", "entity"): (0.02, {"top1": 0.45}),
}
ISO = {"Hang": "Hang", "Han": "Hani", "Cyrl": "Cyrl", "Arab": "Arab"}


def cross_script(make: Maker, size: int) -> list[Slice]:
    names, keys = data.journal()
    present = {named.key for named in names}
    search = make(names)
    out = []
    rows = data.jsonl("eu_journal_cross_script.jsonl")
    for (script, form), (rate, goal) in GOALS.items():
        queries = []
        for row in rows:
            right = set(keys.get(row["uid"], ())) & present
            if row["qscript"] == script and data.FORMS.get(row["kind"], "entity") == form and right:
                queries.append((row["query"], form, right))
        queries = data.sample(queries, size)
        unrelated = _negatives(ISO[script], 1300)
        bar = (
            measures.threshold(search, unrelated, form if form == "person" else "unknown", rate)
            if unrelated
            else 0.8
        )
        out.append(
            Slice(
                f"EU annex {script} {form}, {rate:.0%} FPR",
                len(queries),
                measures.retrieval(search, queries, bar),
                goal,
            )
        )
    return out


def fsf(make: Maker, size: int) -> list[Slice]:
    names, keys = data.fsf()
    present = {named.key for named in names}
    search = make(names)
    out = []
    rows = data.jsonl("eu_cross_script.jsonl")
    for script in ("Hang", "Han", "Cyrl", "Arab", "Grek"):
        queries = [
            (row["query"], "unknown", set(keys.get(row["uid"], ())))
            for row in rows
            if row["qscript"] == script
        ]
        queries = data.sample([query for query in queries if query[2] & present], size)
        unrelated = _negatives(ISO.get(script, script), 600)
        bar = measures.threshold(search, unrelated, "unknown", 0.03) if unrelated else 0.8
        out.append(
            Slice(
                f"EU FSF {script}, form unknown, 3 % FPR",
                len(queries),
                measures.retrieval(search, queries, bar),
            )
        )
    return out


def pairwise(compare: Callable[[str, str, str], float]) -> Slice:
    rows = data.pairs()
    scores = [
        compare(row["name1"], row["name2"], data.FORMS.get(row["schema"], "entity")) for row in rows
    ]
    truth = [row["is_match"] == "true" for row in rows]
    return Slice(
        "nomenklatura pairs",
        len(rows),
        measures.classified(scores, truth),
        {"f1": 0.85, "recall_p95": 0.5},
    )
