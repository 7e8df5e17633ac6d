"""A dossier folder from a server: what lies in it, and what it says of the addresses."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from celtrace.cases.folder import FolderSource
from celtrace.doors.connectors.kitsu import opened
from celtrace.doors.connectors.kitsu_folder import Connected, connect
from celtrace.dossier.read import Dossier, read_dossier
from celtrace.records import LogSource, Lot, Worker
from celtrace.settings import Limits
from doors.connectors.pretend import QUICK, Pretended
from doors.connectors.test_kitsu_pull import login
from doors.connectors.test_kitsu_tables import raw, shots, task, two_shows

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def connected(server: Pretended, out: Path, now: datetime = NOW) -> Connected:
    with opened(server.url, "t", QUICK) as kitsu:
        return connect(kitsu, out, now, lambda _: None)


def studio(server: Pretended) -> None:
    server.models |= raw(entities=shots("SH0010"), tasks=[task("E05SQ01SH0010", "ann")])
    server.logs["login-logs"] = [{**login(1, "2026-05-01T08:00:00"), "person_id": "ann"}]
    server.logs["events"] = [{"id": "e1", "created_at": "2026-05-01T08:00:00", "name": "task:new",
                              "user_id": "ann", "project_id": "show", "data": {}}]  # fmt: skip


def dossier(out: Path) -> Dossier:
    return read_dossier(FolderSource(out, Limits()), Limits())


def test_the_folder_is_a_dossier_that_can_be_read(server: Pretended, tmp_path: Path) -> None:
    studio(server)
    done = connected(server, tmp_path)
    read = dossier(tmp_path)
    lots = [one for one in read.records if isinstance(one, Lot)]
    assert [("s1", "ep 5 cuts 10")] == [(one.assigned_to, one.cuts) for one in lots]
    assert {"ann", "eve", "fay"} == {one.id for one in read.records if isinstance(one, Worker)}
    assert ("dossier.yaml was written", "o1") == (done.dossier, read.head.us)


def test_logs_are_named_with_their_reader_and_trust(server: Pretended, tmp_path: Path) -> None:
    studio(server)
    connected(server, tmp_path)
    logs = [one for one in dossier(tmp_path).records if isinstance(one, LogSource)]
    assert {("kitsu/logins", "kitsu_logins", "client"), ("kitsu/events", "kitsu_events", "")} == {
        (one.path, one.format, one.trust) for one in logs
    }


def test_logs_keep_the_row_as_it_was_and_name_the_account(
    server: Pretended, tmp_path: Path
) -> None:
    studio(server)
    connected(server, tmp_path)
    (path,) = (tmp_path / "kitsu" / "logins").iterdir()
    assert '"person_id":"ann"' in path.read_text(encoding="utf-8")
    assert '"account":"ann@example.org"' in path.read_text(encoding="utf-8")
    (served,) = (tmp_path / "kitsu" / "raw").glob("*/login-logs.jsonl")
    assert '"account"' not in served.read_text(encoding="utf-8")


def test_a_dossier_that_is_there_stays_as_it_is(server: Pretended, tmp_path: Path) -> None:
    studio(server)
    (tmp_path / "dossier.yaml").write_text("dossier: 1\n", encoding="utf-8")
    assert "sections.yaml" in connected(server, tmp_path).dossier
    assert "dossier: 1\n" == (tmp_path / "dossier.yaml").read_text(encoding="utf-8")
    assert "lots:" in (tmp_path / "kitsu" / "sections.yaml").read_text(encoding="utf-8")


def test_a_section_that_the_server_no_longer_gives_does_not_stay(
    server: Pretended, tmp_path: Path
) -> None:
    studio(server)
    connected(server, tmp_path)
    server.models["tasks"] = []
    connected(server, tmp_path, NOW.replace(day=5))
    assert not (tmp_path / "kitsu" / "lots.jsonl").exists()
    assert 2 == len([*(tmp_path / "kitsu" / "logins").iterdir()])


def test_cuts_of_two_productions_are_told_apart_by_taking_one(
    server: Pretended, tmp_path: Path
) -> None:
    server.models |= two_shows()
    assert "--project NAME takes one" in connected(server, tmp_path).notes[-1]
    with opened(server.url, "t", QUICK) as kitsu:
        done = connect(kitsu, tmp_path, NOW, lambda _: None, ["Show"])
    assert (1, 1) == (done.sections["lots"], done.sections["productions"])
    assert 2 == done.rows["projects"]


def test_a_log_that_was_refused_has_no_line(server: Pretended, tmp_path: Path) -> None:
    studio(server)
    server.instead = [("login-logs", 403, "{}")]
    done = connected(server, tmp_path)
    assert ["login-logs"] == [note.partition(":")[0] for note in done.unread]
    assert ["kitsu/events"] == [r.path for r in dossier(tmp_path).records
                                if isinstance(r, LogSource)]  # fmt: skip


@pytest.mark.parametrize(("program", "ips", "trust", "because"), [
    ("gunicorn", ["203.0.113.1", "203.0.113.2"], "client", "any address into the header"),
    ("nginx/1.24", ["203.0.113.1", "203.0.113.2", "203.0.113.3"], "header", "what it sets"),
    ("nginx", ["127.0.0.1"] * 3, "header", "does not set X-Real-IP"),
    ("nginx", ["175.45.178.9"] * 3, "header", "what it sets"),
    ("nginx", ["127.0.0.1"] * 2, "header", "what it sets"), ("", [], "header", "a proxy answers"),
    ("nginx", ["no address"] * 3, "header", "what it sets"),
])  # fmt: skip
def test_who_wrote_the_addresses_is_graded(
    server: Pretended, tmp_path: Path, program: str, ips: list[str], trust: str, because: str
) -> None:
    server.program = program
    server.logs["login-logs"] = [
        {**login(n, "2026-05-01T08:00:00"), "ip_address": ip, "person_id": f"p{n}"}
        for n, ip in enumerate(ips)
    ]
    graded = connected(server, tmp_path).address
    assert trust == graded.trust
    assert because in graded.because
