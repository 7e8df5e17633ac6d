"""The readers on real files of their formats: named right, never stumbling, saying what is there.

Real files are never copied into the project; these tests are skipped where they are absent.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from celtrace import registry
from celtrace.files import (
    aaf,
    aep,
    clip,
    edl,
    exr,
    fcpxml,
    hwp,
    otio,
    pli,
    psd,
    tlv,
    tnz,
    tpl,
    tvpp,
    xstage,
)
from celtrace.files._blob import Item
from celtrace.files._head import head_of
from celtrace.files._types import SURE
from celtrace.records import Head, TextPassage, Trait
from files.reading import blob

BY_EXTENSION = {
    ".psd": psd, ".psb": psd, ".clip": clip, ".tvpp": tvpp, ".tnz": tnz, ".pli": pli, ".tlv": tlv,
    ".aep": aep, ".aaf": aaf, ".otio": otio, ".edl": edl, ".fcpxml": fcpxml, ".hwp": hwp,
    ".exr": exr,
}  # fmt: skip
"""Formats whose every file in the set is what its extension says."""
NOT_THESE = frozenset({"edl/transition_duration.edl"})
MOST = 2 << 20


def files(shared: Path, *extensions: str) -> list[Path]:
    found = (path for path in (shared / "files").rglob("*") if path.is_file())
    return sorted(path for path in found if path.suffix.lower() in extensions)


def head(path: Path) -> Head:
    with path.open("rb") as stream:
        return head_of(stream)


def items(reader: ModuleType, path: Path) -> list[Item]:
    plain = msgspec.structs.replace(blob(path.read_bytes(), path.name), pixels=False)
    return list(reader.read(plain, lambda *_: None))


def facts(reader: ModuleType, path: Path, name: str) -> list[Trait]:
    found = (one for one in items(reader, path) if isinstance(one, Trait))
    return [one for one in found if one.name == name]


def words(reader: ModuleType, path: Path, role: str) -> list[str]:
    found = (one for one in items(reader, path) if isinstance(one, TextPassage))
    return [one.text for one in found if one.role == role]


@pytest.mark.parametrize("extension", sorted(BY_EXTENSION))
def test_every_file_of_a_format_is_named_with_certainty(extension: str, shared_data: Path) -> None:
    reader = BY_EXTENSION[extension]
    for path in files(shared_data, extension):
        assert SURE <= reader.sniff(head(path), path.name), path.name


def test_no_reader_is_sure_of_a_file_of_another_format(shared_data: Path) -> None:
    for extension, reader in BY_EXTENSION.items():
        for path in files(shared_data, extension):
            sure = [one.FORMAT for one in _readers() if one.sniff(head(path), path.name) >= SURE]
            assert [reader.FORMAT] == sure, path.name


def _readers() -> Iterator[ModuleType]:
    yield from registry.readers("files")


def test_without_its_name_a_file_is_named_the_same(shared_data: Path) -> None:
    for extension, reader in BY_EXTENSION.items():
        if extension == ".edl":
            continue
        for path in files(shared_data, extension)[:10]:
            assert SURE <= reader.sniff(head(path), "found"), path.name


def test_names_of_harmony_scenes_written_by_harmony(shared_data: Path) -> None:
    sure = [p for p in files(shared_data, ".xstage") if xstage.sniff(head(p), p.name) >= SURE]
    assert sure
    for path in sure:
        assert facts(xstage, path, "software")
        assert words(xstage, path, "layer")


def test_saves_of_tvpaint_name_people_and_machines(shared_data: Path) -> None:
    for path in files(shared_data, ".tvpp"):
        assert facts(tvpp, path, "saved")
        authors = {one.value.casefold() for one in facts(tvpp, path, "author")}
        users = {one.value.casefold() for one in facts(tvpp, path, "user")}
        assert users <= authors, "the history read back is the author that stands in clear"
        assert facts(tvpp, path, "machine")
        assert words(tvpp, path, "layer")


def test_histories_of_opentoonz_name_people_and_machines(shared_data: Path) -> None:
    for path in files(shared_data, ".tnz"):
        assert facts(tnz, path, "software")
        assert facts(tnz, path, "path")
    told = [p for p in files(shared_data, ".pli") if facts(pli, p, "saved")]
    for path in told:
        assert facts(pli, path, "user")
        assert facts(pli, path, "machine")
    assert told


def test_palettes_are_told_by_their_root(shared_data: Path) -> None:
    for path in files(shared_data, ".tpl"):
        assert SURE <= tpl.sniff(head(path), path.name)


def test_saves_of_after_effects_carry_their_zone(shared_data: Path) -> None:
    for path in files(shared_data, ".aep"):
        saved = facts(aep, path, "saved")
        assert all(one.time for one in saved)
        assert any(one.offset is not None for one in saved)
        assert facts(aep, path, "version")


def test_layers_of_clip_studio_are_named(shared_data: Path) -> None:
    for path in files(shared_data, ".clip"):
        assert words(clip, path, "layer")
        assert facts(clip, path, "version")


def test_edits_name_clips_and_their_makers(shared_data: Path) -> None:
    for reader, extension in ((aaf, ".aaf"), (otio, ".otio"), (fcpxml, ".fcpxml")):
        for path in files(shared_data, extension):
            assert words(reader, path, "name"), path.name
    for path in files(shared_data, ".aaf"):
        assert facts(aaf, path, "software")
        assert facts(aaf, path, "path")


def test_most_hangul_documents_give_their_zone(shared_data: Path) -> None:
    paths = files(shared_data, ".hwp")
    zones = [one.offset for path in paths for one in facts(hwp, path, "created")]
    told = [offset for offset in zones if offset is not None]
    assert len(told) > 0.85 * len(paths)
    assert {540} >= set(told) - {-180}


@pytest.mark.slow
def test_real_files_cut_anywhere_are_survived(shared_data: Path) -> None:
    for extension, reader in BY_EXTENSION.items():
        for path in files(shared_data, extension)[:3]:
            data = path.read_bytes()
            for tenth in range(10):
                cut = msgspec.structs.replace(
                    blob(data[: len(data) * tenth // 10], path.name), pixels=False
                )
                list(reader.read(cut, lambda *_: None))
