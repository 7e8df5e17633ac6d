"""Deliveries signed and checked: one word for each file, and what cannot be done is named."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PIL import Image

from celtrace.cases.frames.sign import Checked, check, sign, signer_of, state_of
from celtrace.errors import UsageError
from celtrace.keys.provenance import EXPIRED, Provenance
from certificates import Anchor, anchor, signer

pytest.importorskip("c2pa")


class Said(list[tuple[str, str, str]]):
    def __call__(self, place: str, reason: str, consequence: str) -> None:
        self.append((place, reason, consequence))


@pytest.fixture(scope="module")
def ours() -> Anchor:
    return anchor()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    Image.new("RGB", (40, 30), "white").save(folder / "a.png")
    with zipfile.ZipFile(folder / "b.zip", "w") as held:
        held.writestr("x.txt", "layout notes")
    return folder


def checked(folder: Path, *anchors: Anchor) -> list[Checked]:
    paths = []
    for number, one in enumerate(anchors):
        paths.append(folder.parent / f"anchor-{number}.pem")
        paths[-1].write_text(one.pem)
    return list(check([folder], paths, Said()))


def test_a_signed_pack_is_ours_with_what_was_said(pack: Path, ours: Anchor) -> None:
    out = pack.parent / "out"
    made = sign([pack], signer(ours), {"to": "North Studio"}, out)
    assert [out / "a.png", out / "b.zip"] == made
    found = checked(out, ours)
    assert ["ours", "ours"] == [one.state for one in found]
    assert {"title": "b.zip", "to": "North Studio"} == found[1].said


def test_anothers_signature_and_none_are_flags_that_say_what_they_do_not_prove(
    pack: Path, ours: Anchor
) -> None:
    out = pack.parent / "out"
    sign([pack / "a.png"], signer(anchor("Foreign"), "Foreign Ltd"), {}, out)
    (out / "b.zip").write_bytes((pack / "b.zip").read_bytes())
    first, second = checked(out, ours)
    assert ("another's", "Foreign Ltd") == (first.state, first.by)
    assert ("none", "not signed, or saved again since") == (second.state, second.why)


def test_several_anchors_can_be_trusted(pack: Path, ours: Anchor) -> None:
    other, out = anchor("Vendor"), pack.parent / "out"
    sign([pack / "a.png"], signer(other, "Vendor"), {}, out)
    sign([pack / "b.zip"], signer(ours), {}, out)
    assert ["ours", "ours"] == [one.state for one in checked(out, ours, other)]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("none", Provenance("none")),
        ("run out", Provenance("broken", faults=(EXPIRED,))),
        ("changed", Provenance("broken", faults=(EXPIRED, "assertion.dataHash.mismatch"))),
        ("changed", Provenance("broken", faults=("claimSignature.mismatch",), trusted=True)),
        ("another's", Provenance("holds")),
        ("ours", Provenance("holds", trusted=True)),
    ],
)
def test_every_file_gets_one_word(state: str, found: Provenance) -> None:
    assert state == state_of(found)


def test_a_pack_is_signed_whole_or_not_at_all(pack: Path, ours: Anchor) -> None:
    (pack / "c.psd").write_bytes(b"8BPS")
    with pytest.raises(UsageError, match=r"c\.psd cannot carry a signature"):
        sign([pack], signer(ours), {}, pack.parent / "out")
    assert not (pack.parent / "out").exists()


def test_nothing_is_written_over(pack: Path, ours: Anchor) -> None:
    with pytest.raises(UsageError, match="there already"):
        sign([pack / "a.png"], signer(ours), {}, pack)


def test_a_broken_file_is_named_when_it_is_signed(pack: Path, ours: Anchor) -> None:
    (pack / "a.png").write_bytes(b"\x89PNG broken")
    with pytest.raises(UsageError, match=r"a\.png: It cannot be signed"):
        sign([pack], signer(ours), {}, pack.parent / "out")


def test_what_can_carry_none_is_noted(pack: Path) -> None:
    (pack / "notes.txt").write_text("hello")
    said = Said()
    assert ["none", "none"] == [one.state for one in check([pack], [], said)]
    assert [("notes.txt", "is of no kind that can carry a signature")] == [
        (Path(place).name, why) for place, why, _ in said
    ]


@pytest.mark.parametrize(("name", "said"), [("none.pem", "cannot be read"), ("a.png", "no certif")])
def test_a_certificate_that_is_none_is_said(pack: Path, name: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        signer_of(pack / name, pack / "a.png")
