"""Found files in the report: what is new, whose, and what the proof is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from celtrace.records import (
    Delivery,
    Digest,
    Evidence,
    FileFact,
    Found,
    Lot,
    Match,
    Place,
    Production,
    Record,
    TextPassage,
)
from celtrace.report.content import ReportContent
from celtrace.report.document import Section
from celtrace.report.files import SHOWN
from celtrace.report.html import render
from report.small import SEEN, bare, made, party
from reports import section, table, text

WHEN = datetime(2024, 1, 15, tzinfo=UTC)
SHOW = Production(seen=SEEN, id="p1", title="Moon Rabbit", aka=("달토끼",))
FIND = Found(seen=SEEN, id="f1", path="server", place=Place(ip="175.45.176.1"), collected=WHEN)
LOT = Lot(seen=SEEN, id="l1", production="p1", cuts="ep 5 cuts 10-20", assigned_to="v")


def file(path: str, content: str = "", **more: Any) -> FileFact:
    digest = Digest(f"{content or path.encode().hex():0<64.64}")
    return FileFact(seen=SEEN, path=path, digest=digest, size=9, **more)


def content(*records: Record) -> ReportContent:
    return made(bare(), FIND, SHOW, party("v", "Vendor Ltd"), *records)


def lying(*records: Record) -> list[list[str]]:
    return table(section(content(*records), "files"), "What lay at 175.45.176.1")


def said(*records: Record) -> Section:
    return section(content(*records), "files")


def test_without_a_find_there_is_no_section() -> None:
    assert "files" not in {one.id for one in made(bare(), SHOW).sections}


def test_a_find_without_files_says_so() -> None:
    assert text(said()).startswith("filesFound filesparaNo file of 175.45.176.1")


def test_a_name_tells_show_cut_and_who_had_it() -> None:
    [row] = lying(LOT, file("server/MoonRabbit_ep05_c012.psd", batch="2024-01-15"))
    assert "2024-01-15" == row[0]
    assert row[1].startswith("server/MoonRabbit_ep05_c012.psd ")
    assert ("Moon Rabbit ep05_c012; given to Vendor Ltd", "its name") == (row[2], row[3])


@pytest.mark.parametrize(
    ("more", "proof"),
    [
        ({"proof": "bytes"}, "the same bytes as our own"),
        ({"proof": "geometry", "score": Decimal("0.98")},
         "its strokes lie on those of our drawing, 0.980 alike"),
        ({"reviewer": "confirmed"}, "confirmed by a reviewer"),
    ],
)  # fmt: skip
def test_a_match_is_shown_with_its_proof(more: dict[str, Any], proof: str) -> None:
    match = Match(seen=SEEN, file="server/0001.png", cut="ep 5 cut 12", **more)
    [row] = lying(LOT, match, file("server/0001.png"))
    assert ("ep05_c012; given to Vendor Ltd", proof) == (row[2], row[3])


@pytest.mark.parametrize("reviewer", ["rejected", "open"])
def test_a_match_that_nothing_proves_is_no_proof(reviewer: Any) -> None:
    match = Match(seen=SEEN, file="server/0001.png", cut="ep 5 cut 12", reviewer=reviewer)
    assert "0 files of ours" in text(said(match, file("server/0001.png")))


def test_bytes_that_were_delivered_are_named_with_who_delivered_them() -> None:
    delivery = Delivery(seen=SEEN, id="d1", path="in/lot1", party="v")
    [row] = lying(delivery, file("in/lot1/a.psd", "ab"), file("server/x.psd", "ab"))
    assert "the same bytes as in/lot1/a.psd, delivered by Vendor Ltd" == row[3]


def test_words_inside_a_file_tell_the_show() -> None:
    one = file("server/0001.psd")
    seen = Evidence(one.digest, "0001.psd", "layer 1", "달토끼 #05 C-012", "psd")
    words = TextPassage(seen=seen, file=one.digest, text="달토끼 #05 C-012", role="layer")
    [row] = lying(one, words)
    assert ("Moon Rabbit ep05_c012", "inside it stands: 달토끼 #05 C-012") == (row[2], row[3])


def test_the_strongest_proof_stands_first() -> None:
    match = Match(seen=SEEN, file="server/z.png", cut="ep 5 cut 12", proof="bytes")
    rows = lying(match, file("server/MoonRabbit_ep05_c012.psd"), file("server/z.png"))
    assert ["the same bytes as our own", "its name"] == [row[3] for row in rows]


def test_the_first_day_of_the_same_bytes_counts() -> None:
    days = [file(f"server/{day}/MoonRabbit_ep05_c012.psd", "ab", batch=day)
            for day in ("2024-01-16", "2024-01-15")]  # fmt: skip
    [row] = lying(*days)
    assert "2024-01-15" == row[0]


def test_other_shows_are_counted_and_not_named() -> None:
    made_ = content(file("server/StarBoat_05_c012.psd"), file("server/notes.txt"))
    assert "1 file of other shows, not named here." in text(section(made_, "files"))
    assert "starboat" not in render(made_).decode().casefold()


def test_a_file_of_nobody_is_not_in_the_table() -> None:
    assert "2 files, collected 2024-01-15; 0 files of ours" in text(
        said(file("server/a.txt"), file("server/b.txt"), file("elsewhere/c.txt"))
    )


def test_many_files_are_counted() -> None:
    files = [file(f"server/MoonRabbit_ep05_c{n:03}.psd") for n in range(SHOWN + 5)]
    assert SHOWN == len(lying(*files))
    assert "5 more of ours are in the case." in text(said(*files))


def test_the_day_is_the_modified_one_where_no_batch_is_known() -> None:
    [row] = lying(file("server/MoonRabbit_ep05_c012.psd", modified=WHEN))
    assert date(2024, 1, 15).isoformat() == row[0]


@pytest.mark.parametrize(
    ("batches", "day"), [("folder", "2024-01-16"), ("", "2024-01-15")]
)  # fmt: skip
def test_folders_are_days_where_the_find_says_so(batches: str, day: str) -> None:
    """A copy carries the day of its copying; the folder carries the day of the server."""
    find = Found(seen=SEEN, id="f1", path="server", batches=batches)
    one = file("server/2024-01-16/ep/MoonRabbit_ep05_c012.psd", modified=WHEN)
    [row] = table(section(made(bare(), find, SHOW, one), "files"), "What lay at server")
    assert day == row[0]


def test_a_file_beside_the_folders_of_days_has_no_day() -> None:
    find = Found(seen=SEEN, id="f1", path="server", batches="folder")
    one = file("server/MoonRabbit_ep05_c012.psd", modified=WHEN)
    [row] = table(section(made(bare(), find, SHOW, one), "files"), "What lay at server")
    assert "not dated" == row[0]
