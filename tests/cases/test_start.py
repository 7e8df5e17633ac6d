"""A first dossier.yaml from a look at the files of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from celtrace.cases.start import KINDS, first_dossier
from celtrace.dossier import MemorySource, read_dossier
from celtrace.rows import Row
from celtrace.settings import Limits
from sheets import table

VENDORS = [["id", "name", "country"], ["v1", "House", "PL"], ["v2", "Works", "JP"]]
LOG = "".join(
    f"2024-01-14T03:04:0{n}Z host sshd[7]: Accepted publickey for ann from 192.0.2.9 port 9 ssh2\n"
    for n in range(3)
)


def csv(rows: list[list[str]]) -> bytes:
    return "".join(",".join(row) + "\n" for row in rows).encode()


def begun(folder: Path, **files: bytes) -> str:
    """The first dossier of a folder; `a__b_csv=` is the file `a/b.csv`."""
    root = folder / "show"
    root.mkdir(exist_ok=True)
    for name, data in files.items():
        path = root / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return first_dossier(root, Limits())


def said(text: str, line: str) -> bool:
    return any(line in one for one in text.splitlines())


def test_an_empty_folder_gives_a_dossier_to_fill_in(tmp_path: Path) -> None:
    text = begun(tmp_path)
    assert said(text, 'title: "show"') or said(text, "title: show")
    assert said(text, "# No table of companies was recognised.")


def test_a_table_of_companies_is_recognised_and_asks_who_we_are(tmp_path: Path) -> None:
    text = begun(tmp_path, vendors_csv=csv(VENDORS))
    assert said(text, "# us: ID  # fill in: the id of the party on whose behalf you look")
    assert "vendors.csv" in text
    assert not said(text, "# No table of companies was recognised.")


def test_what_is_begun_can_be_read(tmp_path: Path) -> None:
    rows: list[Row] = table(VENDORS)
    text = begun(tmp_path, vendors_csv=csv(VENDORS))
    read = read_dossier(MemorySource(text, {"vendors.csv": rows}))
    assert ["v1", "v2"] == sorted(
        record.id for record in read.records if type(record).__name__ == "Party"
    )


def test_a_log_is_told_by_its_lines(tmp_path: Path) -> None:
    text = begun(tmp_path, logs__messages=LOG.encode())
    assert said(text, "logs:")
    assert "logs/messages" in text


@pytest.mark.parametrize("ending", [e for endings in KINDS.values() for e in endings])
def test_no_ending_is_of_two_kinds(ending: str) -> None:
    assert 1 == sum(ending in endings for endings in KINDS.values())
    assert (ending.lower(), ".") == (ending, ending[0])


@pytest.mark.parametrize("name", ["in__a_PNG", "in__a_psd", "in__a_mov", "in__a_pdf"])
def test_a_picture_is_told_by_its_ending_and_not_opened(tmp_path: Path, name: str) -> None:
    text = begun(tmp_path, **{name: csv(VENDORS)})
    assert said(text, "# No table of companies was recognised.")


def test_a_dossier_that_is_there_already_is_not_looked_at(tmp_path: Path) -> None:
    assert begun(tmp_path) == begun(tmp_path, dossier_yaml=csv(VENDORS))


def test_a_file_of_no_format_is_named_as_left_out(tmp_path: Path) -> None:
    assert "blob.bin" in begun(tmp_path, blob_bin=bytes(range(256)) * 9)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_bytes(csv(VENDORS))
    (tmp_path / "show").mkdir()
    (tmp_path / "show" / "vendors.csv").symlink_to(tmp_path / "secret.csv")
    assert "vendors.csv" not in begun(tmp_path)


def test_the_order_of_writing_changes_nothing(tmp_path: Path) -> None:
    files = {"vendors_csv": csv(VENDORS), "a_log": LOG.encode(), "z__b_psd": b"x"}
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    turned = dict(reversed(files.items()))
    assert begun(tmp_path / "one", **files) == begun(tmp_path / "two", **turned)
