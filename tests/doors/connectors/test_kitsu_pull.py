"""Readings of a server: whole, gone on with, and only what is new of logs."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from celtrace.doors.connectors import kitsu_pull
from celtrace.doors.connectors.kitsu import MODELS, opened
from celtrace.doors.connectors.kitsu_pull import Pulled, pull, rows_of
from celtrace.errors import TrackerBroken, UsageError
from doors.connectors.pretend import QUICK, Pretended, Row, pretended

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def pulled(server: Pretended, home: Path, now: datetime = NOW) -> Pulled:
    with opened(server.url, "t", QUICK) as kitsu:
        return pull(kitsu, home, now, lambda _: None)


def login(number: int, at: str, exact: int = 500) -> Row:
    return {"id": f"l{number}", "created_at": at, "ip_address": "203.0.113.9", "person_id": "p1",
            "origin": "web", "exact": exact}  # fmt: skip


def ids(path: Path) -> list[str]:
    return [row["id"] for row in rows_of(path)]


def test_every_page_is_read_and_the_manifest_counts(server: Pretended, tmp_path: Path) -> None:
    server.models["tasks"] = [{"id": f"t{n:04}"} for n in range(1203)]
    done = pulled(server, tmp_path)
    path = done.folder / "tasks.jsonl"
    assert (1203, 1203) == (done.manifest.kinds["tasks"].rows, len(set(ids(path))))
    assert hashlib.sha256(path.read_bytes()).hexdigest() == done.manifest.kinds["tasks"].sha256
    assert ("raw", "20260504T120000Z") == done.folder.parts[-2:]
    assert {*MODELS, "login-logs", "events"} == done.manifest.kinds.keys()


def test_what_changed_between_pages_is_read_again(server: Pretended, tmp_path: Path) -> None:
    server.models["tasks"] = [{"id": "t1"}, {"id": "t1"}]
    server.totals["tasks"] = 2
    done = pulled(server, tmp_path)
    assert ("tasks: 1 of 2 rows; it changed while it was read",) == done.manifest.notes
    assert kitsu_pull.ROUNDS == sum("/tasks" in path for path in server.asked)


def test_pay_and_secrets_of_other_services_are_not_written(
    server: Pretended, tmp_path: Path
) -> None:
    server.models["persons"] = [{"id": "p1", "daily_salary": 300, "email": "a@example.org"}]
    server.models["organisations"] = [{"id": "o1", "chat_token_slack": "xoxb"}]
    done = pulled(server, tmp_path)
    kept = b"".join(path.read_bytes() for path in done.folder.iterdir())
    assert b"a@example.org" in kept
    assert not any(word in kept for word in (b"300", b"xoxb"))
    assert "daily_salary" in done.manifest.left_out


def test_a_log_is_read_back_to_its_first_row_across_one_second(
    server: Pretended, tmp_path: Path
) -> None:
    same = [login(n, "2026-05-01T08:00:00", 999 - n // 10) for n in range(900)]
    older = [login(n, f"2026-04-{30 - n // 100:02}T08:00:00", n % 100) for n in range(900, 2600)]
    older.sort(key=lambda row: (row["created_at"], row["exact"]), reverse=True)
    server.logs["login-logs"] = [*same, *older]
    done = pulled(server, tmp_path)
    found = ids(done.folder / "login-logs.jsonl")
    assert (2600, 2600) == (len(found), len(set(found)))


def test_more_rows_in_one_second_than_a_page_holds_do_not_hold_it_up(
    server: Pretended, tmp_path: Path
) -> None:
    server.logs["events"] = [
        *(login(n, "2026-05-01T08:00:00", 999 - n % 900) for n in range(1500)),
        login(9999, "2026-04-01T08:00:00"),
    ]
    server.logs["events"].sort(key=lambda row: (row["created_at"], row["exact"]), reverse=True)
    assert "l9999" in ids(pulled(server, tmp_path).folder / "events.jsonl")


def test_the_next_reading_holds_only_what_is_new_of_logs(server: Pretended, tmp_path: Path) -> None:
    server.logs["login-logs"] = [login(2, "2026-05-02T08:00:00"), login(1, "2026-05-01T08:00:00")]
    pulled(server, tmp_path)
    server.logs["login-logs"] = [
        login(4, "2026-05-03T08:00:00"), login(3, "2026-05-02T08:00:00", 900),
        *server.logs["login-logs"],
    ]  # fmt: skip
    second = pulled(server, tmp_path, NOW + timedelta(days=1))
    assert ["l4", "l3"] == ids(second.folder / "login-logs.jsonl")
    third = pulled(server, tmp_path, NOW + timedelta(days=2))
    assert [] == ids(third.folder / "login-logs.jsonl")
    assert "2026-05-03T08:00:00" == third.manifest.newest["login-logs"]


def test_a_reading_that_was_broken_off_goes_on_where_it_stopped(
    server: Pretended, tmp_path: Path
) -> None:
    server.models["persons"] = [{"id": "p1"}]
    day = datetime(2026, 4, 1, tzinfo=UTC)
    stamps = [(day - timedelta(minutes=n)).strftime("%Y-%m-%dT%H:%M:%S") for n in range(2500)]
    server.logs["login-logs"] = [login(n, stamp) for n, stamp in enumerate(stamps)]
    server.instead = [("before=", 503, "")] * 3
    with pytest.raises(TrackerBroken):
        pulled(server, tmp_path)
    (folder,) = (tmp_path / "raw").iterdir()
    part = folder / "login-logs.jsonl.part"
    assert 1000 == len(ids(part))
    with part.open("ab") as torn:
        torn.write(b'{"id":"l1000","created_a')
    server.asked.clear()
    done = pulled(server, tmp_path, NOW + timedelta(hours=1))
    assert folder == done.folder
    assert [f"l{n}" for n in range(2500)] == ids(folder / "login-logs.jsonl")
    assert not any("/persons" in path for path in server.asked)


def test_two_readings_in_one_second_do_not_touch_each_other(
    server: Pretended, tmp_path: Path
) -> None:
    first, second = pulled(server, tmp_path), pulled(server, tmp_path)
    assert ["20260504T120000Z", "20260504T120000Z-2"] == [first.folder.name, second.folder.name]


def test_a_folder_of_another_server_is_not_mixed_with_this_one(
    server: Pretended, tmp_path: Path
) -> None:
    pulled(server, tmp_path)
    with pretended() as other, pytest.raises(UsageError, match="holds what was read from"):
        pulled(other, tmp_path)
    assert 1 == len([*(tmp_path / "raw").iterdir()])


def test_a_kind_that_the_bot_may_not_read_is_told(server: Pretended, tmp_path: Path) -> None:
    server.instead = [("login-logs", 403, "{}"), ("preview-files", 404, "{}")]
    done = pulled(server, tmp_path)
    assert not (done.folder / "login-logs.jsonl").exists()
    assert ["preview-files", "login-logs"] == [n.partition(":")[0] for n in done.manifest.notes]
    assert "studio manager" in done.manifest.notes[1]


def test_a_manifest_is_json_that_people_can_read(server: Pretended, tmp_path: Path) -> None:
    done = pulled(server, tmp_path)
    text = (done.folder / "manifest.json").read_text(encoding="utf-8")
    assert (server.url, "1.0.97", "gunicorn") == tuple(
        json.loads(text)[key] for key in ("url", "zou", "answered_by")
    )
