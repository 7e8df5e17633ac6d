"""What holds for every kind of record: ids that stay, values that come back, evidence kept."""

from __future__ import annotations

import pickle
from typing import Any

import msgspec
import pytest

from celtrace.records import Digest, Part, Record
from records.kinds import KINDS, SEEN, fields, filled, least, value

EVERY = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.kind))
FIELDS = [
    pytest.param(kind, name, id=f"{kind.kind}-{name}") for kind in KINDS for name in fields(kind)
]
IDS = {
    "account": "4c2d8569409a552d",
    "address_fact": "639ffad01a50a377",
    "address_list": "a812f84cf0bb53b2",
    "candidate": "227c1f7914e8054c",
    "check": "01e6a5141f37f8ea",
    "claim": "0b5f4f602d15dae7",
    "contract": "20e2e97f237a884f",
    "credit": "1cd5b45717293fd7",
    "day": "bdb66eae08acb9d3",
    "delivery": "0a7b9e7ff64223f8",
    "designation": "a3f634a346fb8e49",
    "device": "c557abf43fc69a4b",
    "file_access": "9d29c35b8243e0a0",
    "file": "ab465256db091a87",
    "found": "1be94e754816bc50",
    "invoice": "4345e887f602ca9e",
    "link": "bcd1ca2e8186cafc",
    "log": "83868fe966a737ce",
    "lot": "e102fc36d317ca2b",
    "match": "106f11f5edfbfeca",
    "network": "85350ff726109055",
    "norm": "cdc1c98259b6a606",
    "ownership": "4aeea2a7f93c3fb3",
    "party": "7663808537510fbf",
    "payment": "68f2737250645405",
    "price": "a5276df6dbb08db1",
    "problem": "66b83991c2038040",
    "production": "a11ee4b91520a13d",
    "quote": "684ac70895a68349",
    "reference": "16b12422cea5941e",
    "role": "a7a4f60861ccc88b",
    "session_end": "190aef9d1bc27e6b",
    "sign_in": "1558d861b3ebbc2a",
    "staff_list": "79ada27184d316ed",
    "text": "9555c247f538e1f7",
    "travel_notice": "7cda862e927f1460",
    "worker": "fd7aca94a4164eaf",
    "file_type": "3dd0c074c820bad5",
    "fingerprint": "1d0e4b5ce1ce7abb",
    "passage": "f763a3457f949c2d",
    "trait": "c17a0f606efbde7b",
    "picture": "0306972fe193e40b",
    "consent": "69e6501bf2cae802",
    "credential": "82f7600ca6b15337",
    "interview": "d583913cddddc240",
    "signed_delivery": "0dfa0d6319a311a7",
    "step": "aeaea3d7e80895dd",
    "adverse": "e3a27a0ec86cdd35",
    "handed": "4173c82ed99f7027",
    "invitation": "3f2fca9a22c8f207",
    "paper_page": "3692cc0f894a0c89",
    "paper_pair": "24c92956abaee880",
    "paper_trace": "94f3977ad0732771",
    "stint": "c4434d2ab165b169",
}
"""Ids of the filled records: a judgement, a decision and a case of last year name them."""


@pytest.mark.parametrize(("kind", "id_"), IDS.items())
def test_the_id_of_every_kind_is_the_one_that_earlier_cases_name(kind: str, id_: str) -> None:
    assert id_ == filled(next(one for one in KINDS if one.kind == kind)).id


def test_no_kind_is_without_a_kept_id() -> None:
    assert set(IDS) == {kind.kind for kind in KINDS}


def changed(kind: type[Record], name: str) -> Record:
    return filled(kind, **{name: value(fields(kind)[name].type, 1)})


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_key_fields_and_no_others_make_the_id(kind: type[Record], name: str) -> None:
    assert (name in kind.key) == (filled(kind).id != changed(kind, name).id)


@EVERY
def test_a_moved_row_and_a_resaved_file_keep_the_id(kind: type[Record]) -> None:
    moved = msgspec.structs.replace(SEEN, place="line 70", digest=Digest("f" * 64), reader="xlsx")
    assert filled(kind).id == msgspec.structs.replace(filled(kind), seen=moved).id


@EVERY
def test_a_record_comes_back_from_json_to_the_letter(kind: type[Record]) -> None:
    for record in (filled(kind), least(kind)):
        assert record == msgspec.json.decode(msgspec.json.encode(record), type=kind)


@EVERY
def test_a_record_travels_to_another_process(kind: type[Record]) -> None:
    assert filled(kind) == pickle.loads(pickle.dumps(filled(kind)))  # noqa: S301 - our own bytes


@EVERY
def test_a_ref_is_kind_and_id(kind: type[Record]) -> None:
    record = filled(kind, id="own:id")
    assert f"{kind.kind}:own:id" == record.ref
    assert (kind.kind, ":", "own:id") == record.ref.partition(":")


@EVERY
def test_a_record_cannot_be_changed_after_it_was_read(kind: type[Record]) -> None:
    with pytest.raises(AttributeError):
        filled(kind).id = "another"


@EVERY
def test_an_own_id_replaces_the_made_one_and_nothing_else(kind: type[Record]) -> None:
    own = filled(kind).with_id("own")
    assert "own" == own.id
    assert filled(kind) == own.with_id(filled(kind).id)


@EVERY
def test_what_was_not_stated_is_empty_and_never_a_made_up_value(kind: type[Record]) -> None:
    """A default must not look like a statement: no number, no day, no yes and no no."""
    stated = {
        ("link", "count"): 1, ("payment", "ordinal"): 0, ("address_fact", "fresh"): True,
        ("paper_page", "page"): 1, ("paper_page", "document"): 1, ("paper_pair", "holders"): 2,
    }  # fmt: skip
    required = {name for name, field in fields(kind).items() if field.required}
    for name in set(fields(kind)) - required:
        given: Any = getattr(least(kind), name)
        known = (kind.kind, name) in stated or isinstance(given, str | tuple | dict | None)
        assert known or isinstance(given, msgspec.Struct) or given is False, name


@EVERY
def test_every_field_can_be_cited_with_its_own_place(kind: type[Record]) -> None:
    for name in fields(kind):
        seen = msgspec.structs.replace(SEEN, parts=(Part(name, "line 9", "as written"),))
        cited = msgspec.structs.replace(filled(kind), seen=seen).cite(name)
        assert ("line 9", "as written") == (cited.place, cited.quote)
