"""What is done every few seconds until it is left."""

from __future__ import annotations

import threading

import pytest

from celtrace.cases.repeated import Repeated


class Counting(Repeated):
    """Counts how often it was done, and tells when it was done three times."""

    def __init__(self, every: float) -> None:
        super().__init__(every)
        self.times = 0
        self.thrice = threading.Event()

    def once(self) -> None:
        self.times += 1
        if self.times == 3:
            self.thrice.set()


class Patient(Counting):
    waits = True


@pytest.mark.parametrize("kind", [Counting, Patient])
def test_it_is_done_again_and_again_until_it_is_left(kind: type[Counting]) -> None:
    with kind(0.001) as counting:
        assert counting.thrice.wait(60)
    assert not counting._thread.is_alive()


@pytest.mark.parametrize(("kind", "times"), [(Counting, 1), (Patient, 0)])
def test_the_first_time_comes_at_once_or_after_the_pause(kind: type[Counting], times: int) -> None:
    """Left before a pause of an hour is over."""
    with kind(3600) as counting:
        pass
    assert times == counting.times
