"""Our own extract, read by whichever source has its id."""

from __future__ import annotations

import datetime as dt
import json
from types import ModuleType
from typing import Any

import pytest

from celtrace import registry
from celtrace.errors import ListRefused
from celtrace.listing import Snapshot
from celtrace.lists import un_sc, us_ofac_sdn
from celtrace.records import Alias, Identifier
from lists.reading import of_text
from samples.make_lists import extract

WHOLE: dict[str, Any] = json.loads(extract("us_ofac_sdn"))


def read(**changed: object) -> Snapshot:
    text = json.dumps(WHOLE | changed)
    return of_text(us_ofac_sdn, "extract.json", text)[0][0]


@pytest.mark.parametrize("reader", registry.readers("lists"), ids=lambda r: str(r.FORMAT))
def test_only_the_source_of_that_id_claims_an_extract(reader: ModuleType) -> None:
    assert [reader.FORMAT] == [
        other.FORMAT
        for other in registry.readers("lists")
        if other.sniff(extract(reader.FORMAT), "any.json") > 0
    ]


def test_fields_come_over() -> None:
    found = read()
    (entry,) = found.entries
    assert (Alias("L.R.S.", "weak", "remarks"),) == entry.aliases
    assert (Identifier("uen", "299912345K", "Singapore"),) == entry.identifiers
    assert ("OAK, Tam",) == entry.linked_to
    assert dt.date(2031, 12, 26) == found.date
    assert "extract of 1 of 5 entries; invented" == found.said


def test_extract_without_rows_says_what_was_looked_through() -> None:
    found = read(rows=[])
    assert () == found.entries
    assert "extract of 0 of 5 entries; invented" == found.said


ROW = WHOLE["rows"][0]


@pytest.mark.parametrize(
    ("sentence", "changed"),
    [
        (r"Expected `int` >= 1 - at `\$\.entries_in_full_list`", {"entries_in_full_list": 0}),
        (r"at `\$\.snapshot`", {"snapshot": "soon"}),
        ("unknown field `colour`", {"colour": "red"}),
        ("unknown field `nmae`", {"rows": [ROW | {"nmae": "x"}]}),
        (r"at `\$\.form`", {"rows": [ROW | {"form": "planet"}]}),
        (r"at `\$\.celtrace_extract`", {"celtrace_extract": 2}),
        ("a row id stands more than once", {"rows": [ROW, ROW]}),
    ],
)
def test_extract_that_is_not_as_described_is_refused(
    sentence: str, changed: dict[str, object]
) -> None:
    with pytest.raises(ListRefused, match=sentence):
        read(**changed)


def test_rows_without_the_number_looked_through_are_refused() -> None:
    whole = {key: value for key, value in WHOLE.items() if key != "entries_in_full_list"}
    with pytest.raises(ListRefused, match="missing required field `entries_in_full_list`"):
        of_text(us_ofac_sdn, "extract.json", json.dumps(whole | {"rows": []}))


def test_extract_of_another_list_is_refused() -> None:
    with pytest.raises(ListRefused):
        of_text(un_sc, "extract.json", extract("us_ofac_sdn"))
