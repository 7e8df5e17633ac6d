"""The registry: readers and detectors are found by walking, and the best reader is asked."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from celtrace import detect, lists, logs, registry, tables
from celtrace.findings import Finding
from celtrace.records import Contract, Party
from celtrace.registry import Detector, detector

FAMILIES = {"lists": lists, "tables": tables, "logs": logs}


def public(package: str) -> set[str]:
    """Modules of a package by what lies in its folder."""
    folder = Path(str(FAMILIES.get(package, detect).__file__)).parent
    return {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_public_module_of_a_family_is_a_reader(family: str) -> None:
    found = registry.readers(family)  # type: ignore[arg-type]
    assert public(family) == {module.__name__.rpartition(".")[2] for module in found}
    for module in found:
        assert callable(module.read)
        assert callable(module.sniff)
        assert 0 == module.sniff(b"", "x.unheard-of")


@pytest.mark.parametrize("family", FAMILIES)
def test_no_two_readers_have_one_format(family: str) -> None:
    formats = [module.FORMAT for module in registry.readers(family)]  # type: ignore[arg-type]
    assert len(formats) == len(set(formats))


def test_every_module_of_detect_holds_a_detector() -> None:
    modules = {one.run.__module__.rpartition(".")[2] for one in registry.detectors()}
    assert public("detect") == modules


def test_detectors_come_in_order_with_names_of_their_own() -> None:
    names = [one.name for one in registry.detectors()]
    assert sorted(set(names)) == names


def test_every_kind_goes_by_its_rule() -> None:
    assert [rule for rule, kind in registry.kinds().items() if rule != kind.rule] == []
    assert {kind for one in registry.detectors() for kind in one.finds} == set(
        registry.kinds().values()
    )


def test_the_reader_that_is_surest_is_asked() -> None:
    best = registry.best_reader("tables", b"id,name\n1,a\n", "a.csv")
    assert best
    assert "csv" == best.FORMAT


def test_the_content_counts_more_than_the_name() -> None:
    best = registry.best_reader("tables", b'[{"id": 1}]', "a.csv")
    assert best
    assert "json" == best.FORMAT


def test_nobody_is_asked_where_nobody_is_sure() -> None:
    assert registry.best_reader("logs", b"\x00\x01\x02", "x") is None


@pytest.mark.parametrize("one", registry.detectors(), ids=lambda one: str(one.name))
def test_a_detector_travels_to_another_process(one: Detector) -> None:
    assert one is pickle.loads(pickle.dumps(one))  # noqa: S301 - our own bytes


def test_the_reach_follows_from_what_is_asked_for() -> None:
    def look(*_: object) -> Iterator[Finding]:
        yield from ()

    assert "each" == detector(reads=Party)(look).reach
    assert "group" == detector(reads=Party, by="country")(look).reach
    assert "web" == detector(reads=(Party, Contract), reach="web")(look).reach
    assert (Party, Contract) == detector(reads=(Party, Contract))(look).reads
    assert "look" == detector(reads=Party)(look).name


def test_a_view_is_all_that_a_web_detector_gets() -> None:
    webs = [one for one in registry.detectors() if one.reach == "web"]
    for one in webs:
        assert 1 == one.run.__code__.co_argcount, one.name


# --- what is passed over ----------------------------------------------------------------


def test_shared_parts_of_a_package_are_no_readers() -> None:
    names = [module.__name__.rpartition(".")[2] for module in registry.modules("celtrace.lists")]
    assert [] == [name for name in names if name.startswith("_")]
    assert sorted(names) == names


@pytest.mark.parametrize("family", FAMILIES)
def test_readers_come_in_order_of_name(family: str) -> None:
    names = [module.__name__ for module in registry.readers(family)]  # type: ignore[arg-type]
    assert sorted(names) == names


@pytest.mark.parametrize("head", [b"", b"\x00" * 300, b"\xff\xfe\x00", b"%PDF-1.7", b"a" * 65_536])
@pytest.mark.parametrize("family", FAMILIES)
def test_no_reader_stumbles_over_foreign_bytes(family: str, head: bytes) -> None:
    for module in registry.readers(family):  # type: ignore[arg-type]
        assert 0 <= module.sniff(head, "") <= 1


def test_a_detector_that_needs_a_field_says_which() -> None:
    def look(*_: object) -> Iterator[Finding]:
        yield from ()

    assert ("heads",) == detector(reads=Party, needs=("heads",))(look).needs
    assert () == detector(reads=Party)(look).needs


@pytest.mark.parametrize("one", registry.detectors(), ids=lambda one: str(one.name))
def test_what_a_detector_asks_for_are_fields_of_what_it_reads(one: Detector) -> None:
    first = one.reads[0].__struct_fields__
    assert set(one.needs) <= set(first)
    assert one.order in first
    assert not one.by or one.by in first
