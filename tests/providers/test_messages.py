"""Messages of providers: signatures, words, and what they become."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace import registry
from celtrace.providers import checkr, onfido, signed, sumsub
from celtrace.providers._event import Event, Message, ProviderUnread

NOW = datetime(2026, 7, 12, 12, tzinfo=UTC)
SECRET = "wU99mE6jJ7nXOLFwZ0tJymM1lpI15pZh"  # noqa: S105 - the one of a published example
MODULES = {module.FORMAT: module for module in registry.modules("celtrace.providers")}


def hexed(data: bytes, algorithm: str = "sha256", secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), data, algorithm).hexdigest()


def message(provider: str, body: Any, *, at: datetime = NOW) -> Message:
    """A message as its provider sends it."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    seconds = str(int(at.timestamp()))
    headers = {
        "onfido": {"x-sha2-signature": hexed(data)},
        "sumsub": {"x-payload-digest": hexed(data), "x-payload-digest-alg": "HMAC_SHA256_HEX"},
        "checkr": {"x-checkr-signature": hexed(data)},
        "signed": {"x-signature": f"t={seconds},v1={hexed(seconds.encode() + b'.' + data)}"},
    }[provider]
    return Message(data, headers)


def reviewed(answer: str = "GREEN", reject: str = "", **more: Any) -> dict[str, Any]:
    """The shape that Sumsub publishes for a review."""
    result = {"reviewAnswer": answer, **({"reviewRejectType": reject} if reject else {})}
    return {
        "applicantId": "5cb56e8e0a975a35f333cb83", "inspectionId": "5cb56e8e0a975a35f333cb84",
        "correlationId": "req-a260b669", "externalUserId": "p0123456789abcdef",
        "type": "applicantReviewed", "reviewResult": {**result, "rejectLabels": ["FORGERY"]},
        "reviewStatus": "completed", "createdAtMs": "2026-07-11 13:23:19.321",
        "levelName": "basic-kyc-level", **more,
    }  # fmt: skip


def report(status: str = "complete", result: str | None = "clear", **more: Any) -> dict[str, Any]:
    """The shape that Checkr publishes for an event of a report."""
    return {
        "id": "507f1f77bcf86cd799439011", "object": "event", "type": "report.completed",
        "created_at": "2026-07-11T09:00:00Z", "data": {"object": {
            "id": "4722c07dd9a10c3985ae432a", "object": "report", "status": status,
            "result": result, "candidate_id": "e44aa283528e6fde7d542194",
            "custom_id": "p0123456789abcdef"}}, **more,
    }  # fmt: skip


def task(result: str, sub: str = "", **breakdown: Any) -> dict[str, Any]:
    """The shape that Onfido publishes for a task of a workflow."""
    output = {"status": "complete", "result": result, "breakdown": breakdown}
    output |= {"sub_result": sub} if sub else {}
    return {"payload": {
        "resource_type": "workflow_task", "action": "workflow_task.completed",
        "object": {"id": "document_check_75329", "workflow_run_id": "b48fdff9",
                   "status": "completed", "completed_at_iso8601": "2024-12-18T18:13:13Z"},
        "resource": {"output": output}}}  # fmt: skip


def ours(**more: Any) -> dict[str, Any]:
    return {"case": "c-1", "worker": "p0123456789abcdef", "step": "background_check",
            "result": "passed", "when": "2026-07-12T11:59:00Z", **more}  # fmt: skip


BODIES: dict[str, dict[str, Any]] = {
    "onfido": task("clear"), "sumsub": reviewed(), "checkr": report(), "signed": ours(),
}  # fmt: skip
EVERY = pytest.mark.parametrize("provider", BODIES)


def test_every_module_has_an_example_here_and_says_where_it_is_described() -> None:
    assert set(BODIES) == set(MODULES)
    for module in MODULES.values():
        assert module.TITLE
        assert "http" in module.__doc__ or "RFC" in module.__doc__


@pytest.mark.shared
def test_the_signed_message_that_onfido_publishes_holds(shared_data: Path) -> None:
    kept = json.loads((shared_data / "verify" / "webhooks" / "onfido_classic.json").read_text())
    sent = Message(kept["raw_body"].encode(), {"x-sha2-signature": kept["signature_hex"]})
    assert onfido.authentic(sent, kept["secret"])
    assert not onfido.authentic(Message(sent.body + b" ", sent.headers), kept["secret"])
    event = onfido.read(sent)
    assert event
    assert ("f2302f45-227d-413d-ad61-09ec077a086a", "pending") == (event.case, event.result)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["list", "object"])
def test_messages_of_workflows_that_onfido_publishes_are_read(shared_data: Path, name: str) -> None:
    place = f"studio_webhook_event_with_{name}_in_output.json"
    body = (shared_data / "verify" / "webhooks" / place).read_bytes()
    event = onfido.read(Message(body, {}))
    assert event
    assert "b48fdff9-66a1-405d-9912-54780799bd68" == event.case
    assert {"list": "pending", "object": "passed"}[name] == event.result


@EVERY
def test_a_message_is_taken_only_with_its_providers_signature(provider: str) -> None:
    sent, module = message(provider, BODIES[provider]), MODULES[provider]
    assert module.authentic(sent, SECRET)
    assert not module.authentic(sent, "another secret")
    assert not module.authentic(sent, "")
    assert not module.authentic(Message(sent.body, {}), SECRET)
    assert not module.authentic(Message(sent.body[:-1] + b" ", sent.headers), SECRET)


@EVERY
@given(at=st.integers(0, 2000), bit=st.integers(0, 7))
def test_one_bit_that_was_changed_is_noticed(provider: str, at: int, bit: int) -> None:
    sent = message(provider, BODIES[provider])
    data = bytearray(sent.body)
    data[at % len(data)] ^= 1 << bit
    assert not MODULES[provider].authentic(Message(bytes(data), sent.headers), SECRET)


@EVERY
@pytest.mark.parametrize("header", ["", "v1=", "t=,v1=", "é", "0" * 64, "t=9" * 50])
def test_a_header_that_is_none_is_no_signature(provider: str, header: str) -> None:
    sent = message(provider, BODIES[provider])
    assert not MODULES[provider].authentic(
        Message(sent.body, dict.fromkeys(sent.headers, header)), SECRET
    )


def test_sumsub_signs_with_the_hash_it_names_and_sha1_is_refused() -> None:
    data = json.dumps(reviewed()).encode()
    for algorithm, name, holds in (("sha512", "HMAC_SHA512_HEX", True),
                                   ("sha1", "HMAC_SHA1_HEX", False),
                                   ("sha256", "HMAC_MD5_HEX", False)):  # fmt: skip
        headers = {"x-payload-digest": hexed(data, algorithm), "x-payload-digest-alg": name}
        assert holds == sumsub.authentic(Message(data, headers), SECRET)


@pytest.mark.parametrize(
    ("late", "fresh"),
    [(timedelta(), True), (timedelta(minutes=5), True), (timedelta(minutes=6), False),
     (-timedelta(minutes=6), False), (timedelta(days=400), False)],
)  # fmt: skip
def test_a_message_with_a_signed_time_is_taken_within_minutes(
    late: timedelta, *, fresh: bool
) -> None:
    assert fresh == signed.fresh(message("signed", ours()), NOW + late)


@pytest.mark.parametrize("time", ["", "soon", "-5", "1e9", "9" * 40, "١٢"])
def test_a_time_that_is_none_is_not_fresh(time: str) -> None:
    assert not signed.fresh(Message(b"", {"x-signature": f"t={time},v1=0"}), NOW)


def read(provider: str, body: Any) -> Event:
    found: Event = MODULES[provider].read(message(provider, body))
    return found


@pytest.mark.parametrize(
    ("provider", "body", "result"),
    [
        ("sumsub", reviewed("GREEN"), "passed"),
        ("sumsub", reviewed("RED", "FINAL"), "failed"),
        ("sumsub", reviewed("RED", "RETRY"), "inconclusive"),
        ("sumsub", reviewed(type="applicantPending"), "pending"),
        ("sumsub", reviewed(type="applicantReset"), "pending"),
        ("checkr", report(), "passed"),
        ("checkr", report(result="consider"), "consider"),
        ("checkr", report("suspended", None), "pending"),
        ("checkr", report("dispute", "consider"), "consider"),
        ("checkr", report("canceled", None), "inconclusive"),
        ("onfido", task("clear"), "passed"),
        ("onfido", task("consider"), "consider"),
        ("onfido", task("consider", "rejected"), "failed"),
        ("onfido", task("consider", "suspected"), "consider"),
        ("onfido", task("consider", "caution"), "consider"),
        ("signed", ours(result="refused"), "refused"),
    ],
)
def test_a_providers_word_becomes_ours(provider: str, body: Any, result: str) -> None:
    assert result == read(provider, body).result


@pytest.mark.parametrize(
    ("provider", "body"),
    [
        ("sumsub", reviewed("YELLOW")),
        ("sumsub", reviewed("RED")),
        ("sumsub", reviewed("RED", "MAYBE")),
        ("sumsub", reviewed(type="applicantFlew")),
        ("sumsub", reviewed(applicantId="")),
        ("sumsub", reviewed(createdAtMs="yesterday")),
        ("checkr", report(result="fine")),
        ("checkr", report("lost", None)),
        ("checkr", report(result=None)),
        ("checkr", report(object="person")),
        ("checkr", report(data=[])),
        ("onfido", task("perfect")),
        ("onfido", task("consider", "odd")),
        ("onfido", {"payload": []}),
        ("onfido", {"payload": {"resource_type": "check", "object": {"status": "x", "id": "1"}}}),
        ("signed", ours(result="clear")),
        ("signed", ours(case="")),
        ("signed", ours(reasons="many")),
        *((provider, body) for provider in BODIES for body in (b"", b"[]", b"\xff", b"{}")),
    ],
)
def test_a_word_that_is_not_known_is_refused_and_never_a_default(provider: str, body: Any) -> None:
    with pytest.raises(ProviderUnread):
        read(provider, body)


@pytest.mark.parametrize(
    ("provider", "body"),
    [
        ("sumsub", reviewed(type="applicantDeleted")),
        ("checkr", report(type="candidate.created")),
        ("onfido", {"payload": {"resource_type": "audit_log", "object": {}}}),
    ],
)
def test_what_is_about_something_else_is_passed_over(provider: str, body: Any) -> None:
    assert MODULES[provider].read(message(provider, body)) is None


def test_reasons_are_codes_and_never_comments() -> None:
    body = reviewed("RED", "FINAL")
    body["reviewResult"] |= {"moderationComment": "He looks odd", "clientComment": "secret"}
    event = read("sumsub", body)
    assert ("FORGERY",) == event.reasons
    assert "odd" not in str(event)


def test_the_parts_that_onfido_doubts_stand_with_their_path() -> None:
    parts = {
        "visual_authenticity": {"result": "consider", "breakdown": {
            "fonts": {"result": "clear"}, "digital_tampering": {"result": "consider"}}},
        "image_integrity": {"result": "clear", "breakdown": None},
        "age_validation": {"result": "consider"},
    }  # fmt: skip
    event = read("onfido", task("consider", "suspected", **parts))
    assert ("visual_authenticity.digital_tampering", "age_validation") == event.reasons


def test_a_background_check_is_one_and_an_identity_check_is_another() -> None:
    steps = {provider: read(provider, body).step for provider, body in BODIES.items()}
    assert "background_check" == steps["checkr"]
    assert {"document_authenticated"} == {steps["onfido"], steps["sumsub"]}


def test_the_digest_is_that_of_the_bytes_as_they_were_sent() -> None:
    sent = message("checkr", report())
    assert hashlib.sha256(sent.body).hexdigest() == sent.digest
    assert checkr.read(sent)
