"""`celtrace connect` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from doors.conftest import Call
from doors.connectors.pretend import Pretended, pretended


@pytest.fixture
def token(tmp_path: Path) -> Path:
    path = tmp_path / "token"
    path.write_text("abc.def.ghi\n", encoding="utf-8")
    return path


def test_a_server_becomes_a_folder(celtrace: Call, token: Path) -> None:
    with pretended() as server:
        server.models["studios"] = [{"id": "s1", "name": "Moon"}]
        done = celtrace("connect", "kitsu", server.url, "--out", "made", "--token-file", token)
    assert 0 == done.code
    assert all(word in done.out for word in ("studios 1", "parties 1", "after 90 days", "client"))
    assert Path("made/dossier.yaml").exists()


def test_json_is_one_document(celtrace: Call, token: Path) -> None:
    with pretended() as server:
        done = celtrace("--json", "connect", "kitsu", server.url, "--out", "made",
                        "--token-file", token)  # fmt: skip
    assert {"rows", "sections", "address", "unread", "notes"} <= json.loads(done.out).keys()


def refused_log(celtrace: Call, token: Path, server: Pretended, *more: str) -> int:
    server.instead = [("login-logs", 403, "{}")]
    return celtrace(*more, "connect", "kitsu", server.url, "--out", "made",
                    "--token-file", token).code  # fmt: skip


def test_what_the_bot_may_not_read_is_exit_13_under_strict(celtrace: Call, token: Path) -> None:
    with pretended() as server:
        assert 0 == refused_log(celtrace, token, server)
        assert 13 == refused_log(celtrace, token, server, "--strict")


def test_the_token_comes_from_the_environment_or_a_file_and_is_never_shown(
    celtrace: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTRACE_KITSU_TOKEN", "top.secret.token")
    with pretended() as server:
        done = celtrace("connect", "kitsu", server.url, "--out", "made")
    assert 0 == done.code
    kept = b"".join(path.read_bytes() for path in Path("made").rglob("*") if path.is_file())
    assert "top.secret.token" not in done.out + done.err
    assert b"top.secret.token" not in kept


@pytest.mark.parametrize("text", [None, "", "two words", "schlüssel"])
def test_without_a_token_it_is_exit_2(celtrace: Call, tmp_path: Path, text: str | None,
                                      monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.delenv("CELTRACE_KITSU_TOKEN", raising=False)
    more: tuple[str | Path, ...] = ()
    if text is not None:
        (tmp_path / "t").write_text(text, encoding="utf-8")
        more = ("--token-file", tmp_path / "t")
    assert 2 == celtrace("connect", "kitsu", "http://127.0.0.1:9", "--out", "made", *more).code


def test_a_token_file_that_is_not_there_is_exit_2(celtrace: Call) -> None:
    answer = celtrace("connect", "kitsu", "http://127.0.0.1:9", "--out", "m", "--token-file", "no")
    assert (2, True) == (answer.code, "could not be read" in answer.err)
