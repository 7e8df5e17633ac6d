"""One contract for every implementation of the vault, the journal and the shelf.

PostgreSQL takes part when CELTRACE_TEST_POSTGRES names a database (psycopg).
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from celtrace.errors import EvidenceChanged
from celtrace.ports import CaseFacts, Entry
from celtrace.records import (
    Account,
    Digest,
    Evidence,
    Found,
    Lot,
    Part,
    Party,
    Payment,
    Production,
    SignIn,
    Worker,
)
from celtrace.store.chain import GENESIS
from celtrace.store.database import Schema, connect, sqlite_url
from celtrace.store.journal import SqlJournal
from celtrace.store.memory import MemoryJournal, MemoryShelf, MemoryVault
from celtrace.store.shelf import SqlShelf
from celtrace.store.vault import FolderVault

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)
SEEN = Evidence(
    Digest("0" * 64), "chain.csv", "line 2", "SEK;CN", "csv", parts=(Part("a", "b", "c"),)
)
FACTS = CaseFacts(as_of=date(2024, 3, 1), us="us")
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def party(id_: str, name: str = "", **more: Any) -> Party:
    return Party(seen=SEEN, id=id_, name=name, **more)


def sign_in(account: str, minute: int, **more: Any) -> SignIn:
    return SignIn(seen=SEEN, account=account, time=NOON + timedelta(minutes=minute), **more)


@contextmanager
def opened(kind: str, tmp_path: Path, steps: Schema = "versions") -> Iterator[sa.Engine]:
    """A new database of a kind; on PostgreSQL a schema of its own that is dropped afterwards."""
    if kind == "sqlite":
        engine = connect(sqlite_url(tmp_path / "case.db"), steps)
        yield engine
        engine.dispose()
        return
    url = os.environ.get("CELTRACE_TEST_POSTGRES")
    if not url:
        pytest.skip("CELTRACE_TEST_POSTGRES names no PostgreSQL database to test with")
    server = sa.create_engine(url)
    schema = f"celtrace_test_{os.getpid()}"
    with server.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    try:
        options = {"options": f"-csearch_path={schema}"}
        engine = connect(sa.make_url(url).update_query_dict(options), steps)
        yield engine
        engine.dispose()
    finally:
        with server.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
        server.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    with opened(request.param, tmp_path) as made:
        yield made


@pytest.fixture(params=["memory", "folder"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> MemoryVault | FolderVault:
    return MemoryVault() if request.param == "memory" else FolderVault(tmp_path / "vault")


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MemoryJournal | SqlJournal]:
    if request.param == "memory":
        yield MemoryJournal()
        return
    with opened(request.param, tmp_path) as made:
        yield SqlJournal(made)


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MemoryShelf | SqlShelf]:
    if request.param == "memory":
        yield MemoryShelf()
        return
    with opened(request.param, tmp_path) as made:
        yield SqlShelf(made)


# --- vault ------------------------------------------------------------------------------


@CALM
@given(data=st.binary(max_size=200))
def test_bytes_come_back_as_they_went_in(vault: MemoryVault | FolderVault, data: bytes) -> None:
    digest, size = vault.put(BytesIO(data))
    assert hashlib.sha256(data).hexdigest() == digest
    assert len(data) == size
    with vault.open(digest) as stream:
        assert data == stream.read()


def test_bytes_larger_than_a_buffer_come_back(vault: MemoryVault | FolderVault) -> None:
    data = bytes(range(256)) * 20_000
    with vault.open(vault.put(BytesIO(data))[0]) as stream:
        assert data == stream.read()


def test_the_same_bytes_are_held_once_and_digests_are_in_order(
    vault: MemoryVault | FolderVault,
) -> None:
    put = [vault.put(BytesIO(data))[0] for data in (b"b", b"a", b"c", b"b")]
    assert sorted(set(put)) == list(vault.digests())


def test_bytes_that_were_never_put_are_missing(vault: MemoryVault | FolderVault) -> None:
    assert not vault.has(Digest("f" * 64))
    with pytest.raises(EvidenceChanged, match="f" * 64):
        vault.open(Digest("f" * 64))


def test_a_vault_that_nobody_touched_has_no_flaws(vault: MemoryVault | FolderVault) -> None:
    assert vault.has(vault.put(BytesIO(b"x"))[0])
    assert [] == list(vault.check())


# --- journal ----------------------------------------------------------------------------


def test_the_first_line_follows_the_genesis_and_each_other_the_one_before(
    journal: MemoryJournal | SqlJournal,
) -> None:
    first = journal.append(NOON, "ana", "noted", {"text": "one"})
    second = journal.append(NOON, "ben", "noted", {"text": "two"})
    assert (0, GENESIS, 1, first.hash) == (first.seq, first.previous, second.seq, second.previous)


def test_the_hash_is_the_sha_256_of_all_other_fields_as_canonical_json(
    journal: MemoryJournal | SqlJournal,
) -> None:
    entry = journal.append(NOON, "ana", "noted", {"b": 1, "a": "é"})
    text = (
        '{"action":"noted","actor":"ana","at":"2024-02-29T12:00:00Z",'
        f'"body":{{"a":"é","b":1}},"previous":"{"0" * 64}","seq":0}}'
    )
    assert hashlib.sha256(text.encode()).hexdigest() == entry.hash


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@CALM
@given(
    body=st.dictionaries(KEYS, JSON, max_size=3),
    at=st.datetimes(timezones=st.just(UTC)),
)
def test_a_line_reads_as_it_was_appended(
    journal: MemoryJournal | SqlJournal, body: dict[str, Any], at: datetime
) -> None:
    entry = journal.append(at, "ana", "noted", body)
    assert [entry] == list(journal.read(entry.seq))
    assert body == entry.body
    assert at == entry.at


def test_times_are_kept_in_utc(journal: MemoryJournal | SqlJournal) -> None:
    seoul = datetime(2024, 3, 1, 8, tzinfo=timezone(timedelta(hours=9)))
    assert "2024-02-29T23:00:00+00:00" == journal.append(seoul, "a", "b", {}).at.isoformat()


def test_a_time_without_a_zone_is_refused(journal: MemoryJournal | SqlJournal) -> None:
    with pytest.raises(ValueError, match="zone"):
        journal.append(datetime(2024, 1, 1), "a", "b", {})  # noqa: DTZ001 - the point
    assert [] == list(journal.read())


def test_reading_starts_where_asked(journal: MemoryJournal | SqlJournal) -> None:
    for number in range(4):
        journal.append(NOON, "a", "b", {"n": number})
    assert [2, 3] == [entry.body["n"] for entry in journal.read(2)]
    assert [] == list(journal.read(4))


def test_more_lines_than_one_page_read_in_order(engine: sa.Engine) -> None:
    journal = SqlJournal(engine)
    lines: list[Entry] = [journal.append(NOON, "a", "b", {"n": n}) for n in range(1_005)]
    assert lines == list(journal.read())
    assert [] == list(journal.check())
    assert lines[-1] == journal.head()


def test_an_untouched_journal_is_sound(journal: MemoryJournal | SqlJournal) -> None:
    assert [] == list(journal.check())
    journal.append(NOON, "a", "b", {})
    assert [] == list(journal.check())


def test_threads_that_append_at_once_make_one_chain(engine: sa.Engine) -> None:
    journal = SqlJournal(engine)
    with ThreadPoolExecutor(4) as pool:
        bodies = [{"n": number} for number in range(40)]
        list(pool.map(lambda body: journal.append(NOON, "a", "b", body), bodies))
    assert [] == list(journal.check())
    assert list(range(40)) == sorted(entry.body["n"] for entry in journal.read())


# --- shelf ------------------------------------------------------------------------------

RICH = (
    party("sek", "SEK", aliases=("April 26", "4·26"), emails=("a@b",), since=date(2001, 9, 9)),
    Payment(seen=SEEN, payer="us", payee="sek", amount=Decimal("1200.50"), date=date(2023, 1, 2)),
    sign_in("ana", 1, ip="192.0.2.1"),
    Found(seen=SEEN, path="f", collected=datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=9)))),
)


@pytest.mark.parametrize("record", RICH, ids=lambda record: record.kind)
def test_a_record_comes_back_to_the_letter(shelf: MemoryShelf | SqlShelf, record: Any) -> None:
    shelf.add([record])
    (found,) = shelf.each(type(record))
    assert record == found
    assert msgspec.json.encode(record) == msgspec.json.encode(found)


TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=4
)


@CALM
@given(ids=st.lists(TEXT, max_size=20))
def test_records_come_in_the_order_of_code_points_whatever_order_they_went_in(
    shelf: MemoryShelf | SqlShelf, ids: list[str]
) -> None:
    shelf.replace(party(id_) for id_ in ids)
    assert sorted(set(ids)) == [record.id for record in shelf.each(Party)]


def test_a_record_of_the_same_kind_and_id_replaces_the_older(
    shelf: MemoryShelf | SqlShelf,
) -> None:
    shelf.add([party("a", "old"), party("a", "new"), Worker(seen=SEEN, id="a", name="other")])
    shelf.add([party("b", "old")])
    shelf.add([party("b", "new")])
    assert ["new", "new"] == [record.name for record in shelf.each(Party)]
    assert ["other"] == [record.name for record in shelf.each(Worker)]


def test_what_is_replaced_is_gone(shelf: MemoryShelf | SqlShelf) -> None:
    shelf.add([party("a"), sign_in("x", 1)])
    shelf.replace([party("b")])
    assert ["b"] == [record.id for record in shelf.each(Party)]
    assert [] == list(shelf.each(SignIn))


def test_nothing_is_kept_when_the_source_fails(engine: sa.Engine) -> None:
    def broken() -> Iterator[Party]:
        yield party("a")
        raise OSError

    shelf = SqlShelf(engine)
    shelf.add([party("before")])
    with pytest.raises(OSError):  # noqa: PT011 - the reader's own
        shelf.replace(broken())
    assert ["before"] == [record.id for record in shelf.each(Party)]


def test_groups_come_in_order_of_their_text_each_in_the_order_asked(
    shelf: MemoryShelf | SqlShelf,
) -> None:
    minutes = [("b", 2), ("a", 9), ("b", 1), ("a", 3), ("é", 0)]
    shelf.add(sign_in(account, minute) for account, minute in minutes)
    found = [
        (text, [record.time.minute for record in records])
        for text, records in shelf.grouped(SignIn, "account", "time")
    ]
    assert [("a", [3, 9]), ("b", [1, 2]), ("é", [0])] == found


def test_a_record_stands_in_the_group_of_each_value_and_without_one_in_the_empty_group(
    shelf: MemoryShelf | SqlShelf,
) -> None:
    shelf.add([party("a", emails=("x", "y", "x")), party("b", emails=("y",)), party("c")])
    found = {text: [p.id for p in group] for text, group in shelf.grouped(Party, "emails", "id")}
    assert {"": ["c"], "x": ["a"], "y": ["a", "b"]} == found


def test_records_without_a_value_come_first_in_their_group_then_by_id(
    shelf: MemoryShelf | SqlShelf,
) -> None:
    days = {"d": date(2020, 1, 1), "c": None, "b": date(2020, 1, 1), "a": date(2021, 1, 1)}
    shelf.add(party(id_, country="CN", since=day) for id_, day in days.items())
    assert [("CN", ["c", "b", "d", "a"])] == [
        (text, [p.id for p in group]) for text, group in shelf.grouped(Party, "country", "since")
    ]


def test_groups_span_pages(engine: sa.Engine) -> None:
    shelf, expected = SqlShelf(engine), MemoryShelf()
    records = [sign_in(f"a{n % 7}", n, session=str(n * 7919 % 1301)) for n in range(1_301)]
    shelf.add(records)
    expected.add(records)
    assert list(expected.grouped(SignIn, "account", "session")) == list(
        shelf.grouped(SignIn, "account", "session")
    )


# --- view -------------------------------------------------------------------------------


def test_a_view_gives_records_in_order_of_id_and_by_id(shelf: MemoryShelf | SqlShelf) -> None:
    shelf.add([party("b"), party("a")])
    view = shelf.view(FACTS)
    assert FACTS == view.facts
    assert ["a", "b"] == [record.id for record in view.all(Party)]
    assert party("b") == view.get(Party, "b")
    assert view.get(Party, "c") is None
    assert view.get(Worker, "b") is None


def test_where_compares_one_value_and_looks_into_several(shelf: MemoryShelf | SqlShelf) -> None:
    shelf.add([
        party("b", country="CN", emails=("x@y", "z@y")), party("a", country="CN"),
        party("c", country="", emails=("z@y", "z@y")),
        Lot(seen=SEEN, id="open"), Lot(seen=SEEN, id="told", disclosed_subs=("b",)),
    ])  # fmt: skip
    view = shelf.view(FACTS)
    assert ["a", "b"] == [record.id for record in view.where(Party, "country", "CN")]
    assert ["b", "c"] == [record.id for record in view.where(Party, "emails", "z@y")]
    assert [] == list(view.where(Party, "emails", "Z@y"))
    assert ["told"] == [record.id for record in view.where(Lot, "disclosed_subs", "b")]
    assert ["open"] == [record.id for record in view.where(Lot, "disclosed_subs", None)]


def test_where_refuses_a_field_that_the_kind_does_not_have(shelf: MemoryShelf | SqlShelf) -> None:
    with pytest.raises(AttributeError, match="colour"):
        shelf.view(FACTS).where(Party, "colour", "red")


def test_names_are_those_that_people_use(shelf: MemoryShelf | SqlShelf) -> None:
    shelf.add([
        party("sek", "SEK Studio"), Worker(seen=SEEN, id="w1", name="Ana"),
        Production(seen=SEEN, id="p", title="The Show"), Account(seen=SEEN, id="ana@x"),
        party("cn:91", "Odd id"),
    ])  # fmt: skip
    name = shelf.view(FACTS).name
    assert ["SEK Studio", "SEK Studio", "Ana", "Ana", "The Show", "ana@x", "Odd id"] == [
        name("party:sek"), name("sek"), name("worker:w1"), name("w1"), name("production:p"),
        name("account:ana@x"), name("cn:91"),
    ]  # fmt: skip


def test_the_name_of_what_nobody_knows_is_its_id(shelf: MemoryShelf | SqlShelf) -> None:
    name = shelf.view(FACTS).name
    assert ["x", "c1", "x", "odd:x", ""] == [
        name("party:x"), name("contract:c1"), name("x"), name("odd:x"), name(""),
    ]  # fmt: skip


def test_a_view_travels_to_another_process_whole(shelf: MemoryShelf | SqlShelf) -> None:
    shelf.add([party("sek", "SEK"), sign_in("ana", 1)])
    view = pickle.loads(pickle.dumps(shelf.view(FACTS)))  # noqa: S301 - our own
    assert FACTS == view.facts
    assert [party("sek", "SEK")] == list(view.all(Party))
    assert [sign_in("ana", 1)] == list(view.where(SignIn, "account", "ana"))
