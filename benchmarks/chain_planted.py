"""Planted sub-contractors: 500 pairs among a million parties, found by two rare identifiers.

Every party has an address, a telephone number, a mail address and an account. Addresses are
skewed to formation agents with up to 20,000 companies; telephones to agencies; a few innocent
pairs share one account or one telephone. A planted pair shares an account and a telephone
number and, in one case of a hundred (1.2 % of linked pairs in the published list data), an
address. Beside it stands what the address alone finds. Records go through the detector
and the weighing of the product; nothing is made for the benchmark.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from celtrace.detect.sharing import kept_in_common
from celtrace.ports import CaseFacts
from celtrace.records import Digest, Evidence, Party
from celtrace.store.memory import MemoryShelf
from celtrace.weigh.hidden import hidden
from celtrace.weigh.tiers import weigh

SEEN = Evidence(Digest("0" * 64), "parties.csv", "row 1", "", "benchmark")
PLANTED = 500
Pair = tuple[str, str]


def hub(rng: random.Random, largest: int) -> int:
    """The number of a hub, by a law under which the first has about `largest` members."""
    return int(largest ** rng.random()) - 1


def parties(count: int, rng: random.Random) -> Iterator[Party]:
    """Unlinked parties: 40 % at agents, 20 % in small buildings, 10 % with a shared telephone."""
    for number in range(count):
        agent, small = rng.random() < 0.4, rng.random() < 0.3
        where = f"Agent Road {hub(rng, 20_000)}" if agent else f"Street {number} no. 1"
        if small and not agent:
            where = f"Hall {rng.randrange(count // 8)} no. 1, Room {rng.randrange(9)}"
        calls = f"+1 {hub(rng, 20_000)}" if rng.random() < 0.1 else f"+9 {number}"
        yield Party(
            seen=SEEN, id=f"n{number}", name=f"Party {number}", address=where, phones=(calls,),
            emails=(f"a@n{number}.example",), accounts=(f"A{number}",),
        )  # fmt: skip


def planted(count: int, rng: random.Random) -> tuple[dict[str, Party], set[Pair]]:
    """All parties by id, and the pairs that are one behind two names."""
    held = {party.id: party for party in parties(count, rng)}
    chosen = rng.sample(sorted(held), 2 * PLANTED + 600)
    pairs: set[Pair] = set()
    for n in range(PLANTED):
        one, other = held[chosen[2 * n]], held[chosen[2 * n + 1]]
        address = one.address if rng.random() < 0.012 else other.address
        held[other.id] = changed(other, accounts=one.accounts, phones=one.phones, address=address)
        pairs.add((min(one.id, other.id), max(one.id, other.id)))
    rest = chosen[2 * PLANTED :]
    for n in range(0, 300, 2):
        held[rest[n]] = changed(held[rest[n]], accounts=held[rest[n + 1]].accounts)
    for n in range(300, 600, 2):
        held[rest[n]] = changed(held[rest[n]], phones=held[rest[n + 1]].phones)
    return held, pairs


def changed(party: Party, **values: object) -> Party:
    """The party with other values."""
    fields = {name: getattr(party, name) for name in party.__struct_fields__}
    return Party(**(fields | values))


def by_address(held: Iterable[Party]) -> set[Pair]:
    """What the address alone says: every two parties at one address."""
    at: dict[str, list[str]] = defaultdict(list)
    for party in held:
        at[party.address].append(party.id)
    found: set[Pair] = set()
    for ids in at.values():
        if len(ids) <= 5:
            found.update((min(a, b), max(a, b)) for a in ids for b in ids if a < b)
    return found


def told(what: str, found: set[Pair], pairs: set[Pair]) -> None:
    """Recall and precision in one line."""
    right = len(found & pairs)
    recall, precision = right / len(pairs), right / max(len(found), 1)
    print(f"{what:52} recall {recall:.3f}  precision {precision:.4f}  ({len(found):,} pairs)")


def main(count: int = 1_000_000) -> None:
    """Run and print."""
    began = time.perf_counter()
    held, pairs = planted(count, random.Random(13))
    view = MemoryShelf(held.values()).view(CaseFacts(as_of=date(2026, 1, 1)))
    made, spent = time.perf_counter(), time.process_time()
    links = hidden(view, [weigh(finding) for finding in kept_in_common.run(view)])
    done, spent = time.perf_counter(), time.process_time() - spent
    likely = {(link.a, link.b) for link in links if link.word.startswith("likely")}
    scale = 2**20 if sys.platform == "darwin" else 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale
    print(f"{count:,} parties made in {made - began:.0f} s; detector and weighing "
          f"{done - made:.0f} s (processor {spent:.0f} s); peak {peak:.0f} MB")  # fmt: skip
    told("two groups, one strong: likely undisclosed link", likely, pairs)
    told("any rare value: possible link too", {(k.a, k.b) for k in links}, pairs)
    told("the address alone, five or fewer at it", by_address(held.values()), pairs)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parties", type=int, default=1_000_000)
    main(parser.parse_args().parties)
