"""One person's data: told whole, erased with a stub, and what stays is named."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

import invented
from celtrace.cases.case import Case
from celtrace.cases.decisions.account import read_journal
from celtrace.cases.decisions.acts import Desk
from celtrace.cases.find import Finder
from celtrace.cases.handover.frozen import Ask, Freezer
from celtrace.cases.handover.looking import holds
from celtrace.cases.outcome import Outcome
from celtrace.cases.person import data_of, erase
from celtrace.cases.recompute import recompute
from celtrace.cases.verify import verify
from celtrace.cases.workers.opened import writing
from celtrace.errors import UsageError
from celtrace.records import Account, Worker
from celtrace.settings import Settings

NAME, MAIL = "김철수", "chol.su@example.org"
MORE = (
    f"workers:\n  - {{id: w1, name: {NAME}, party: north, emails: [{MAIL}], accounts: [a1]}}\n"
    "  - {id: w2, name: Ana Other, party: hill}\n"
    "accounts:\n  - {id: a1, party: north, worker: w1}\n"
)
PARTIES = (
    "id,name,country,kind",
    *(f"{row},company" for row in invented.TABLES["parties"][1:]),
    "kim,Kim Person,KR,person",
)
OUTPUTS = ("findings.jsonl", "assessment.json", "context.json", "screening.jsonl", "report.html",
           "problems.jsonl")  # fmt: skip


def now() -> datetime:
    return datetime(2026, 7, 12, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("person")
    home = invented.install_lists(folder / "home")
    dossier = invented.dossier(folder / "dossier", invented.LOTS + MORE, parties=PARTIES)
    invented.reviewed(dossier, folder / "case", home)
    return folder


@pytest.fixture
def settings(reviewed: Path, tmp_path: Path) -> Settings:
    shutil.copytree(reviewed / "case", tmp_path / "case")
    shutil.copytree(reviewed / "home", tmp_path / "home")
    return Settings(home=tmp_path / "home", case=tmp_path / "case")


def held(settings: Settings, text: str) -> list[str]:
    """Outputs and tables of the case in which a text stands."""
    found = [n for n in OUTPUTS if text.encode() in (settings.case / n).read_bytes()]
    view = Outcome.of(settings.case).view
    found += [one.id for one in view.all(Worker) if text in msgspec.json.encode(one).decode()]
    return found


def test_a_person_is_told_everything(settings: Settings) -> None:
    told = data_of(settings, now, "worker:w1")
    kinds = {one["kind"] for one in told["records"]}
    assert "worker" in kinds
    assert NAME in json.dumps(told, ensure_ascii=False)
    assert "Ana Other" not in json.dumps(told)
    assert {"person", "records", "findings", "sealed"} == set(told)


def test_nothing_is_left_where_it_can_be_changed_and_the_case_is_sound(
    settings: Settings,
) -> None:
    assert held(settings, NAME)
    made = erase(settings, now, "ana", "worker:w1", "asked for")
    assert [] == held(settings, NAME)
    assert [] == held(settings, MAIL)
    assert made.records >= 1
    assert () == verify(settings.case, recompute)


def test_the_index_of_the_search_goes_too(settings: Settings) -> None:
    finder = Finder(settings.home, settings.case)
    assert finder.find(Outcome.of(settings.case), (), NAME)
    finder.close()
    erase(settings, now, "ana", "worker:w1", "asked for")
    assert [] == list((settings.home / "cache").glob("search-*"))
    assert [] == finder.find(Outcome.of(settings.case), (), NAME)
    finder.close()


def test_the_stub_names_nobody_and_says_why(settings: Settings) -> None:
    made = erase(settings, now, "ana", "worker:w1", "asked for on Monday")
    last = read_journal(settings.case)[-1]
    assert ("ana", "person erased") == (last.actor, last.action)
    assert ("asked for on Monday", made.label) == (last.body["why"], last.body["label"])
    said = msgspec.json.encode(last.body).decode()
    assert NAME not in said
    assert "w1" not in said


def test_what_was_frozen_with_the_person_in_it_goes_and_can_still_be_told(
    settings: Settings,
) -> None:
    freezer = Freezer(settings.home, settings.case, now)
    bundle = freezer.freeze(Ask("bundle", "ana"))
    path = freezer.path(bundle.name)
    assert path
    digest = sha256(path.read_bytes()).hexdigest()
    made = erase(settings, now, "ana", "worker:w1", "asked for")
    assert {bundle.name: digest} == made.handed
    assert (None, ()) == (freezer.path(bundle.name), freezer.held())
    assert {bundle.name: digest} == read_journal(settings.case)[-1].body["handed"]


def test_what_was_frozen_without_the_person_stays(settings: Settings) -> None:
    erase(settings, now, "ana", "worker:w1", "asked for")
    freezer = Freezer(settings.home, settings.case, now)
    freezer.freeze(Ask("bundle", "ana"))
    with pytest.raises(UsageError):
        erase(settings, now, "ana", "worker:none", "asked for")
    assert {} == freezer.drop_holding((NAME, MAIL))
    assert 1 == len(freezer.held())


def test_nothing_of_the_person_is_left_in_any_file_but_the_evidence_that_is_named(
    settings: Settings,
) -> None:
    freezer = Freezer(settings.home, settings.case, now)
    for kind in ("bundle", "production"):
        freezer.freeze(Ask(kind, "ana", evidence=True, tier=0))  # type: ignore[arg-type]
    erase(settings, now, "ana", "worker:w1", "asked for")
    roots = (settings.home, settings.case)
    files = [path for root in roots for path in root.rglob("*") if path.is_file()]
    left = [path for path in files if holds(path, (NAME, MAIL))]
    assert ["vault"] == [path.relative_to(settings.case).parts[0] for path in left]


def test_what_stays_is_named(settings: Settings) -> None:
    with Case.create_or_open(settings.case, now) as case:
        Desk(case.journal, now).note("ana", "subject:worker:w1", f"{NAME} called")
    made = erase(settings, now, "ana", "worker:w1", "asked for")
    assert ("dossier.yaml",) == made.files
    assert 1 == made.lines


def test_others_and_the_joints_between_records_stay(settings: Settings) -> None:
    before = Outcome.of(settings.case)
    tiers = {(s.kind, s.id): s.tier for s in before.assessment.subjects}
    erase(settings, now, "ana", "worker:w1", "asked for")
    after = Outcome.of(settings.case)
    assert tiers == {(s.kind, s.id): s.tier for s in after.assessment.subjects}
    worker = after.view.get(Worker, "w1")
    account = after.view.get(Account, "a1")
    assert worker
    assert account
    assert (True, "w1") == (worker.name.startswith("[erased "), account.worker)
    assert "Ana Other" == after.view.name("worker:w2")


def test_a_person_who_is_a_party_is_erased_from_the_screening_too(settings: Settings) -> None:
    assert b"Kim Person" in (settings.case / "screening.jsonl").read_bytes()
    erase(settings, now, "ana", "party:kim", "asked for")
    assert b"Kim Person" not in (settings.case / "screening.jsonl").read_bytes()
    assert () == verify(settings.case, recompute)


def test_a_sealed_file_goes_with_its_key(settings: Settings) -> None:
    seen = Outcome.of(settings.case).view.get(Worker, "w1")
    assert seen
    with writing(settings, now) as register:
        register.begin("ana", seen)
    assert data_of(settings, now, "worker:w1")["sealed"]
    assert erase(settings, now, "ana", "worker:w1", "asked for").sealed
    with writing(settings, now) as register:
        assert () == register.files()


@pytest.mark.parametrize(
    "target", ["worker:none", "party:north", "party:none", "lot:lot1", "w1", ""]
)
def test_only_a_person_of_the_case_is_erased(settings: Settings, target: str) -> None:
    with pytest.raises(UsageError):
        erase(settings, now, "ana", target, "asked for")
    with pytest.raises(UsageError):
        data_of(settings, now, target)
    assert () == verify(settings.case)


def test_an_erasure_needs_a_reason(settings: Settings) -> None:
    with pytest.raises(UsageError, match="reason"):
        erase(settings, now, "ana", "worker:w1", " ")
    assert held(settings, NAME)
