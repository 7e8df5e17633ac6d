"""Files of workers: sealed in the journal, read again, forgotten."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from cases.workers.conftest import Desk, joined, someone
from celtrace.cases.review import review_room
from celtrace.cases.room import Room
from celtrace.cases.verify import verify
from celtrace.cases.workers.acts import agree, hand_in, invite
from celtrace.cases.workers.register import EXPIRED, Register
from celtrace.errors import UsageError
from celtrace.records import ConsentGrant, Handed, Worker
from celtrace.store.keyring import KeyRing, Shredded

NAME, MAIL, NUMBER = "Nguyễn Văn An", "an.nguyen@mail.example", "B7654321"
PICTURE = b"\x89PNG a picture of a document " + NUMBER.encode() * 50


def whole(desk: Desk) -> str:
    """One person with everything: contacts, consent, a document, a selfie."""
    with desk.open() as register:
        file = joined(register, name=NAME, emails=(MAIL,))
        hand_in(register, file.person, file.person, "document front", PICTURE, "image/png")
        hand_in(register, file.person, file.person, "selfie", PICTURE + b"2", "image/png")
        return file.person


def holding(folder: Path, *words: bytes) -> list[str]:
    """Files under a folder, of whatever kind, that hold one of the words."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path.name for path in found if any(word in path.read_bytes() for word in words)]


SECRET = (NAME.encode(), MAIL.encode(), NUMBER.encode(), NAME.encode("utf-16-le"), b"PNG a picture")


def test_what_was_kept_is_read_again_in_the_next_process(desk: Desk) -> None:
    person = whole(desk)
    with desk.open() as register:
        file = register.file(person)
        worker = file.worker
        assert worker
        assert (NAME, (MAIL,), person) == (worker.name, worker.emails, worker.id)
        papers = {one.what: register.bytes_of(file, one) for one in file.all(Handed)}
        assert {"document front": PICTURE, "selfie": PICTURE + b"2"} == papers
        assert "journal" == worker.seen.source


def test_nothing_of_a_person_stands_in_the_open_even_before_they_are_forgotten(desk: Desk) -> None:
    whole(desk)
    assert [] == holding(desk.folder, *SECRET)


def test_nothing_of_a_person_is_in_the_write_ahead_log_while_the_case_is_open(desk: Desk) -> None:
    with desk.open() as register:
        file = joined(register, name=NAME, emails=(MAIL,))
        hand_in(register, file.person, file.person, "selfie", PICTURE, "image/png")
        assert [path.name for path in desk.folder.rglob("*-wal")]
        assert [] == holding(desk.folder, *SECRET)


def test_after_forget_no_copy_of_the_case_can_be_read_and_the_journal_verifies(
    desk: Desk,
) -> None:
    """Nothing of the person is left in database, files, logs, WAL or backups."""
    person = whole(desk)
    backup = desk.folder / "backup"
    shutil.copytree(desk.settings.case, backup)
    with desk.open() as register:
        register.forget("Ann", person, "asked for it")
    assert () == verify(desk.settings.case)
    assert [] == holding(desk.folder, *SECRET)
    for folder in (desk.settings.case, backup):
        held = Desk(desk.folder)
        held.settings = msgspec.structs.replace(desk.settings, case=folder)
        with held.open() as register:
            assert not any(file.records for file in register.files())


def test_the_line_that_is_left_says_who_why_and_how_much_and_no_name(desk: Desk) -> None:
    person = whole(desk)
    with desk.open() as register:
        register.forget("Ann", person, "end of engagement")
    with sqlite3.connect(desk.settings.case / "case.db") as database:
        row = database.execute(
            "SELECT actor, action, body FROM journal ORDER BY seq DESC"
        ).fetchone()
    assert ("Ann", "worker forgotten") == row[:2]
    body = msgspec.json.decode(row[2])
    assert ({"person", "why", "lines", "objects"}, person) == (set(body), body["person"])
    assert (2, "end of engagement") == (len(body["objects"]), body["why"])


def test_a_forgotten_person_cannot_be_written_to_or_read(desk: Desk, register: Register) -> None:
    file = joined(register)
    register.forget("Ann", file.person, "asked")
    for act in (lambda: register.file(file.person), lambda: register.forget("Ann", file.person, ""),
                lambda: agree(register, "Ann", file.person, ["face"])):  # fmt: skip
        with pytest.raises(UsageError, match="was forgotten"):
            act()
    with pytest.raises(Shredded):
        desk.ring.seal(file.person, b"", "worker")
    assert () == register.files()


def test_forgetting_one_person_leaves_the_others(register: Register) -> None:
    one, other = joined(register, name=NAME), joined(register, name="Kim")
    register.forget("Ann", one.person, "asked")
    assert ["Kim"] == [file.worker.name for file in register.files() if file.worker]
    assert other.person == register.file(other.person).person


def test_a_forgotten_worker_of_the_same_id_begins_anew(register: Register) -> None:
    first = joined(register, id="w1").person
    register.forget("Ann", "w1", "asked")
    second = joined(register, id="w1").person
    assert first != second == register.file("w1").person


def test_keys_that_are_not_here_are_not_a_person_who_was_forgotten(desk: Desk) -> None:
    person = whole(desk)
    away = desk.folder / "elsewhere"
    desk.settings.keys.rename(away)
    with desk.open() as register:
        (file,) = register.files()
        assert not file.forgotten
        assert (0, True) == (len(file.records), file.sealed > 3)
    away.rename(desk.settings.keys)
    with desk.open() as register:
        assert register.file(person).worker


def test_consent_that_was_withdrawn_takes_what_was_kept_under_it_and_nothing_else(
    register: Register,
) -> None:
    file = joined(register)
    face, papers = (hand_in(register, "x", file.person, what, PICTURE)
                    for what in ("selfie", "document front"))  # fmt: skip
    register.withdraw(file.person, file.person, "face")
    with pytest.raises(Shredded):
        register.bytes_of(file, face)
    assert PICTURE == register.bytes_of(file, papers)
    with pytest.raises(UsageError, match="no consent to face that could be withdrawn"):
        register.withdraw(file.person, file.person, "face")


def test_consent_that_is_given_again_covers_what_comes_now(desk: Desk, register: Register) -> None:
    file = joined(register)
    register.withdraw(file.person, file.person, "face")
    desk.later(minutes=1)
    agree(register, file.person, file.person, ["face"])
    kept = hand_in(register, "x", file.person, "selfie", PICTURE)
    assert PICTURE == register.bytes_of(register.file(file.person), kept)
    assert 2 == len([g for g in file.all(ConsentGrant) if g.purpose == "face"])


def test_a_grant_of_another_person_keeps_nothing(register: Register) -> None:
    mine, theirs = joined(register), joined(register, name="Kim")
    grant = theirs.all(ConsentGrant)[0]
    handed = Handed(seen=grant.seen, worker=mine.person, what="selfie", digest=grant.seen.digest)
    with pytest.raises(UsageError, match="no consent to keep this"):
        register.keep_bytes("x", handed, grant, PICTURE)


@pytest.mark.parametrize("ends", ["expires", "withdrawn"])
def test_a_consent_that_ends_in_the_middle_stops_what_comes_after(
    desk: Desk, register: Register, ends: str
) -> None:
    file = joined(register)
    hand_in(register, "x", file.person, "selfie", PICTURE)
    if ends == "expires":
        desk.later(days=366)
    else:
        register.withdraw(file.person, file.person, "face")
    with pytest.raises(UsageError, match="no consent to face that holds") as refused:
        hand_in(register, "x", file.person, "selfie", PICTURE)
    assert "two people compare" in refused.value.remedy


def test_a_link_opens_its_file_until_it_ends(desk: Desk, register: Register) -> None:
    made = invite(register, "Ann", someone())
    person, _, secret = made.path.removeprefix("/join/").partition(".")
    assert register.by_secret(person, secret) is not None
    assert register.by_secret(person, "x" + secret) is None
    assert register.by_secret("p0000000000000000", secret) is None
    desk.later(days=14)
    assert register.by_secret(person, secret) is None


def test_a_new_link_ends_the_one_before(register: Register) -> None:
    first = invite(register, "Ann", someone(id="w1"))
    second = invite(register, "Ann", someone(id="w1"))
    assert first.file.person == second.file.person
    assert register.by_secret(first.file.person, first.secret) is None
    assert register.by_secret(first.file.person, second.secret) is not None


def test_a_link_of_somebody_forgotten_opens_nothing(register: Register) -> None:
    made = invite(register, "Ann", someone())
    register.forget("Ann", made.file.person, "asked")
    assert register.by_secret(made.file.person, made.secret) is None


def test_what_changes_of_a_worker_replaces_what_was_known(register: Register) -> None:
    file = joined(register, id="w1")
    register.begin("Ann", someone("Văn An Nguyễn", id="w1", phones=("+84 1",)))
    assert [("Văn An Nguyễn", ("+84 1",))] == [(w.name, w.phones) for w in file.all(Worker)]


def test_a_line_that_was_changed_is_noticed(desk: Desk) -> None:
    person = whole(desk)
    with closing(sqlite3.connect(desk.settings.case / "case.db")) as database:
        database.execute("UPDATE journal SET body = replace(body, ?, ?)", (person, "p" + "0" * 16))
        database.commit()
    assert [one for one in verify(desk.settings.case) if "journal" in str(one).lower()]


def test_another_ring_opens_nothing(desk: Desk, tmp_path: Path) -> None:
    whole(desk)
    desk.ring = KeyRing(tmp_path / "other")
    with desk.open() as register:
        assert [] == [file.worker for file in register.files() if file.worker]


def test_what_was_kept_is_destroyed_when_its_term_is_over(desk: Desk, register: Register) -> None:
    """A term in writing, and destruction at its end (740 ILCS 14/15(a))."""
    file = joined(register)
    face = hand_in(register, "x", file.person, "selfie", PICTURE)
    assert () == register.sweep("Ann"), "the term is not over"
    desk.later(days=366)
    assert {(file.person, "face")} == set(register.sweep("Ann"))
    with pytest.raises(Shredded):
        register.bytes_of(file, face)
    assert () == register.sweep("Ann"), "once"
    lines = [entry for entry in register.journal.read() if entry.action == EXPIRED]
    assert [{"person": file.person, "purpose": "face"}] == [entry.body for entry in lines]


def test_a_term_that_was_renewed_in_time_goes_on(desk: Desk, register: Register) -> None:
    file = joined(register)
    face = hand_in(register, "x", file.person, "selfie", PICTURE)
    grant = next(g for g in file.all(ConsentGrant) if g.purpose == "face")
    desk.later(days=300)
    longer = msgspec.structs.replace(
        grant, id="", granted=desk.now, expires=desk.now + timedelta(days=300)
    )
    register.keep(file.person, file.person, longer)
    desk.later(days=100)
    assert (file.person, "face") not in register.sweep("Ann")
    assert PICTURE == register.bytes_of(file, face)


def test_a_room_that_opens_destroys_what_is_over(desk: Desk) -> None:
    with desk.open() as register:
        file = joined(register)
        hand_in(register, "x", file.person, "selfie", PICTURE)
    desk.later(days=400)
    with Room(desk.settings, desk.folder / "dossier", desk.clock, review_room) as room:
        held = room.people(lambda register: register.file(file.person))
        assert not desk.ring.has(file.person, "face")
        assert held.worker
