"""Time stamps by a real authority: openssl's, answering on the loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from celtrace.cases.case import Case
from celtrace.cases.found.stamp import KEPT_AS, checked, stamp
from celtrace.cases.verify import verify
from celtrace.errors import CeltraceError, EvidenceChanged, UsageError
from stamping import OPENSSL, authority, home, openssl

__all__ = ["authority", "home"]
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")
MANIFEST = b'{"path":"a"}\n'


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create_or_open(tmp_path / "case", lambda: datetime.now(UTC)) as opened:
        yield opened


def test_a_manifest_is_stamped_checked_and_kept(case: Case, authority: str, home: Path) -> None:
    found = stamp(case, MANIFEST, authority, home / "root.pem")
    assert found.trusted
    assert abs(found.time - datetime.now(UTC)) < timedelta(minutes=5)
    token = (case.folder / KEPT_AS).read_bytes()
    assert found.manifest == checked(token, MANIFEST, authority, home / "root.pem").manifest
    assert "stamp" in [entry.action for entry in case.journal.read()]


def test_a_stamped_case_stands_up(tmp_path: Path, authority: str) -> None:
    with Case.create_or_open(tmp_path / "own", lambda: datetime.now(UTC)) as opened:
        stamp(opened, MANIFEST, authority)
    assert () == verify(tmp_path / "own")


def test_another_program_accepts_the_token(case: Case, authority: str, home: Path) -> None:
    stamp(case, MANIFEST, authority)
    (case.folder / "manifest").write_bytes(MANIFEST)
    openssl("ts", "-verify", "-in", str(case.folder / KEPT_AS), "-data",
            str(case.folder / "manifest"), "-CAfile", str(home / "root.pem"), "-untrusted",
            str(home / "tsa.pem"))  # fmt: skip


def test_without_a_root_the_signature_is_not_said_to_be_checked(case: Case, authority: str) -> None:
    assert not stamp(case, MANIFEST, authority).trusted


def test_a_token_about_other_bytes_is_refused(case: Case, authority: str) -> None:
    stamp(case, MANIFEST, authority)
    token = (case.folder / KEPT_AS).read_bytes()
    with pytest.raises(EvidenceChanged, match="other bytes"):
        checked(token, b"another manifest", authority)


def test_a_token_of_somebody_else_is_refused(case: Case, authority: str, home: Path) -> None:
    with pytest.raises(EvidenceChanged, match="not signed by whom"):
        stamp(case, MANIFEST, authority, home / "other.pem")
    assert not (case.folder / KEPT_AS).exists()


@pytest.mark.parametrize("page", ["broken", "busy"])
def test_an_authority_that_gives_no_token_is_an_error(
    case: Case, authority: str, page: str
) -> None:
    with pytest.raises(CeltraceError, match="gave no time stamp"):
        stamp(case, MANIFEST, authority + page)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "nonsense", "ftp://x/"])
def test_an_address_that_does_not_answer_is_an_error(case: Case, address: str) -> None:
    with pytest.raises(CeltraceError, match="gave no time stamp"):
        stamp(case, MANIFEST, address)


def test_a_root_that_is_no_certificate_is_said(case: Case, authority: str, tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("no certificate")
    with pytest.raises(UsageError, match="no certificates"):
        stamp(case, MANIFEST, authority, tmp_path / "x.pem")
