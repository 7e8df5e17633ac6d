"""Retention: periods, what is due, and erasing as the act of a named person."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

import invented
from celtrace.cases.case import Case
from celtrace.cases.decisions.account import read_journal
from celtrace.cases.handover.frozen import Ask, Freezer
from celtrace.cases.recompute import recompute
from celtrace.cases.retention import (
    CATEGORIES,
    ERASED,
    GONE,
    SET,
    Due,
    Held,
    due,
    erase,
    packaged,
    period_set,
    periods,
)
from celtrace.cases.verify import verify
from celtrace.cases.workers import acts
from celtrace.cases.workers.opened import reading, writing
from celtrace.cases.workers.register import Register
from celtrace.errors import UsageError
from celtrace.records import ConsentGrant, Digest, Handed, Worker
from celtrace.settings import Settings
from celtrace.store.keyring import Shredded

SEEN = acts.SEEN
DAY = timedelta(days=1)


class Hour:
    def __init__(self) -> None:
        self.now = datetime(2026, 7, 12, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    home = invented.install_lists(folder / "home")
    invented.reviewed(invented.dossier(folder / "dossier"), folder / "case", home)
    return folder


@pytest.fixture
def settings(reviewed: Path, tmp_path: Path) -> Settings:
    shutil.copytree(reviewed / "case", tmp_path / "case")
    shutil.copytree(reviewed / "home", tmp_path / "home")
    return Settings(home=tmp_path / "home", case=tmp_path / "case")


@pytest.fixture
def hour() -> Iterator[Hour]:
    return Hour()  # type: ignore[return-value]


def sets(settings: Settings, hour: Hour, category: str, days: int | None) -> None:
    with Case.create_or_open(settings.case, hour) as case:
        case.log(SET, period_set(periods(case.journal.read()), category, days, ("", "")), "ana")


def found(settings: Settings, hour: Hour) -> tuple[Due, ...]:
    with reading(settings, hour) as register:
        assert register
        return due(Held(settings, register, hour))


def with_face(settings: Settings, hour: Hour) -> str:
    """A worker's file with a picture of the face in it; its person."""
    with writing(settings, hour) as register:
        person = register.begin(
            "ana", Worker(seen=SEEN, id="w1", name="김철수", party="north")
        ).person
        acts.agree(register, "ana", person, ["face"])
        grant = register.file(person).all(ConsentGrant)[0]
        handed = Handed(seen=SEEN, worker=person, what="selfie", digest=Digest(""))
        register.keep_bytes("ana", handed, grant, b"a face")
        return person


def face_of(register: Register, person: str) -> bytes:
    file = register.file(person)
    return register.bytes_of(file, file.all(Handed)[0])


# --- periods -----------------------------------------------------------------------------


def test_records_of_screenings_are_kept_ten_years_and_faces_never_beyond_their_consent() -> None:
    assert set(CATEGORIES) == set(packaged())
    assert (3653, None, None) == (
        packaged()["case"].days, packaged()["pictures"].days, packaged()["worker_files"].days
    )  # fmt: skip
    assert all(one.purpose and one.basis and one.otherwise for one in packaged().values())


def test_a_period_that_was_set_says_by_whom_and_the_last_one_holds(
    settings: Settings, hour: Hour
) -> None:
    sets(settings, hour, "worker_files", 90)
    sets(settings, hour, "worker_files", 60)
    found = periods(read_journal(settings.case))
    assert (60, "ana") == (found["worker_files"].days, found["worker_files"].by)
    assert packaged()["worker_files"].purpose == found["worker_files"].purpose
    assert packaged()["case"] == found["case"]


def test_purpose_and_basis_are_the_ones_of_whoever_runs_it() -> None:
    body = period_set(packaged(), "handed", None, (" to show it ", "contract"))
    assert (None, "to show it", "contract") == (body["days"], body["purpose"], body["basis"])


@pytest.mark.parametrize(
    ("category", "days", "said"),
    [("logs", 5, "no category"), ("case", 0, "at least one day"), ("case", -1, "at least"),
     ("case", 10**7, "at least"), ("pictures", 1096, "1095 days at most")],
)  # fmt: skip
def test_a_period_that_cannot_be_is_refused(category: str, days: int, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        period_set(packaged(), category, days, ("", ""))


@pytest.mark.parametrize(("first", "second"), [("worker_files", "pictures"),
                                               ("pictures", "worker_files")])  # fmt: skip
def test_faces_are_kept_no_longer_than_the_files_they_are_in(
    settings: Settings, hour: Hour, first: str, second: str
) -> None:
    days = {"worker_files": 30, "pictures": 31}
    sets(settings, hour, first, days[first])
    with pytest.raises(UsageError, match="30 days at most"):
        sets(settings, hour, second, days[second])


# --- what is due -------------------------------------------------------------------------


def test_nothing_is_due_before_its_day_and_nothing_without_a_period(
    settings: Settings, hour: Hour
) -> None:
    with_face(settings, hour)
    begun = hour.now
    hour.now = begun + 3652 * DAY
    assert () == found(settings, hour)
    hour.now = begun + 3653 * DAY
    assert [Due("case", "", begun.date(), hour.now.date())] == list(found(settings, hour))


def test_a_case_that_people_still_work_on_is_not_due(settings: Settings, hour: Hour) -> None:
    hour.now += 3653 * DAY
    assert found(settings, hour)
    with Case.create_or_open(settings.case, hour) as case:
        case.log("note", {"target": "subject:party:north", "text": "still open"}, "ana")
    assert () == found(settings, hour)


def test_files_of_workers_faces_and_frozen_files_are_due_each_by_their_own_day(
    settings: Settings, hour: Hour
) -> None:
    person = with_face(settings, hour)
    Freezer(settings.home, settings.case, hour).freeze(Ask("bundle", "ana"))
    for category, days in (("worker_files", 90), ("pictures", 30), ("handed", 60)):
        sets(settings, hour, category, days)
    begun = hour.now
    hour.now += 90 * DAY
    bundle = "001-bundle-2026-07-12.zip"
    wanted = [("pictures", person), ("handed", bundle), ("worker_files", person)]
    assert wanted == [(one.category, one.key) for one in found(settings, hour)]
    assert date(2026, 8, 11) == found(settings, hour)[0].until == (begun + 30 * DAY).date()


# --- erasing -----------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "why"), [("", "its time is over"), ("ana", " ")])
def test_nothing_goes_without_a_person_and_a_reason(
    settings: Settings, hour: Hour, who: str, why: str
) -> None:
    hour.now += 4000 * DAY
    with pytest.raises(UsageError, match="a person and a reason"):
        erase(settings, hour, who, why)
    assert (settings.case / "assessment.json").is_file()


def test_what_is_not_due_stays(settings: Settings, hour: Hour) -> None:
    with pytest.raises(UsageError, match="Nothing is due"):
        erase(settings, hour, "ana", "too early")
    sets(settings, hour, "pictures", 30)
    person = with_face(settings, hour)
    hour.now += 31 * DAY
    with pytest.raises(UsageError, match="Nothing is due"):
        erase(settings, hour, "ana", "another category", "handed")
    with reading(settings, hour) as register:
        assert register
        assert b"a face" == face_of(register, person)


def test_a_face_goes_and_the_rest_of_the_file_stays(settings: Settings, hour: Hour) -> None:
    sets(settings, hour, "pictures", 30)
    person = with_face(settings, hour)
    hour.now += 31 * DAY
    assert ["pictures"] == [one.category for one in erase(settings, hour, "ana", "over")]
    with reading(settings, hour) as register:
        assert register
        with pytest.raises(Shredded):
            face_of(register, person)
        assert register.file(person).worker
    assert () == found(settings, hour)
    assert () == verify(settings.case, recompute)


def test_a_worker_s_file_goes_with_its_key(settings: Settings, hour: Hour) -> None:
    sets(settings, hour, "worker_files", 30)
    with_face(settings, hour)
    hour.now += 31 * DAY
    erase(settings, hour, "ana", "over")
    with reading(settings, hour) as register:
        assert register
        assert () == register.files()
    assert [] == list((settings.home / "keys").glob("p*.key"))


def test_a_frozen_file_goes_and_can_still_be_told(settings: Settings, hour: Hour) -> None:
    freezer = Freezer(settings.home, settings.case, hour)
    path = freezer.path(freezer.freeze(Ask("bundle", "ana")).name)
    assert path
    digest = sha256(path.read_bytes()).hexdigest()
    sets(settings, hour, "handed", 30)
    hour.now += 31 * DAY
    erase(settings, hour, "ana", "over")
    assert () == freezer.held()
    last = read_journal(settings.case)[-1]
    assert ("ana", ERASED, "over") == (last.actor, last.action, last.body["why"])
    assert [digest] == [one["sha256"] for one in last.body["items"]]


def test_of_a_whole_case_a_stub_is_left_that_names_the_journal_s_last_line(
    settings: Settings, hour: Hour
) -> None:
    with_face(settings, hour)
    hour.now += 3653 * DAY
    before = read_journal(settings.case)
    erase(settings, hour, "ana", "ten years are over")
    first, stub = read_journal(settings.case)
    assert ("created", "ana", GONE) == (first.action, stub.actor, stub.action)
    assert "ten years are over" == stub.body["why"]
    assert len(before) < stub.body["lines"]
    assert 64 == len(str(stub.body["head"]))
    assert () == verify(settings.case)
    left = {path.name for path in settings.case.rglob("*") if path.is_file()}
    assert left <= {"case.db", "seal.json", "lock", ".lock", "case.lock"}
    assert [] == list((settings.home / "keys").glob("p*.key"))
    assert () == found(settings, hour)
