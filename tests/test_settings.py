"""Settings and limits: one frozen value with sound defaults."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from celtrace.settings import Limits, Settings


def test_only_the_two_places_have_no_default() -> None:
    required = [f.name for f in msgspec.structs.fields(Settings) if f.required]
    assert ["home", "case"] == required


def test_a_plain_run_is_quiet_about_nothing_and_uses_one_process() -> None:
    plain = Settings(Path("home"), Path("case"))
    assert (1, False, False, Limits()) == (plain.jobs, plain.strict, plain.quiet, plain.limits)


@pytest.mark.parametrize("name", Limits.__struct_fields__)
def test_every_limit_is_a_positive_whole_number(name: str) -> None:
    value = getattr(Limits(), name)
    assert isinstance(value, int)
    assert value > 0


def test_settings_cannot_be_changed_after_they_are_made() -> None:
    with pytest.raises(AttributeError):
        Settings(Path("home"), Path("case")).jobs = 2  # type: ignore[misc]


def test_a_packed_file_may_unfold_to_more_than_one_table_may_hold() -> None:
    assert Limits().unpacked_bytes > Limits().table_bytes > Limits().yaml_bytes


def test_a_limit_can_be_lowered_alone() -> None:
    low = msgspec.structs.replace(Limits(), table_rows=10)
    assert (10, Limits().table_bytes) == (low.table_rows, low.table_bytes)
