"""What a review sees of the sealed files."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from cases.workers.conftest import Desk, joined, someone, step
from celtrace import registry
from celtrace.cases.detecting import run_detectors
from celtrace.cases.workers.acts import SEEN, hand_in, record_step
from celtrace.cases.workers.meetings import plan
from celtrace.cases.workers.register import Register
from celtrace.cases.workers.shown import shown
from celtrace.engine.serial import SerialEngine
from celtrace.ports import CaseFacts
from celtrace.records import (
    ConsentGrant,
    Credential,
    Interview,
    PersonalDocument,
    Problem,
    Record,
    SignedDelivery,
    StepResult,
    Worker,
)
from celtrace.store.memory import MemoryShelf

PAPER = PersonalDocument("passport", "scan.png", "P<UTO", "VN", "B7654321")
FACTS: dict[str, Any] = {
    "name": "Nguyễn Văn An", "emails": ("An@Mail.example",), "phones": ("+84 90 123 45 67",),
    "accounts": ("VN 0071",), "documents": (PAPER,), "profiles": ("https://art.example/an",),
    "claimed_country": "VN",
}  # fmt: skip


def seen(register: Register, desk: Desk, *stated: Record) -> list[Record]:
    return list(shown(register, desk.ring, stated))


def test_neither_name_nor_contact_nor_number_is_in_what_a_review_sees(
    register: Register, desk: Desk
) -> None:
    file = joined(register, **FACTS)
    hand_in(register, "x", file.person, "selfie", b"picture")
    record_step(
        register, "Ann", file.person, step("bank_papers", paper="An, account 0071", holder="An")
    )
    bytes_ = msgspec.json.encode(seen(register, desk))
    for word in ("Nguyễn", "mail.example", "Mail.example", "123 45 67", "0071", "B7654321",
                 "P<UTO", "scan.png", "art.example"):  # fmt: skip
        assert word.encode() not in bytes_, word


def test_a_person_of_the_files_alone_stands_under_the_files_random_id(
    register: Register, desk: Desk
) -> None:
    file = joined(register, **FACTS)
    (worker,) = [one for one in seen(register, desk) if isinstance(one, Worker)]
    assert (file.person, file.person) == (worker.id, worker.name)
    grants = [one.worker for one in seen(register, desk) if isinstance(one, ConsentGrant)]
    assert {file.person} == set(grants)


def test_a_worker_of_the_dossier_stays_as_the_dossier_has_it(
    register: Register, desk: Desk
) -> None:
    joined(register, id="w1", **FACTS)
    stated = someone("Nguyen Van An", id="w1")
    found = seen(register, desk, stated)
    assert [] == [one for one in found if isinstance(one, Worker)]
    assert {"w1"} == {one.worker for one in found if isinstance(one, ConsentGrant)}


def test_two_sealed_files_with_one_number_are_still_found(register: Register, desk: Desk) -> None:
    """Comparing goes on tokens; spaces, case and signs do not hide it."""
    one = joined(register, **FACTS)
    other = joined(register, name="Kim", phones=("+84901234567",), emails=("an@mail.EXAMPLE",))
    shelf = MemoryShelf(seen(register, desk))
    view = shelf.view(CaseFacts(as_of=desk.now.date()))
    found = run_detectors(shelf, view, SerialEngine(), registry.detectors()).findings
    (shared,) = [f for f in found if f.rule == "duplicate_applicant"]
    assert {one.person, other.person} == {shared.values["a"], shared.values["b"]}
    assert "telephone number sealed " in shared.sentence
    assert "mail address sealed " in shared.sentence


def test_a_sealed_contact_that_the_dossier_states_for_another_is_found(
    register: Register, desk: Desk
) -> None:
    joined(register, **FACTS)
    stated = someone("Kim", id="w7", emails=("an@mail.example",))
    shelf = MemoryShelf([stated, *seen(register, desk, stated)])
    view = shelf.view(CaseFacts(as_of=desk.now.date()))
    found = run_detectors(shelf, view, SerialEngine(), registry.detectors()).findings
    assert ["duplicate_applicant"] == [f.rule for f in found if f.rule == "duplicate_applicant"]


def test_tokens_are_no_telephone_numbers(register: Register, desk: Desk) -> None:
    joined(register, **FACTS)
    shelf = MemoryShelf(seen(register, desk))
    found = run_detectors(
        shelf, shelf.view(CaseFacts(as_of=desk.now.date())), SerialEngine(), registry.detectors()
    )
    assert () == found.findings


def test_forms_keys_and_signatures_stay_sealed(register: Register, desk: Desk) -> None:
    file = joined(register)
    record_step(
        register, "Ann", file.person, step("bank_papers", paper="secret words", holder="An")
    )
    key = Credential(seen=SEEN, worker="", credential="secret key", public="secret half")
    register.keep("Ann", file.person, key)
    signed = SignedDelivery(
        seen=SEEN, worker="", manifest=SEEN.digest, credential="secret key", client_data="secret",
        signature="secret",
    )  # fmt: skip
    register.keep("Ann", file.person, signed)
    found = seen(register, desk)
    assert b"secret" not in msgspec.json.encode(found)
    keys = {o.credential for o in found if isinstance(o, (Credential, SignedDelivery))}
    assert 1 == len(keys), "the same key is still the same"
    assert [()] == [one.form for one in found if isinstance(one, StepResult)]


@pytest.mark.parametrize("forget", [False, True], ids=["keys away", "forgotten"])
def test_what_cannot_be_read_is_said_unless_somebody_was_forgotten(
    desk: Desk, *, forget: bool
) -> None:
    with desk.open() as register:
        file = joined(register)
        if forget:
            register.forget("Ann", file.person, "asked")
        else:
            desk.settings.keys.rename(desk.folder / "away")
    with desk.open() as register:
        found = seen(register, desk)
    assert [not forget] * (not forget) == [isinstance(one, Problem) for one in found]


def test_the_challenges_of_a_meeting_to_come_stay_sealed_and_its_id_stays(
    register: Register, desk: Desk
) -> None:
    file = joined(register)
    meeting = plan(register, "Ann", file.person, desk.now + timedelta(days=1))
    (one,) = [record for record in seen(register, desk) if isinstance(record, Interview)]
    assert (meeting.id, "", ()) == (one.id, one.seed, one.challenges)
