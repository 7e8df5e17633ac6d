"""The vault as a folder: whole or not at all, written once, every flaw named."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, RawIOBase
from pathlib import Path

import pytest

from celtrace.errors import EvidenceChanged
from celtrace.records import Digest
from celtrace.store.vault import FolderVault

ABC = Digest("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
"""SHA-256 of `abc`, FIPS 180-2 appendix B.1."""


def object_of(folder: Path, digest: Digest = ABC) -> Path:
    return folder / "sha256" / digest[:2] / digest[2:4] / digest


def filled(folder: Path) -> FolderVault:
    vault = FolderVault(folder)
    vault.put(BytesIO(b"abc"))
    vault.put(BytesIO(b"other"))
    return vault


def rewrite(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def test_an_object_lies_under_its_digest_and_is_read_only(tmp_path: Path) -> None:
    assert (ABC, 3) == FolderVault(tmp_path).put(BytesIO(b"abc"))
    assert b"abc" == object_of(tmp_path).read_bytes()
    assert 0o444 == stat.S_IMODE(object_of(tmp_path).stat().st_mode)


def test_an_object_is_never_written_twice(tmp_path: Path) -> None:
    vault = filled(tmp_path)
    before = object_of(tmp_path).stat()
    vault.put(BytesIO(b"abc"))
    after = object_of(tmp_path).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_nothing_lies_in_incoming_afterwards(tmp_path: Path) -> None:
    filled(tmp_path)
    assert [] == list((tmp_path / "incoming").iterdir())


def test_bytes_that_would_join_a_damaged_object_are_refused(tmp_path: Path) -> None:
    vault = filled(tmp_path)
    rewrite(object_of(tmp_path), b"abd")
    with pytest.raises(EvidenceChanged, match="holds other bytes"):
        vault.put(BytesIO(b"abc"))
    assert [] == list((tmp_path / "incoming").iterdir())


class Failing(RawIOBase):
    """A source that gives some bytes and then fails, as a broken disk does."""

    def read(self, size: int = -1) -> bytes:
        if self.seekable():
            return b"x" * min(size, 10)
        raise OSError(5, "Input/output error")

    def seekable(self) -> bool:
        self.calls = getattr(self, "calls", 0) + 1
        return self.calls < 3


def test_a_source_that_fails_leaves_nothing_and_its_error_is_passed_on(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path)
    with pytest.raises(OSError, match="Input/output"):
        vault.put(Failing())  # type: ignore[arg-type]
    assert [] == [path for path in tmp_path.rglob("*") if path.is_file()]


FULL = """
import resource, sys
from io import BytesIO
from pathlib import Path
from celtrace.errors import CeltraceError
from celtrace.store.vault import FolderVault
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
vault = FolderVault(Path(sys.argv[1]))
try:
    vault.put(BytesIO(bytes(3_000_000)))
except CeltraceError as error:
    print(error)
print(vault.put(BytesIO(b"abc"))[0])
"""


def test_a_full_disk_is_named_and_leaves_nothing_half(tmp_path: Path) -> None:
    filled(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True
    )
    said, digest = done.stdout.splitlines()
    assert "cannot be written to: File too large. Free some space and run again" in said
    assert ABC == digest
    assert [] == list(FolderVault(tmp_path).check())
    assert 2 == len(list(FolderVault(tmp_path).digests()))


# --- what check says --------------------------------------------------------------------


def strayed(folder: Path) -> None:
    (folder / "sha256" / "ba" / "notes.txt").write_text("x")


def misplaced(folder: Path) -> None:
    object_of(folder).rename(folder / "sha256" / ABC)


def linked(folder: Path) -> None:
    object_of(folder).rename(folder.parent / "elsewhere")
    object_of(folder).symlink_to(folder.parent / "elsewhere")


def half_written(folder: Path) -> None:
    (folder / "incoming" / "tmp123").write_text("x")


def linked_folder(folder: Path) -> None:
    (folder / "sha256" / "zz").symlink_to(folder.parent)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (strayed, "sha256/ba/notes.txt does not belong in the vault."),
        (misplaced, f"sha256/{ABC} does not belong in the vault."),
        (linked, f"sha256/ba/78/{ABC} does not belong in the vault."),
        (half_written, "incoming/tmp123 does not belong in the vault."),
        (linked_folder, "sha256/zz does not belong in the vault."),
    ],
)
def test_what_does_not_belong_is_named(
    tmp_path: Path, damage: Callable[[Path], None], said: str
) -> None:
    vault = filled(tmp_path / "vault")
    damage(tmp_path / "vault")
    assert [said] == list(vault.check())


@pytest.mark.parametrize("data", [b"", b"ab", b"abd", b"abcd"])
def test_every_other_content_is_found(tmp_path: Path, data: bytes) -> None:
    vault = filled(tmp_path)
    rewrite(object_of(tmp_path), data)
    (said,) = vault.check()
    assert said.startswith(f"Vault object {ABC} holds other bytes")


def test_missing_and_unexpected_objects_are_named(tmp_path: Path) -> None:
    vault = filled(tmp_path)
    gone = Digest("f" * 64)
    other = next(digest for digest in vault.digests() if digest != ABC)
    assert [
        f"Vault object {other} is not recorded in the case.",
        f"Vault object {gone} is missing.",
    ] == list(vault.check({ABC, gone}))


def test_sweeping_removes_what_interrupted_puts_left_and_nothing_else(tmp_path: Path) -> None:
    vault = filled(tmp_path)
    half_written(tmp_path)
    assert 1 == vault.sweep()
    assert [] == list(vault.check())
    assert 2 == len(list(vault.digests()))


PUTTER = """
import sys
from io import BytesIO
from pathlib import Path
from celtrace.store.vault import FolderVault
vault = FolderVault(Path(sys.argv[1]))
for number in range(100_000):
    print(vault.put(BytesIO(str(number).encode() * 5_000))[0], flush=True)
"""


def test_a_killed_writer_leaves_only_whole_objects(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PUTTER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        confirmed = [writer.stdout.readline().strip() for _ in range(50)]
        os.kill(writer.pid, signal.SIGKILL)
        confirmed += writer.stdout.read().split()
    vault = FolderVault(tmp_path)
    vault.sweep()
    assert [] == list(vault.check())
    assert set(confirmed) <= set(vault.digests())


def test_what_is_put_together_is_held_as_if_put_alone(tmp_path: Path) -> None:
    alone, together = FolderVault(tmp_path / "a"), FolderVault(tmp_path / "b")
    with together.together():
        for vault in (alone, together):
            for number in range(20):
                vault.put(BytesIO(b"x" * number))
    assert list(alone.digests()) == list(together.digests())
    assert [] == list(together.check())
