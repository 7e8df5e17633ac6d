"""The cost of weighing grows with the number of records, not with its square."""

from __future__ import annotations

import time

from judged import contract, finding, judge, party


def cost(parties: int) -> float:
    """Processor seconds for so many parties, a quarter as many contracts, a tenth findings."""
    records = [party(f"p{n}") for n in range(parties)]
    records += [contract(f"c{n}", f"p{n}", f"p{n + 1}") for n in range(parties // 4)]
    found = [finding(f"party:p{n % 50}", what=str(n)) for n in range(parties // 10)]
    began = time.process_time()
    judge(found, *records)
    return time.process_time() - began


def test_ten_times_the_parties_cost_about_ten_times_as_much() -> None:
    cost(200)
    small, large = cost(2_000), cost(20_000)
    assert large < 10
    assert large < 40 * small
