"""Keys in a worker's file: enrolled in a meeting, shown, cloned, signing deliveries."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cases.workers.conftest import Desk, joined
from celtrace.cases.workers.acts import agree
from celtrace.cases.workers.gaps import Gaps, gaps, sums_of
from celtrace.cases.workers.meetings import Seen, held, plan
from celtrace.cases.workers.passkeys import Keys
from celtrace.cases.workers.register import File, Register
from celtrace.errors import UsageError
from celtrace.keys.passkeys import Cloned, KeyRefused, Site, unb64
from celtrace.keys.waiting import Waiting
from celtrace.records import Credential, Interview, SignedDelivery
from keys.devices import ORIGIN, Device


@pytest.fixture
def keys() -> Keys:
    return Keys(Site(ORIGIN), Waiting())


def asked(options: dict[str, Any]) -> bytes:
    return unb64(options["publicKey"]["challenge"])


def with_key(register: Register, keys: Keys, device: Device, **more: Any) -> File:
    file = joined(register, **more)
    challenge = asked(keys.ask_enrol(register, file.person))
    keys.enrol(register, file.person, device.enrols(challenge))
    return file


def shows(register: Register, keys: Keys, file: File, device: Device) -> Credential:
    challenge = asked(keys.ask_sign_in(register, file.person))
    return keys.sign_in(register, file.person, device.signs(challenge))


def signs(
    register: Register, keys: Keys, file: File, device: Device, data: bytes
) -> SignedDelivery:
    challenge = asked(keys.ask_delivery(register, file.person, data))
    return keys.sign_delivery(register, file.person, data, device.signs(challenge))


def test_a_key_is_enrolled_and_what_it_is_stands_in_the_file(
    register: Register, keys: Keys
) -> None:
    file = with_key(register, keys, Device())
    (key,) = file.all(Credential)
    assert (True, False, "") == (key.device_bound, key.backed_up, key.ended)
    assert "00010203-0405-0607-0809-0a0b0c0d0e0f" == key.model


def test_without_consent_no_key_is_asked_for(register: Register, keys: Keys) -> None:
    file = joined(register, "documents")
    with pytest.raises(UsageError, match="no consent to passkey") as refused:
        keys.ask_enrol(register, file.person)
    assert "a signed list of files" in refused.value.remedy


def test_a_consent_that_ends_between_question_and_answer_keeps_no_key(
    register: Register, keys: Keys
) -> None:
    file = joined(register)
    challenge = asked(keys.ask_enrol(register, file.person))
    register.withdraw(file.person, file.person, "passkey")
    with pytest.raises(UsageError, match="no consent to passkey"):
        keys.enrol(register, file.person, Device().enrols(challenge))
    assert () == file.all(Credential)


def test_a_question_is_answered_once(register: Register, keys: Keys) -> None:
    file, device = joined(register), Device()
    answer = device.enrols(asked(keys.ask_enrol(register, file.person)))
    keys.enrol(register, file.person, answer)
    with pytest.raises(KeyRefused, match="Nothing was asked"):
        keys.enrol(register, file.person, answer)


def test_an_answer_that_comes_late_is_refused(register: Register, keys: Keys, desk: Desk) -> None:
    file = joined(register)
    challenge = asked(keys.ask_enrol(register, file.person))
    desk.later(minutes=5)
    with pytest.raises(KeyRefused, match="too late"):
        keys.enrol(register, file.person, Device().enrols(challenge))


def test_one_device_is_of_one_person(register: Register, keys: Keys) -> None:
    device = Device()
    with_key(register, keys, device)
    other = joined(register, name="Kim")
    challenge = asked(keys.ask_enrol(register, other.person))
    with pytest.raises(KeyRefused, match="belongs to another file"):
        keys.enrol(register, other.person, device.enrols(challenge))


def test_a_key_that_is_shown_again_keeps_its_counter(register: Register, keys: Keys) -> None:
    device = Device()
    file = with_key(register, keys, device)
    assert [2, 3] == [shows(register, keys, file, device).count for _ in range(2)]
    assert 1 == len(file.all(Credential))


def test_a_clone_is_refused_and_the_key_is_ended_for_both(register: Register, keys: Keys) -> None:
    device = Device()
    file = with_key(register, keys, device)
    clone = device.clone()
    for _ in range(3):
        shows(register, keys, file, device)
    with pytest.raises(Cloned):
        shows(register, keys, file, clone)
    assert ["cloned"] == [key.ended for key in file.all(Credential)]
    with pytest.raises(UsageError, match="no key in this file"):
        keys.ask_sign_in(register, file.person)


def test_another_persons_device_signs_nothing(register: Register, keys: Keys) -> None:
    mine, theirs = Device(), Device()
    file = with_key(register, keys, mine)
    with_key(register, keys, theirs, name="Kim")
    with pytest.raises(KeyRefused, match="Unknown credential"):
        shows(register, keys, file, theirs)


def test_a_key_enrolled_in_a_meeting_names_it(register: Register, keys: Keys, desk: Desk) -> None:
    file = joined(register)
    meeting = plan(register, "Ann", file.person, desk.now + timedelta(hours=1))
    early = with_key_in(register, keys, file)
    desk.later(hours=1, minutes=5)
    during = with_key_in(register, keys, file)
    held(register, "Ann", file.person, meeting.id, Seen(in_person=True))
    desk.later(days=1)
    after = with_key_in(register, keys, file)
    assert ("", meeting.id, "") == (early.interview, during.interview, after.interview)
    assert ["met"] == [one.outcome for one in file.all(Interview)]


def with_key_in(register: Register, keys: Keys, file: File) -> Credential:
    challenge = asked(keys.ask_enrol(register, file.person))
    return keys.enrol(register, file.person, Device().enrols(challenge))


def delivery(folder: Path, *names: str) -> Path:
    for name in names or ("c001.tga", "c002.tga", "sub/c003.tga"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(f"drawing {name}".encode())
    return folder


def test_a_delivery_is_signed_whole_and_nothing_is_left_open(
    register: Register, keys: Keys, tmp_path: Path
) -> None:
    device, folder = Device(), delivery(tmp_path / "lot")
    file = with_key(register, keys, device)
    one = signs(register, keys, file, device, sums_of(folder))
    assert (3, hashlib.sha256(sums_of(folder)).hexdigest()) == (one.files, one.manifest)
    found = gaps(register, folder)
    assert found.whole
    assert (3, 3, {file.person: 3}) == (found.files, found.signed, found.by_worker)


def spoil(found: Path, what: str) -> None:
    if what == "one byte":
        (found / "c001.tga").write_bytes(b"Drawing c001.tga")
    elif what == "one more":
        (found / "c004.tga").write_bytes(b"new")
    elif what == "one less":
        (found / "c002.tga").unlink()


@pytest.mark.parametrize(
    ("what", "wanted"),
    [
        ("one byte", Gaps(3, 2, (), ("c001.tga",), (), (), {}, ())),
        ("one more", Gaps(4, 3, ("c004.tga",), (), (), (), {}, ())),
        ("one less", Gaps(2, 2, (), (), ("c002.tga",), (), {}, ())),
    ],
)
def test_every_gap_between_roster_and_output_is_told(
    register: Register, keys: Keys, tmp_path: Path, what: str, wanted: Gaps
) -> None:
    device, folder = Device(), delivery(tmp_path / "lot")
    file = with_key(register, keys, device)
    signs(register, keys, file, device, sums_of(folder))
    spoil(folder, what)
    found = gaps(register, folder)
    for field in ("files", "signed", "unsigned", "altered", "absent"):
        assert getattr(wanted, field) == getattr(found, field), field
    assert (what == "one less") == found.whole


def test_two_people_sign_their_own_part_and_who_signs_nothing_is_told(
    register: Register, keys: Keys, tmp_path: Path
) -> None:
    devices = [Device() for _ in range(3)]
    folder = delivery(tmp_path / "lot", "a/1.tga", "a/2.tga", "b/1.tga")
    people = [with_key(register, keys, d, name=f"Worker {n}", id=f"w{n}")
              for n, d in enumerate(devices)]  # fmt: skip
    whole = sums_of(folder).split(b"\n")
    parts = (b"\n".join(line for line in whole if b"  a/" in line),
             b"\n".join(line for line in whole if b"  b/" in line))  # fmt: skip
    for file, device, part in zip(people, devices, parts, strict=False):
        signs(register, keys, file, device, part)
    found = gaps(register, folder)
    assert ({"w0": 2, "w1": 1}, ("w2",), True) == (found.by_worker, found.idle, found.whole)


def test_a_signature_whose_key_was_cloned_leaves_its_files_unsigned(
    register: Register, keys: Keys, tmp_path: Path
) -> None:
    device, folder = Device(), delivery(tmp_path / "lot")
    file = with_key(register, keys, device)
    signs(register, keys, file, device, sums_of(folder))
    clone = device.clone()
    clone.count = 0
    with pytest.raises(Cloned):
        shows(register, keys, file, clone)
    found = gaps(register, folder)
    assert (0, 3, False) == (found.signed, len(found.unsigned), found.whole)
    assert ["two devices hold the key that signed it"] == [s.fault for s in found.signatures]


def test_who_was_forgotten_signed_nothing_that_can_be_shown(
    register: Register, keys: Keys, tmp_path: Path
) -> None:
    device, folder = Device(), delivery(tmp_path / "lot")
    file = with_key(register, keys, device)
    signs(register, keys, file, device, sums_of(folder))
    register.forget("Ann", file.person, "asked")
    assert 3 == len(gaps(register, folder).unsigned)


def test_a_signature_to_one_list_is_none_to_another(register: Register, keys: Keys) -> None:
    device = Device()
    file = with_key(register, keys, device)
    mine, other = (f"{digit * 64}  a.tga\n".encode() for digit in "ab")
    challenge = asked(keys.ask_delivery(register, file.person, mine))
    with pytest.raises(KeyRefused, match="Nothing was asked"):
        keys.sign_delivery(register, file.person, other, device.signs(challenge))
    assert () == file.all(SignedDelivery)


def test_two_lists_that_are_asked_for_at_once_are_both_signed(
    register: Register, keys: Keys
) -> None:
    """Two windows are open: neither takes the other's question away."""
    device = Device()
    file = with_key(register, keys, device)
    lists = [sums_line(b"one"), sums_line(b"two")]
    wanted = [asked(keys.ask_delivery(register, file.person, one)) for one in lists]
    for one, challenge in zip(lists, wanted, strict=True):
        kept = keys.sign_delivery(register, file.person, one, device.signs(challenge))
        assert hashlib.sha256(one).hexdigest() == kept.manifest


def sums_line(data: bytes) -> bytes:
    return f"{hashlib.sha256(data).hexdigest()}  a.png\n".encode()


def test_a_key_ends_with_the_consent_to_it_and_another_consent_takes_it_anew(
    register: Register, keys: Keys
) -> None:
    device = Device()
    file = with_key(register, keys, device)
    register.withdraw(file.person, file.person, "passkey")
    assert ["withdrawn"] == [key.ended for key in file.all(Credential)]
    agree(register, file.person, file.person, ["passkey"])
    with pytest.raises(UsageError, match="no key in this file"):
        keys.ask_sign_in(register, file.person)
    options = keys.ask_enrol(register, file.person)
    assert not options["publicKey"].get("excludeCredentials")
    keys.enrol(register, file.person, device.enrols(asked(options)))
    assert "" == file.all(Credential)[-1].ended


def test_a_key_ends_when_the_consent_to_it_has_run_out(
    register: Register, keys: Keys, desk: Desk
) -> None:
    file = with_key(register, keys, Device())
    register.sweep("Ann")
    assert [""] == [key.ended for key in file.all(Credential)]
    desk.later(days=4000)
    register.sweep("Ann")
    assert ["withdrawn"] == [key.ended for key in file.all(Credential)]


@pytest.mark.parametrize("purpose", ["face", "documents"])
def test_a_key_stays_when_another_consent_ends(
    register: Register, keys: Keys, purpose: Any
) -> None:
    file = with_key(register, keys, Device())
    register.withdraw(file.person, file.person, purpose)
    assert [""] == [key.ended for key in file.all(Credential)]


def test_a_sign_in_is_no_signature_of_a_delivery(register: Register, keys: Keys) -> None:
    device = Device()
    file = with_key(register, keys, device)
    data = f"{'a' * 64}  a.tga\n".encode()
    sign_in = device.signs(asked(keys.ask_sign_in(register, file.person)))
    keys.ask_delivery(register, file.person, data)
    with pytest.raises(KeyRefused, match="Wrong challenge"):
        keys.sign_delivery(register, file.person, data, sign_in)


def test_after_consent_was_withdrawn_nothing_more_is_signed_and_what_was_stays(
    register: Register, keys: Keys, tmp_path: Path
) -> None:
    device, folder = Device(), delivery(tmp_path / "lot")
    file = with_key(register, keys, device)
    signs(register, keys, file, device, sums_of(folder))
    register.withdraw(file.person, file.person, "passkey")
    with pytest.raises(UsageError, match="no consent to passkey"):
        keys.ask_delivery(register, file.person, sums_of(folder))
    assert gaps(register, folder).whole


def test_a_folder_without_files_or_that_is_none_is_said(register: Register, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file in"):
        sums_of(tmp_path)
    for act in (
        lambda: gaps(register, tmp_path / "nowhere"),
        lambda: sums_of(tmp_path / "nowhere"),
    ):
        with pytest.raises(UsageError, match="no folder"):
            act()


def test_a_thousand_shots_of_many_people_and_one_altered_byte(
    register: Register, keys: Keys, tmp_path: Path
) -> None:
    """1,000 shots, each tied to a worker; one altered byte and one unverified signer found."""
    folder = tmp_path / "lot"
    folder.mkdir()
    for shot in range(1000):
        (folder / f"c{shot:04}.tga").write_bytes(f"shot {shot}".encode())
    lines = sums_of(folder).splitlines(keepends=True)
    for number in range(10):
        device = Device()
        file = with_key(register, keys, device, name=f"Worker {number}", id=f"w{number}")
        part = b"".join(lines[number * 100 : number * 100 + 100])
        signs(register, keys, file, device, part)
        if number == 9:
            agree(register, file.person, file.person, [])
            register.forget("Ann", file.person, "asked")
    (folder / "c0042.tga").write_bytes(b"Shot 42")
    found = gaps(register, folder)
    assert (1000, 899, 100) == (found.files, found.signed, len(found.unsigned))
    assert ("c0042.tga",) == found.altered
