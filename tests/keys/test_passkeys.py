"""Passkeys: the W3C's own vectors, and everything an answer may not be."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fido2.webauthn import AttestationObject, AuthenticatorData, CollectedClientData
from hypothesis import given
from hypothesis import strategies as st

from celtrace.keys.passkeys import (
    GOOD_FOR,
    Asked,
    Cloned,
    Enrolled,
    KeyRefused,
    Site,
    Used,
    b64,
    enrol_options,
    enrolled,
    of_registration,
    sign_options,
    signed,
    still_signed,
    unb64,
)
from celtrace.records import Credential
from keys.devices import ORIGIN, UV, Device
from records.kinds import SEEN

NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)
SITE = Site(ORIGIN)
VECTORS = (
    "none-es256", "packed-self-es256", "none-es256-crossOrigin", "none-es256-topOrigin",
    "none-es256-long-credential-id", "packed-es256", "packed-es384", "packed-es512",
    "packed-rs256", "packed-eddsa", "packed-ed448", "tpm-es256", "android-key-es256",
    "apple-es256", "fido-u2f-es256",
)  # fmt: skip


def kept(one: Enrolled, **more: Any) -> Credential:
    return Credential(
        seen=SEEN, worker="w", credential=one.credential, public=one.public, model=one.model,
        device_bound=one.device_bound, backed_up=one.backed_up, count=one.count, **more,
    )  # fmt: skip


def with_key(device: Device) -> Credential:
    asked = Asked(b"c" * 32, NOON)
    return kept(enrolled(SITE, asked, device.enrols(asked.challenge), NOON))


def vector(folder: Path, name: str) -> dict[str, bytes]:
    held = json.loads((folder / "webauthn_vectors" / "w3c_l3_test_vectors.json").read_text())
    one = held[f"sctn-test-vectors-{name}"]
    return {k: bytes.fromhex(v) for part in ("reg", "auth") for k, v in one[part].items()}


def answers(of: dict[str, bytes]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Registration and sign-in of a vector as a browser sends them."""
    id_ = b64(of["credential_id"])
    base = {"id": id_, "rawId": id_, "type": "public-key", "clientExtensionResults": {}}
    return (
        {**base, "response": {"clientDataJSON": b64(of["clientDataJSON"]),
                              "attestationObject": b64(of["attestationObject"])}},
        {**base, "response": {"clientDataJSON": b64(of["clientDataJSON_2"]),
                              "authenticatorData": b64(of["authenticatorData"]),
                              "signature": b64(of["signature"])}},
    )  # fmt: skip


def said(act: Callable[[], object]) -> str:
    """Why something is refused; empty if it is not."""
    try:
        act()
    except KeyRefused as refused:
        return str(refused).lower()
    return ""


def reason(client: bytes, data: bytes) -> str:
    """Why our rules refuse what stands in an answer whose signature holds."""
    if json.loads(client).get("crossOrigin"):
        return "another site's page"
    return "" if data[32] & UV else "user verified flag not set"


@pytest.mark.shared
@pytest.mark.parametrize("name", VECTORS)
def test_every_vector_of_the_w3c_enrols_and_signs_or_is_refused_for_its_reason(
    shared_data: Path, name: str
) -> None:
    """Web Authentication Level 3, test vectors: 15 kinds of credential."""
    of = vector(shared_data / "verify", name)
    registration, assertion = answers(of)
    site, asked = Site("https://example.org"), Asked(of["challenge"], NOON)
    first = AttestationObject(of["attestationObject"]).auth_data
    made = of_registration(first)
    again = Asked(of["challenge_2"], NOON)
    enrolling = said(lambda: enrolled(site, asked, registration, NOON))
    signing = said(lambda: signed(site, again, [kept(made)], assertion, NOON))
    for found, wanted in (
        (enrolling, reason(of["clientDataJSON"], bytes(first))),
        (signing, reason(of["clientDataJSON_2"], of["authenticatorData"])),
    ):
        assert (wanted in found, bool(wanted)) == (True, bool(found))


@pytest.mark.shared
def test_all_fifteen_signatures_hold_whatever_our_own_rules_are(shared_data: Path) -> None:
    from fido2.webauthn import AttestationObject

    for name in VECTORS:
        of = vector(shared_data / "verify", name)
        key = AttestationObject(of["attestationObject"]).auth_data.credential_data
        assert key
        client = CollectedClientData(of["clientDataJSON_2"])
        key.public_key.verify(
            AuthenticatorData(of["authenticatorData"]) + client.hash, of["signature"]
        )


def test_a_device_bound_key_and_a_synced_one_are_told_apart() -> None:
    asked = Asked(b"c" * 32, NOON)
    for synced in (False, True):
        one = enrolled(SITE, asked, Device(synced=synced).enrols(asked.challenge), NOON)
        assert (not synced, synced) == (one.device_bound, one.backed_up)


def test_what_the_browser_is_asked_requires_verification_and_excludes_keys_held() -> None:
    key = with_key(Device())
    options, asked = enrol_options(SITE, "p1", "An", [key], NOON)
    wanted = options["publicKey"]
    assert "room.example" == wanted["rp"]["id"]
    assert "required" == wanted["authenticatorSelection"]["userVerification"]
    assert [key.credential] == [one["id"] for one in wanted["excludeCredentials"]]
    assert b64(asked.challenge) == wanted["challenge"]
    again, _ = enrol_options(SITE, "p1", "An", [key], NOON)
    assert again["publicKey"]["challenge"] != wanted["challenge"]


def test_a_key_that_was_enrolled_signs_and_its_counter_is_kept() -> None:
    device = Device(count=4)
    key = with_key(device)
    _, asked = sign_options(SITE, [key], b"d" * 32, NOON)
    used = signed(SITE, asked, [key], device.signs(asked.challenge), NOON)
    assert (key.credential, 5) == (used.credential, used.count)
    assert "" == still_signed(used, key, asked.challenge, ORIGIN)


REFUSED = {
    "no verification": ({"verified": False}, "(?i)user verified flag not set"),
    "nobody there": ({"present": False}, "User Present flag not set"),
    "another site": ({"origin": "https://r00m.example"}, "Invalid origin"),
    "plain http": ({"origin": "http://room.example"}, "Invalid origin"),
    "another host": ({"host": "other.example"}, "Wrong RP ID"),
    "within another page": ({"cross": True}, "another site's page"),
    "of another type": ({"type": "payment.get"}, "Incorrect type"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_answer_that_does_not_hold_is_refused(case: str) -> None:
    more, said = REFUSED[case]
    device, asked = Device(), Asked(b"d" * 32, NOON)
    key = with_key(device)
    with pytest.raises(KeyRefused, match=said):
        enrolled(SITE, asked, Device().enrols(asked.challenge, **more), NOON)
    with pytest.raises(KeyRefused, match=said):
        signed(SITE, asked, [key], device.signs(asked.challenge, **more), NOON)


def test_an_answer_to_another_question_is_refused() -> None:
    device = Device()
    key, asked = with_key(device), Asked(b"d" * 32, NOON)
    with pytest.raises(KeyRefused, match="Wrong challenge"):
        signed(SITE, asked, [key], device.signs(b"e" * 32), NOON)
    with pytest.raises(KeyRefused, match="Wrong challenge"):
        enrolled(SITE, asked, Device().enrols(b"e" * 32), NOON)


@pytest.mark.parametrize("late", [GOOD_FOR, timedelta(days=1), -timedelta(seconds=1)])
def test_an_answer_comes_within_minutes_and_not_before_it_was_asked(late: timedelta) -> None:
    device = Device()
    key, asked = with_key(device), Asked(b"d" * 32, NOON)
    with pytest.raises(KeyRefused, match="too late"):
        signed(SITE, asked, [key], device.signs(asked.challenge), NOON + late)


def test_another_persons_key_is_refused() -> None:
    mine, theirs = Device(), Device()
    key, asked = with_key(mine), Asked(b"d" * 32, NOON)
    with pytest.raises(KeyRefused, match="Unknown credential"):
        signed(SITE, asked, [key], theirs.signs(asked.challenge), NOON)


def test_a_key_that_ended_is_no_key() -> None:
    device = Device()
    key, asked = with_key(device), Asked(b"d" * 32, NOON)
    ended = Credential(**{**{f: getattr(key, f) for f in key.__struct_fields__},
                          "ended": "withdrawn"})  # fmt: skip
    with pytest.raises(KeyRefused, match="Unknown credential"):
        signed(SITE, asked, [ended], device.signs(asked.challenge), NOON)


@pytest.mark.parametrize(
    ("before", "after", "cloned"),
    [(0, 0, False), (0, 1, False), (7, 8, False), (7, 7, True), (7, 3, True), (7, 0, True)],
)
def test_a_counter_that_does_not_rise_is_a_clone(before: int, after: int, *, cloned: bool) -> None:
    device = Device(count=before)
    key, asked = with_key(device), Asked(b"d" * 32, NOON)
    answer = device.signs(asked.challenge, step=after - before)
    if cloned:
        with pytest.raises(Cloned, match="Two devices hold this key"):
            signed(SITE, asked, [key], answer, NOON)
    else:
        assert after == signed(SITE, asked, [key], answer, NOON).count


@given(st.recursive(
    st.none() | st.booleans() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["id", "rawId", "type", "response", "clientDataJSON", "attestationObject",
         "authenticatorData", "signature"]), inner, max_size=8), max_leaves=12,
).filter(lambda value: isinstance(value, dict)))  # fmt: skip
def test_whatever_is_sent_in_place_of_an_answer_is_refused_in_words(answer: Any) -> None:
    asked = Asked(b"d" * 32, NOON)
    with pytest.raises(KeyRefused):
        enrolled(SITE, asked, answer, NOON)
    with pytest.raises(KeyRefused):
        signed(SITE, asked, [], answer, NOON)


@given(part=st.sampled_from(["clientDataJSON", "authenticatorData", "signature"]),
       at=st.integers(0, 500), bit=st.integers(0, 7))  # fmt: skip
def test_one_bit_that_was_changed_is_refused(part: str, at: int, bit: int) -> None:
    device, asked = Device(), Asked(b"d" * 32, NOON)
    key = with_key(device)
    answer = device.signs(asked.challenge)
    data = bytearray(unb64(answer["response"][part]))
    data[at % len(data)] ^= 1 << bit
    answer["response"][part] = b64(bytes(data))
    with pytest.raises(KeyRefused):
        signed(SITE, asked, [key], answer, NOON)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"challenge": b"e" * 32}, "over another delivery"),
        ({"origin": "https://other.example"}, "on another site"),
        ({"signature": b64(b"x" * 70)}, "does not verify"),
        ({"client_data": b64(b"{}")}, "does not verify"),
        ({"client_data": "!!"}, "does not verify"),
        ({"authenticator_data": b64(b"short")}, "does not verify"),
        ({"credential": "another"}, "of another key"),
    ],
)
def test_what_was_signed_is_verified_again_offline(change: dict[str, Any], said: str) -> None:
    device = Device()
    key, asked = with_key(device), Asked(b"d" * 32, NOON)
    used = signed(SITE, asked, [key], device.signs(asked.challenge), NOON)
    given = {f: getattr(used, f) for f in used.__struct_fields__} | change
    challenge, origin = given.pop("challenge", asked.challenge), given.pop("origin", ORIGIN)
    assert said in still_signed(Used(**given), key, challenge, origin)


@pytest.mark.parametrize(
    ("origin", "host"),
    [("https://room.example", "room.example"), ("http://localhost:8700", "localhost"),
     ("https://room.example:8443", "room.example")],
)  # fmt: skip
def test_a_site_is_named_by_its_host_without_the_port(origin: str, host: str) -> None:
    assert host == Site(origin).host
