"""Any log by the columns that the dossier names."""

from __future__ import annotations

from celtrace.logs import mapped
from logs.reading import line, read, said

COLUMNS = {
    "time": "Wann", "account": "Wer", "ip": "Adresse", "action": "Was", "path": "Datei",
    "size": "Bytes", "result": "Ergebnis",
}  # fmt: skip


def test_rows_become_what_their_action_says_in_the_logs_zone() -> None:
    assert [
        "success mina 2024-03-01 00:00:00 192.0.2.7",
        "download success jun; x 2024-03-01 00:01:00 192.0.2.8 /e01/a.tga 77",
        "end lee 2024-03-01 00:02:00",
    ] == said(mapped, "zugriffe.csv", timezone="Asia/Tokyo", columns=COLUMNS)


def test_without_an_action_every_row_of_json_is_a_sign_in_by_dotted_paths() -> None:
    data = b'[{"who": {"name": "mina"}, "at": 1709280000, "net": ["192.0.2.7"]}]'
    found, _ = read(
        mapped, data, columns={"account": "who.name", "time": "at", "ip": "net.0"}
    )  # fmt: skip
    assert ["success mina 2024-03-01 08:00:00 192.0.2.7"] == [line(record) for record in found]


def test_a_missing_or_unknown_field_is_said_with_the_remedy_and_nothing_is_read() -> None:
    found, notes = read(mapped, b"a,b\n1,2\n", columns={"time": "a", "colour": "b"})
    assert [] == found
    assert [
        "no column is named for `account` (`columns: {account: ...}` in the dossier",
        "`colour` is no field; known are time, account",
    ] == [reason.split(", action")[0].split(", `--")[0] for _, reason, _ in notes]


def test_a_column_that_is_not_in_the_log_is_noted_for_its_rows() -> None:
    found, notes = read(mapped, b"a,b\n2024-03-01,2\n", columns={"time": "a", "account": "c"})
    assert [] == found
    assert ["line 2"] == [place for place, _, _ in notes]
