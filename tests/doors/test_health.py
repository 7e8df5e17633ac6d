"""What `celtrace doctor` says: true of this installation, with a remedy where one is needed."""

from __future__ import annotations

import importlib.util
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from celtrace import __version__, registry
from celtrace.doors.health import EXTRAS, STALE_DAYS, Line, health
from celtrace.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def lines(home: Path) -> dict[str, Line]:
    return {line.part: line for line in health(Settings(home, home / "case"))}


def test_every_optional_part_of_the_package_is_looked_for() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert set(stated["optional-dependencies"]) - {"all"} == set(EXTRAS)


def test_without_lists_it_says_how_to_get_them(tmp_path: Path) -> None:
    line = lines(tmp_path / "home")["lists"]
    assert ("none installed", True) == (line.state, "celtrace lists update" in line.remedy)


def test_looking_makes_nothing(tmp_path: Path) -> None:
    lines(tmp_path / "home")
    assert [] == list(tmp_path.iterdir())


def test_every_list_is_named_installed_or_not(home: Path) -> None:
    known = lines(home)
    for reader in registry.readers("lists"):
        assert known[f"list {reader.FORMAT}"].state


def test_an_old_list_is_named_with_the_command_that_renews_it(home: Path) -> None:
    """The extracts of the package are years old."""
    old = lines(home)["list us_ofac_sdn"]
    assert "celtrace lists update --list us_ofac_sdn" == old.remedy
    age = int(old.state.rpartition(", ")[2].split()[0])
    assert age > STALE_DAYS
    assert timedelta(days=age) < datetime.now(UTC) - datetime(2017, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("family", ["lists", "tables", "logs"])
def test_every_reader_is_named(tmp_path: Path, family: str) -> None:
    said = lines(tmp_path)[f"readers: {family}"].state
    assert ", ".join(one.FORMAT for one in registry.readers(family)) == said  # type: ignore[arg-type]


def test_it_names_its_version_and_the_home_folder(tmp_path: Path) -> None:
    said = lines(tmp_path)
    assert said["celtrace"].state.startswith(f"{__version__}, Python ")
    assert str(tmp_path) in said["home"].state


def test_every_command_that_uses_the_network_is_named(tmp_path: Path) -> None:
    said = lines(tmp_path)["network"].state
    for command in ("celtrace lists update", "celtrace networks update", "no telemetry"):
        assert command in said


def test_a_part_that_is_missing_has_a_remedy_and_one_that_is_there_has_none(tmp_path: Path) -> None:
    for part, line in lines(tmp_path).items():
        if part.startswith("extra "):
            assert ("pip install" in line.remedy) == (line.state == "not installed")


def test_who_reads_hangul_in_pictures_is_said_and_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    line = lines(tmp_path)["Hangul in pictures"]
    assert "our own net alone" == line.state
    assert "apt-get install tesseract-ocr-kor" == line.remedy
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho eng\n")
    program.chmod(0o755)
    assert "our own net alone" == lines(tmp_path)["Hangul in pictures"].state
    program.write_text("#!/bin/sh\necho eng\necho kor\n")
    line = lines(tmp_path)["Hangul in pictures"]
    assert (f"our own net and {program}", "") == (line.state, line.remedy)


@pytest.mark.parametrize("module", ["rapidocr", "onnxruntime", "cv2"])
def test_without_the_extra_nobody_reads_hangul(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == module else there(name)
    )
    line = lines(tmp_path)["Hangul in pictures"]
    assert "not read: extra files is missing" == line.state
    assert "pip install 'celtrace[files]'" == line.remedy
