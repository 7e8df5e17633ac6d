"""What columns mean, as a person says it: kept, written into dossier.yaml, and read so."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from celtrace.cases.columns import Columns, keys_of
from celtrace.cases.folder import FolderSource
from celtrace.cases.uploads import Uploads
from celtrace.dossier.guess import ColumnHead, Understood
from celtrace.dossier.read import read_dossier
from celtrace.errors import UsageError
from celtrace.records import Party
from celtrace.settings import Limits

NOW = datetime(2026, 7, 12, 9, tzinfo=UTC)
VENDORS = b"No,Vendor name,Trade,Land\nV1,SEK Studio,Nam,CN\nV2,Blue,Kite,US\n"
OTHER = b"colour,shape\nred,round\n"


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    made = Uploads(tmp_path / "dossier", Limits())
    take(made, "vendors.csv", VENDORS)
    return made


def take(uploads: Uploads, name: str, data: bytes) -> None:
    uploads.take("ana", NOW, [(name, io.BytesIO(data))])


def changed(sheets: tuple[Understood, ...] | None, **keys: str) -> list[Understood]:
    """The sheets with other keys for some headers; `_` stands for a space."""
    other = {header.replace("_", " "): key for header, key in keys.items()}
    return [
        msgspec.structs.replace(one, columns=tuple(
            msgspec.structs.replace(c, key=other.get(c.header, c.key)) for c in one.columns
        ))
        for one in sheets or ()
    ]  # fmt: skip


def parties(uploads: Uploads) -> list[Party]:
    read = read_dossier(FolderSource(uploads.folder, Limits()))
    return [one for one in read.records if isinstance(one, Party)]


def test_each_column_is_shown_with_its_guess_and_its_first_value(uploads: Uploads) -> None:
    (sheet,) = Columns(uploads).understood() or ()
    assert ("vendors.csv", "parties") == (sheet.path, sheet.section)
    assert ColumnHead("Vendor name", "name", "SEK Studio") in sheet.columns
    assert ["No", "Vendor name", "Trade", "Land"] == [one.header for one in sheet.columns]


def test_what_a_person_says_is_written_and_read_so(uploads: Uploads) -> None:
    columns = Columns(uploads)
    columns.say("Show A", changed(columns.understood(), No="id", Land="country", Trade="aliases"))
    text = columns.write()
    assert 'title: "Show A"' in text
    assert [("V1", "SEK Studio", "CN", ("Nam",)), ("V2", "Blue", "US", ("Kite",))] == [
        (one.id, one.name, one.country, one.aliases) for one in parties(uploads)
    ]
    assert "aliases" in [c.key for c in (columns.understood() or ())[0].columns]


def test_a_column_that_is_not_to_be_read_is_not(uploads: Uploads) -> None:
    columns = Columns(uploads)
    columns.say("", changed(columns.understood(), No="id", Land=""))
    assert "as said" in columns.write()
    assert ["", ""] == [one.country for one in parties(uploads)]


def test_saying_what_was_guessed_changes_nothing_but_the_comment(uploads: Uploads) -> None:
    columns = Columns(uploads)
    columns.say("", list(columns.understood() or ()))
    assert "columns:" not in columns.write()


def test_a_sheet_can_be_left_out_and_taken_in_again(uploads: Uploads) -> None:
    columns, before = Columns(uploads), Columns(uploads).understood()
    out = [msgspec.structs.replace(one, section="") for one in before or ()]
    columns.say("", out)
    assert "parties:" not in columns.write().replace("# parties:", "")
    (left,) = columns.understood() or ()
    assert ("", 4) == (left.section, len(left.columns))
    columns.say("", [msgspec.structs.replace(left, section="parties")])
    assert before == columns.understood()


def test_a_sheet_that_no_guess_fits_is_shown_and_can_be_said_to_be_something(
    uploads: Uploads,
) -> None:
    take(uploads, "other.csv", OTHER)
    columns = Columns(uploads)
    other = (columns.understood() or ())[0]
    assert ("other.csv", "") == (other.path, other.section)
    columns.say("", [msgspec.structs.replace(other, section="credits")])
    assert "credits" == (columns.understood() or ())[0].section


def test_a_dossier_that_was_written_by_hand_is_left_to_whoever_wrote_it(uploads: Uploads) -> None:
    columns = Columns(uploads)
    columns.write()
    assert columns.understood() is not None
    uploads.write_dossier("dossier: 1\n# by hand\n")
    assert columns.understood() is None


def test_a_file_that_comes_later_is_guessed_beside_what_was_said(uploads: Uploads) -> None:
    columns = Columns(uploads)
    columns.say("", changed(columns.understood(), Land="country", No="id"))
    columns.write()
    take(uploads, "paid.csv", b"Paid on,Paid to,Amount,Currency\n2024-01-02,V1,5,USD\n")
    sections = [one.section for one in columns.understood() or ()]
    assert ["payments", "parties"] == sections
    assert "paid.csv" in columns.write()


@pytest.mark.parametrize(
    ("keys", "said"), [({"Trade": "name"}, "Two columns"), ({"Trade": "nonsense"}, "nothing that")]
)
def test_what_cannot_be_is_refused(uploads: Uploads, keys: dict[str, str], said: str) -> None:
    columns = Columns(uploads)
    with pytest.raises(UsageError, match=said):
        columns.say("", changed(columns.understood(), **keys))


def test_a_section_that_is_none_is_refused(uploads: Uploads) -> None:
    columns = Columns(uploads)
    wrong = [msgspec.structs.replace(one, section="kings") for one in columns.understood() or ()]
    with pytest.raises(UsageError, match="nothing called kings"):
        columns.say("", wrong)


def test_undo_still_finds_what_was_taken_in_last(uploads: Uploads) -> None:
    Columns(uploads).write()
    assert ["vendors.csv"] == [name for batch in uploads.batches() for name in batch.files]


def test_keys_are_those_of_the_section() -> None:
    assert {"id", "name", "country"} <= set(keys_of("parties"))
    assert () == keys_of("kings")
