"""`check_workers`: dossier and files together, without lists and without writing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cases.workers.conftest import Desk, joined, someone, step
from celtrace.cases.workers.acts import record_step
from celtrace.cases.workers.checking import Checked, check_workers
from celtrace.cases.workers.opened import reading, writing
from celtrace.errors import DossierInvalid, EvidenceChanged, UsageError
from celtrace.weigh.assessment import WorkerLevel

BODY = """dossier: 1
us: us
parties:
  - {id: us, name: Our Studio}
  - {id: v, name: River Drawing}
workers:
  - {id: w1, name: Maria Ada, party: v, role: in-between, emails: [m@ada.example],
     documents: [{type: passport, number: X1234567, country: PH, expires: 2030-01-31}]}
"""


def dossier(desk: Desk, more: str = "", body: str = BODY) -> Path:
    folder = desk.folder / "dossier"
    folder.mkdir(exist_ok=True)
    (folder / "dossier.yaml").write_text(body + more, encoding="utf-8")
    return folder


def checked(desk: Desk, folder: Path | None = None, as_of: date | None = None) -> Checked:
    return check_workers(folder, desk.settings, desk.clock, as_of)


def level(found: Checked, id_: str) -> WorkerLevel:
    return next(one for one in found.verified.workers if one.worker == id_)


def states(found: Checked, id_: str) -> dict[str, Any]:
    return {one.step: one.state for one in level(found, id_).steps}


def test_a_dossier_alone_is_checked_and_nothing_is_written(desk: Desk) -> None:
    found = checked(desk, dossier(desk))
    assert ("V1", "V3") == (level(found, "w1").level, level(found, "w1").aim)
    assert ["dossier"] == [path.name for path in desk.folder.iterdir()]


def test_files_alone_are_checked_under_the_names_in_them(desk: Desk) -> None:
    with desk.open() as register:
        file = joined(register, phones=("+84 90 1",), party="v")
    found = checked(desk)
    assert "Nguyễn Văn An" == found.names[file.person]
    assert "standard/vendor" == level(found, file.person).plan
    assert "passed" == states(found, file.person)["contact_stated"]


def test_what_the_file_holds_stands_beside_what_the_dossier_states(desk: Desk) -> None:
    with desk.open() as register:
        joined(register, id="w1")
        record_step(register, "Ann", "w1", step("document_examined", picture="sharp"))
    found = checked(desk, dossier(desk))
    assert "passed" == states(found, "w1")["document_examined"]
    assert 1 == len(found.verified.workers)
    assert "Maria Ada" == found.names["w1"], "the dossier's own spelling"


def test_the_day_is_the_one_asked_for_then_the_dossiers_then_today(desk: Desk) -> None:
    folder = dossier(desk, "as_of: 2026-01-02\n")
    assert date(2026, 1, 2) == checked(desk, folder).as_of
    assert date(2025, 5, 5) == checked(desk, folder, date(2025, 5, 5)).as_of
    assert desk.now.date() == checked(desk).as_of


def test_a_document_expires_as_days_go_by(desk: Desk) -> None:
    folder = dossier(desk)
    assert "passed" == states(checked(desk, folder, date(2030, 1, 31)), "w1")["document_stated"]
    assert "expired" == states(checked(desk, folder, date(2030, 2, 1)), "w1")["document_stated"]


def test_findings_about_workers_are_told_and_others_are_not(desk: Desk) -> None:
    more = (
        "  - {id: w2, name: Bo Lin, party: v, emails: [m@ada.example]}\n"
        "payments:\n  - {id: p1, payer: us, payee: v, amount: 5, currency: USD, date: 2024-01-01}\n"
    )
    found = checked(desk, dossier(desk, more))
    assert ["duplicate_applicant"] == [one.rule for one in found.findings]
    assert 2 == found.tier


def test_a_dossier_with_faults_is_refused_with_all_of_them(desk: Desk) -> None:
    with pytest.raises(DossierInvalid) as refused:
        checked(desk, dossier(desk, "  - {name: No Id, born: yesterday, party: nowhere}\n"))
    assert len(refused.value.faults) >= 2


def test_a_folder_that_is_not_there_is_said(desk: Desk) -> None:
    with pytest.raises(UsageError, match="no folder"):
        checked(desk, desk.folder / "nowhere")


def test_lines_without_their_keys_are_a_problem_that_is_named(desk: Desk) -> None:
    with desk.open() as register:
        joined(register)
    desk.settings.keys.rename(desk.folder / "away")
    (problem,) = checked(desk).problems
    assert "no key is here" in problem.reason
    assert "not looked at" in problem.consequence


def test_the_country_of_the_document_is_kept_for_parity_alone(desk: Desk) -> None:
    found = checked(desk, dossier(desk))
    assert {"w1": "PH"} == found.countries
    assert b"PH" not in msgspec.json.encode(found.verified)


def test_without_a_case_there_is_no_register(desk: Desk) -> None:
    with reading(desk.settings, desk.clock) as register:
        assert register is None


def test_a_case_that_another_process_writes_to_is_not_opened_twice(desk: Desk) -> None:
    with writing(desk.settings, desk.clock) as register:
        register.begin("Ann", someone())
        with pytest.raises(UsageError, match="Another process"), desk.open():
            pass


def test_a_damaged_database_is_said_to_be_damaged(desk: Desk) -> None:
    with desk.open() as register:
        joined(register)
    place = desk.settings.case / "case.db"
    place.write_bytes(place.read_bytes()[:5000] + b"\xff" * 9000)
    with (
        pytest.raises(EvidenceChanged, match="cannot be read"),
        reading(desk.settings, desk.clock),
    ):
        pass
