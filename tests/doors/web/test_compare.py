"""The page that compares: state in the address, layers that lie on each other, the proof."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

import invented
from celtrace.cases.frames.index import digest_of
from celtrace.doors.web.pages.compare import canvas, proof
from celtrace.records import Match
from celtrace.store.vault import FolderVault
from doors.web.conftest import People, opened
from report.small import SEEN


def match(picture: str) -> Match:
    return Match(seen=SEEN, file="a.png", cut="c1", picture=picture)


def test_the_proof_picture_of_a_match_is_shown_where_the_case_holds_it(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path)
    digest, _ = vault.put(io.BytesIO(b"a proof"))
    assert digest == proof(vault, match(digest))
    assert "" == proof(vault, match("b" * 64))


@pytest.mark.parametrize("picture", ["", "../../accounts.db", "A" * 64, "b" * 63])
def test_a_match_without_a_picture_shows_none(tmp_path: Path, picture: str) -> None:
    assert "" == proof(FolderVault(tmp_path), match(picture))


# --- in a room ---------------------------------------------------------------------------


def webp(wide: int = 60, high: int = 90) -> bytes:
    made = np.full((high, wide, 4), 120, np.uint8)
    return bytes(cv2.imencode(".webp", made, [cv2.IMWRITE_WEBP_QUALITY, 80])[1])


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with three matches: with layers, with layers that are not there, without."""
    folder = tmp_path_factory.mktemp("compared")
    invented.install_lists(folder / "home")
    dossier = invented.dossier(folder / "dossier", invented.LOTS + (
        "matches: {from: answers/matches.csv}\n"
    ))  # fmt: skip
    (dossier / "answers" / "proofs").mkdir(parents=True)
    (dossier / "answers" / "proofs" / "0.webp").write_bytes(webp())
    laid = digest_of(webp())
    rows = (
        "file,cut,score,reviewer,proof,picture,sheet,layers",
        f"a.png,ep01_c1,31,open,geometry,,,{laid}",
        f"b.png,ep01_c2,20,open,geometry,,,{'b' * 64}",
        "c.png,ep01_c3,,confirmed,bytes,,,",
    )
    (dossier / "answers" / "matches.csv").write_text("\n".join(rows) + "\n")
    invented.reviewed(dossier, folder / "case", folder / "home")
    return folder


@pytest.fixture
def room(compared: Path, tmp_path: Path) -> Iterator[People]:
    yield from opened(Path(shutil.copytree(compared, tmp_path / "room")))


def match_of(room: People, file: str) -> str:
    assert room.room.outcome
    return next(m.id for m in room.room.outcome.view.all(Match) if m.file == file)


def links(text: str) -> list[str]:
    return [one.replace("&amp;", "&") for one in re.findall(r'href="(/compare\?[^"]+)"', text)]


def test_each_way_shows_the_layers_as_they_lie_on_each_other(room: People) -> None:
    client, one = room.signed_in("Ana"), match_of(room, "a.png")
    for way, pictures in (("side", 2), ("wipe", 2), ("blink", 2), ("over", 2)):
        text = client.get(f"/compare?match={one}&way={way}").text
        assert pictures == text.count("<image "), way
        assert 'viewBox="0 0 60 30"' in text
    lines = client.get(f"/compare?match={one}&way=over&lines=on").text
    assert (3, True) == (lines.count("<image "), 'y="-60"' in lines)


def test_the_picture_of_the_layers_is_given_out(room: People) -> None:
    answer = room.signed_in("Ana").get(f"/pictures/{digest_of(webp())}")
    assert ("image/webp", webp()) == (answer.headers["content-type"], answer.content)


def test_edge_and_opacity_stand_in_the_address_without_script(room: People) -> None:
    client, one = room.signed_in("Ana"), match_of(room, "a.png")
    wipe = client.get(f"/compare?match={one}&way=wipe&at=25").text
    assert '<rect x="15" width="60" height="30"/>' in wipe
    assert 'opacity="0.75"' in client.get(f"/compare?match={one}&way=over&at=75").text
    for at in (0, 25, 50, 75, 100):
        assert f"/compare?match={one}&way=wipe&at={at}" in links(wipe)


def test_every_link_keeps_what_it_does_not_change(room: People) -> None:
    client, one = room.signed_in("Ana"), match_of(room, "a.png")
    found = links(client.get(f"/compare?match={one}&way=wipe&at=10&lines=on").text)
    assert f"/compare?match={one}&way=blink&at=10&lines=on" in found
    assert f"/compare?match={one}&way=wipe&at=10" in found
    other = match_of(room, "b.png")
    assert f"/compare?match={other}&way=wipe&at=10&lines=on" in found


@pytest.mark.parametrize(
    "asked", ["way=sideways", "at=-5", "at=x", "at=9999", "at=٣", "match=none"]
)
def test_an_address_that_means_nothing_shows_the_page_as_it_begins(
    room: People, asked: str
) -> None:
    answer = room.signed_in("Ana").get(f"/compare?{asked}")
    assert (200, True) == (answer.status_code, "a.png" in answer.text)


def test_layers_that_are_not_in_the_case_are_not_shown(room: People) -> None:
    client = room.signed_in("Ana")
    for file in ("b.png", "c.png"):
        text = client.get(f"/compare?match={match_of(room, file)}").text
        assert ("<image " not in text, "Neither picture is in the case" in text) == (True, True)


def test_matches_nobody_looked_at_come_first_and_follow_each_other(room: People) -> None:
    text = room.signed_in("Ana").get("/compare").text
    assert ("1 of 3 matches" in text, "nobody looked yet" in text) == (True, True)
    last = room.signed_in("Ana").get(f"/compare?match={match_of(room, 'c.png')}").text
    assert ("3 of 3 matches" in last, 'data-key="j"' in last) == (True, False)


@pytest.mark.parametrize("head", [b"", b"RIFF....WEBPVP8 " + bytes(14), b"\x89PNG" + bytes(26)])
def test_what_is_no_extended_webp_has_no_size(head: bytes) -> None:
    assert canvas(head) is None


def test_the_size_of_layers_is_read_from_their_head() -> None:
    assert (61, 93) == canvas(webp(61, 93)[:30])
