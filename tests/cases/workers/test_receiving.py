"""Messages of providers taken into files: once, in any order, and never the last word."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
import pytest

from cases.workers.conftest import Desk, joined
from celtrace.cases.workers.acts import SEEN
from celtrace.cases.workers.receiving import Forged, expected, providers, receive
from celtrace.cases.workers.register import File, Register
from celtrace.errors import UsageError
from celtrace.providers._event import Message, ProviderUnread
from celtrace.records import StepResult
from celtrace.settings import Settings
from providers.test_messages import SECRET, message, ours, report, reviewed, task


def sent(file: File, answer: str = "GREEN", day: int = 10, **more: Any) -> Message:
    reject = "FINAL" if answer == "RED" else ""
    at = f"2026-07-{day} 09:00:00.000"
    body = reviewed(answer, reject, externalUserId=file.person, createdAtMs=at, **more)
    return message("sumsub", body)


def result_of(file: File, step: str = "document_authenticated") -> str:
    found = [one for one in file.all(StepResult) if one.step == step]
    return found[-1].result if found else ""


def take(register: Register, one: Message, provider: str = "sumsub", **more: Any) -> str:
    return receive(register, provider, one, SECRET, **more)


def test_a_message_becomes_a_result_with_its_digest(register: Register) -> None:
    file = joined(register)
    one = sent(file)
    assert "kept" == take(register, one)
    (kept,) = file.all(StepResult)
    assert ("passed", "sumsub", one.digest) == (kept.result, kept.by, kept.raw)
    assert "basic-kyc-level" == kept.assurance


def test_a_message_that_comes_again_is_taken_once(register: Register) -> None:
    file = joined(register)
    assert ["kept", "seen before", "seen before"] == [take(register, sent(file)) for _ in range(3)]
    assert 1 == len(file.all(StepResult))


def test_a_pass_that_is_followed_by_a_fail_is_open_again(register: Register) -> None:
    """A GREEN can be followed by a RED when fraud is found later."""
    file = joined(register)
    take(register, sent(file, "GREEN", 10))
    assert "kept" == take(register, sent(file, "RED", 11))
    assert "failed" == result_of(file)
    assert 1 == len(file.all(StepResult))


def test_the_old_pass_that_is_sent_again_does_not_hide_the_fail(register: Register) -> None:
    file = joined(register)
    green, red = sent(file, "GREEN", 10), sent(file, "RED", 11)
    take(register, green)
    take(register, red)
    assert "seen before" == take(register, green)
    assert "failed" == result_of(file)


@pytest.mark.parametrize("order", list(itertools.permutations((10, 11, 12))))
def test_messages_in_any_order_end_with_the_newest(
    register: Register, order: tuple[int, ...]
) -> None:
    file = joined(register)
    answers = {10: "GREEN", 11: "RED", 12: "GREEN"}
    for day in order:
        take(register, sent(file, answers[day], day, note=str(day)))
    assert "passed" == result_of(file)
    newest = max(one.when for one in file.all(StepResult) if one.when)
    assert 12 == newest.day


def test_a_forged_message_is_refused_and_leaves_nothing(register: Register) -> None:
    file = joined(register)
    one = sent(file)
    for forged in (Message(one.body.replace(b"GREEN", b"green"), one.headers),
                   Message(one.body, {}), Message(b"", one.headers)):  # fmt: skip
        with pytest.raises(Forged):
            take(register, forged)
    with pytest.raises(Forged):
        receive(register, "sumsub", one, "")
    assert () == file.all(StepResult)


def test_a_signed_message_that_is_replayed_later_is_refused(register: Register, desk: Desk) -> None:
    file = joined(register)
    one = message("signed", ours(worker=file.person), at=desk.now)
    assert "kept" == take(register, one, "signed")
    assert "seen before" == take(register, one, "signed")
    desk.later(minutes=6)
    with pytest.raises(Forged, match="too long ago"):
        take(register, one, "signed")


def test_a_message_of_one_provider_is_none_of_another(register: Register) -> None:
    file = joined(register)
    with pytest.raises(Forged):
        take(register, sent(file), "checkr")


def test_the_file_is_found_by_the_check_that_was_asked_for(register: Register) -> None:
    """Onfido's messages do not say whose they are."""
    file = joined(register, id="w1")
    one = message("onfido", task("clear"))
    assert "no file of this person" == take(register, one, "onfido")
    asked = StepResult(seen=SEEN, worker="w1", step="document_authenticated", result="pending",
                       by="onfido", case="b48fdff9")  # fmt: skip
    assert "pending" == expected(register, "Ann", "w1", asked).result
    assert "kept" == take(register, one, "onfido")
    assert "passed" == result_of(file)


@pytest.mark.parametrize("change", [{"by": "nobody"}, {"case": ""}])
def test_what_is_expected_names_a_provider_and_its_check(
    register: Register, change: dict[str, str]
) -> None:
    joined(register, id="w1")
    asked = StepResult(seen=SEEN, worker="w1", step="background_check", result="pending",
                       by="checkr", case="c")  # fmt: skip
    with pytest.raises(UsageError, match="Name the provider"):
        expected(register, "Ann", "w1", msgspec.structs.replace(asked, **change))


def test_a_step_that_no_message_could_be_about_is_not_waited_for(register: Register) -> None:
    file = joined(register, id="w1")
    for step, said in (("mind_read", "no step mind_read"), ("vendor_audited", "about a vendor")):
        asked = StepResult(seen=SEEN, worker="w1", step=step, result="pending", by="checkr",
                           case="c")  # fmt: skip
        with pytest.raises(UsageError, match=said):
            expected(register, "Ann", "w1", asked)
    assert () == file.all(StepResult)


def test_a_named_worker_takes_what_does_not_say_whose_it_is(register: Register) -> None:
    file = joined(register, id="w1")
    assert "kept" == take(register, message("onfido", task("clear")), "onfido", worker="w1")
    assert "passed" == result_of(file)


def test_a_message_about_nobody_we_know_changes_nothing(register: Register) -> None:
    file = joined(register)
    one = message("checkr", report())
    assert "no file of this person" == take(register, one, "checkr")
    assert () == file.all(StepResult)


def test_without_consent_or_after_it_was_withdrawn_no_result_is_kept(register: Register) -> None:
    file = joined(register, "documents")
    body = report()
    body["data"]["object"]["custom_id"] = file.person
    assert "no consent that holds" == take(register, message("checkr", body), "checkr")
    take(register, sent(file))
    register.withdraw(file.person, file.person, "documents")
    assert "no consent that holds" == take(register, sent(file, "RED", 11))
    assert "passed" == result_of(file)


def test_a_forgotten_persons_messages_find_no_file(register: Register) -> None:
    file = joined(register)
    one = sent(file)
    register.forget("Ann", file.person, "asked")
    assert "no file of this person" == take(register, one)


def test_what_is_about_something_else_is_passed_over(register: Register) -> None:
    file = joined(register)
    assert "nothing to keep" == take(register, sent(file, type="applicantDeleted"))


def test_a_step_that_no_plan_has_and_a_provider_that_is_none_are_refused(
    register: Register, desk: Desk
) -> None:
    file = joined(register)
    body = ours(worker=file.person, step="mind_read")
    with pytest.raises(UsageError, match="no step mind_read"):
        take(register, message("signed", body, at=desk.now), "signed")
    about_us = message("signed", ours(worker=file.person, step="least_rights"), at=desk.now)
    with pytest.raises(UsageError, match="least_rights is about a studio"):
        take(register, about_us, "signed")
    with pytest.raises(UsageError, match="There are: checkr, onfido"):
        take(register, sent(file), "acme")
    with pytest.raises(ProviderUnread):
        take(register, sent(file, "BLUE"))


def test_nothing_of_the_message_itself_is_kept(register: Register) -> None:
    file = joined(register)
    take(register, sent(file, applicantName="Nguyễn Văn An", note="private words"))
    assert b"private words" not in msgspec.json.encode(file.records)


def test_secrets_are_set_by_provider_and_absent_ones_take_nothing(desk: Desk) -> None:
    held = Settings(home=desk.folder, case=desk.folder, secrets=(("onfido", "s"),))
    assert ("s", "", "s") == (held.secret("onfido"), held.secret("checkr"), held.secret("Onfido"))
    assert {"checkr", "onfido", "signed", "sumsub"} == set(providers())


def test_many_messages_of_many_people_are_each_kept_once_in_their_own_file(
    register: Register,
) -> None:
    """Even where a provider's ids of two people collide, our own id decides."""
    files = [joined(register, name=f"Worker {n}") for n in range(20)]
    for _ in range(2):
        for file in files:
            take(register, sent(file))
    assert [1] * 20 == [len(file.all(StepResult)) for file in files]


def test_our_id_that_nobody_has_is_not_looked_for_by_the_providers(register: Register) -> None:
    file = joined(register)
    take(register, sent(file))
    stranger = reviewed("RED", "FINAL", externalUserId="p" + "0" * 16, createdAtMs="2026-07-11")
    assert "no file of this person" == take(register, message("sumsub", stranger))
    assert "passed" == result_of(file)
