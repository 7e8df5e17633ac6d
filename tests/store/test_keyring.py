"""Keys of people: what is sealed, what is destroyed, and what a copy still gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.errors import CeltraceError, EvidenceChanged
from celtrace.store.keyring import KeyRing, Shredded

SAID = "Nguyễn Văn An, B1234567".encode()


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys")


def test_what_was_sealed_comes_back_to_its_owner(ring: KeyRing) -> None:
    person = ring.make()
    assert SAID == ring.open(person, ring.seal(person, SAID, "worker"), "worker")


def test_sealing_twice_never_gives_the_same_bytes(ring: KeyRing) -> None:
    person = ring.make()
    one, other = (ring.seal(person, SAID, "worker") for _ in range(2))
    assert one != other
    assert SAID not in one + other


def test_another_person_or_another_kind_does_not_open_it(ring: KeyRing) -> None:
    person, other = ring.make(), ring.make()
    sealed = ring.seal(person, SAID, "worker")
    for who, about in ((other, "worker"), (person, "step")):
        with pytest.raises(EvidenceChanged, match="not as it was sealed"):
            ring.open(who, sealed, about)


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_one_bit_that_is_changed_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, at: int, bit: int
) -> None:
    ring = KeyRing(tmp_path_factory.mktemp("ring"))
    person = ring.make()
    sealed = bytearray(ring.seal(person, SAID, "worker"))
    sealed[at % len(sealed)] ^= 1 << bit
    with pytest.raises(EvidenceChanged):
        ring.open(person, bytes(sealed), "worker")


@pytest.mark.parametrize("cut", [0, 5, 12, 20])
def test_what_was_cut_short_is_noticed(ring: KeyRing, cut: int) -> None:
    person = ring.make()
    with pytest.raises(EvidenceChanged):
        ring.open(person, ring.seal(person, SAID, "worker")[:cut], "worker")


def test_a_destroyed_key_opens_nothing_any_more(ring: KeyRing) -> None:
    person = ring.make()
    sealed = ring.seal(person, SAID, "worker")
    assert ring.destroy(person)
    assert not ring.has(person)
    for act in (lambda: ring.open(person, sealed, "worker"),
                lambda: ring.seal(person, SAID, "worker")):  # fmt: skip
        with pytest.raises(Shredded, match="destroyed"):
            act()
    assert not ring.destroy(person)


def test_no_file_of_the_ring_is_left_after_a_person_was_forgotten(
    ring: KeyRing, tmp_path: Path
) -> None:
    person = ring.make()
    ring.seal(person, SAID, "handed", "face")
    ring.destroy(person)
    assert [] == list((tmp_path / "keys").iterdir())


def test_one_part_is_destroyed_without_the_others(ring: KeyRing) -> None:
    person = ring.make()
    face, papers = (ring.seal(person, SAID, "handed", part) for part in ("face", "documents"))
    own = ring.seal(person, SAID, "worker")
    assert ring.destroy(person, "face")
    with pytest.raises(Shredded, match="face"):
        ring.open(person, face, "handed", "face")
    assert SAID == ring.open(person, papers, "handed", "documents")
    assert SAID == ring.open(person, own, "worker")


def test_a_key_overwrites_itself_before_it_goes(ring: KeyRing, tmp_path: Path) -> None:
    """A hard link, as some backups make, holds the overwritten bytes and no key."""
    person = ring.make()
    sealed = ring.seal(person, SAID, "worker")
    place = tmp_path / "keys" / f"{person}.key"
    before, link = place.read_bytes(), tmp_path / "link"
    link.hardlink_to(place)
    ring.destroy(person)
    assert before != link.read_bytes()
    shutil.copy(link, place)
    with pytest.raises(EvidenceChanged):
        ring.open(person, sealed, "worker")


def test_keys_are_for_their_owner_only(ring: KeyRing, tmp_path: Path) -> None:
    ring.make()
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()}
    assert {0o600} == modes
    assert 0o700 == (tmp_path / "keys").stat().st_mode & 0o777


@pytest.mark.parametrize("name", ["", "../secret", "p", "P0123456789abcdef", "p0123456789abcde/"])
def test_nothing_but_an_id_of_the_ring_is_looked_for(ring: KeyRing, name: str) -> None:
    assert not ring.has(name)
    assert not ring.destroy(name)
    with pytest.raises(Shredded):
        ring.open(name, b"x" * 40, "worker")


def test_tokens_are_equal_for_equal_values_and_of_this_ring_alone(tmp_path: Path) -> None:
    ring, other = KeyRing(tmp_path / "a"), KeyRing(tmp_path / "b")
    assert ring.token("a@b.example") == ring.token("a@b.example") != ring.token("c@b.example")
    assert ring.token("a@b.example") != other.token("a@b.example")
    assert ring.token("x") == KeyRing(tmp_path / "a").token("x")


def test_a_disk_that_takes_no_key_is_said(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file")
    with pytest.raises(CeltraceError, match="cannot be kept"):
        KeyRing(tmp_path / "keys").make()
