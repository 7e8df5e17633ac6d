"""Lists of files, and signatures over them that hold or do not."""

from __future__ import annotations

import hashlib
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.errors import UsageError
from celtrace.keys import deliveries
from celtrace.keys.deliveries import challenge, digest_of, fault, listed, manifest
from celtrace.keys.passkeys import Asked, Site, b64, enrolled, signed
from celtrace.records import Credential, Digest, SignedDelivery
from keys.devices import ORIGIN, Device
from keys.test_passkeys import kept
from records.kinds import SEEN

NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)
ZERO = "0" * 64
FILES = [("ep01/c001.tga", hashlib.sha256(b"1").hexdigest()), ("ep01/c002.tga", ZERO)]
PATHS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


def made(device: Device, files: list[tuple[str, str]] = FILES) -> tuple[SignedDelivery, Credential]:
    asked = Asked(b"c" * 32, NOON)
    enrolled_key = enrolled(Site(ORIGIN), asked, device.enrols(asked.challenge), NOON)
    key = msgspec.structs.replace(kept(enrolled_key), enrolled=NOON)
    digest, nonce = digest_of(manifest(files)), b"n" * 16
    question = Asked(challenge(nonce, digest), NOON)
    used = signed(Site(ORIGIN), question, [key], device.signs(question.challenge), NOON)
    return SignedDelivery(
        seen=SEEN, worker="w", manifest=digest, credential=used.credential, nonce=b64(nonce),
        client_data=used.client_data, authenticator_data=used.authenticator_data,
        signature=used.signature, when=NOON + timedelta(minutes=1), origin=ORIGIN, files=2,
    ), key  # fmt: skip


def test_the_same_files_in_any_order_give_the_same_list() -> None:
    assert manifest(FILES) == manifest(reversed(FILES)) == manifest([*FILES, *FILES])
    assert manifest(FILES).decode().splitlines()[1] == f"{ZERO}  ep01/c002.tga"


@given(st.dictionaries(PATHS, st.sampled_from([ZERO, FILES[0][1]]), min_size=1, max_size=5))
def test_a_list_says_what_was_put_into_it_whatever_the_names(files: dict[str, str]) -> None:
    held = {path: digest for path, digest in files.items() if path.strip()}
    if held == files:
        assert files == listed(manifest(files.items()))


@pytest.mark.parametrize(
    "name", ["plain.tga", "two  spaces.tga", "動画.tga", "back\\slash", "new\nline"]
)
def test_the_tool_of_every_system_checks_the_files(tmp_path: Path, name: str) -> None:
    """`sha256sum -c` takes the list as it is."""
    (tmp_path / name).write_bytes(b"a drawing")
    data = manifest([(name, hashlib.sha256(b"a drawing").hexdigest())])
    (tmp_path / "SHA256SUMS").write_bytes(data)
    call = ["sha256sum", "-c", "--strict", "SHA256SUMS"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, check=False)
    assert 0 == done.returncode, done.stderr


def test_the_list_of_that_tool_is_read(tmp_path: Path) -> None:
    (tmp_path / "a b.tga").write_bytes(b"1")
    (tmp_path / "c\nd.tga").write_bytes(b"2")
    call = ["sha256sum", "a b.tga", "c\nd.tga"]
    out = subprocess.run(call, cwd=tmp_path, capture_output=True, check=True).stdout
    assert {"a b.tga", "c\nd.tga"} == set(listed(out))
    assert {"a b.tga"} == set(listed(out.split(b"\n")[0].replace(b"  ", b" *") + b"\r\n"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "names no file"),
        (b"\n \n", "names no file"),
        (b"hello", "Line 1 of the list is not a digest"),
        (f"{ZERO}  a\n{ZERO[:-1]}  b\n".encode(), "Line 2 of the list"),
        (f"{ZERO}  a\n{FILES[0][1]}  a\n".encode(), "gives a another digest"),
        (b"\xff\xfe" + ZERO.encode(), "not UTF-8"),
        (ZERO.encode() + b"  ", "Line 1"),
    ],
    ids=["empty", "blank", "no list", "short digest", "two digests", "not text", "no path"],
)
def test_what_is_no_list_is_refused_with_its_line(data: bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        listed(data)


def test_a_list_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "MOST", 3)
    many = manifest((f"f{n}", ZERO) for n in range(4))
    with pytest.raises(UsageError, match="more than 3 files"):
        listed(many)


def test_a_challenge_binds_the_list_and_its_nonce_and_is_none_of_a_sign_in() -> None:
    digest = digest_of(manifest(FILES))
    one = challenge(b"n" * 16, digest)
    assert one != challenge(b"m" * 16, digest)
    assert one != challenge(b"n" * 16, digest_of(manifest(FILES[:1])))
    assert one not in (bytes.fromhex(digest), hashlib.sha256(bytes.fromhex(digest)).digest())


def test_a_signed_delivery_holds_offline() -> None:
    one, key = made(Device())
    assert "" == fault(one, key)


OTHER = Device()
CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "one byte of the list": ({"manifest": Digest("f" * 64)}, "over another delivery"),
    "another nonce": ({"nonce": b64(b"m" * 16)}, "over another delivery"),
    "a nonce that is none": ({"nonce": "x"}, "cannot be read"),
    "a digest that is none": ({"manifest": Digest("lot 1")}, "cannot be read"),
    "another site": ({"origin": "https://other.example"}, "on another site"),
    "another signature": ({"signature": b64(b"x" * 70)}, "does not verify"),
    "no signature": ({"signature": ""}, "does not verify"),
    "a key that nobody knows": ({"credential": "k"}, "not known"),
    "before the key was there": ({"when": NOON - timedelta(days=1)}, "before the key was enrolled"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_whatever_is_changed_is_said(case: str) -> None:
    change, said = CHANGES[case]
    one, key = made(Device())
    assert said in fault(msgspec.structs.replace(one, **change), key)


def test_without_its_key_or_with_a_clone_of_it_a_signature_does_not_hold() -> None:
    one, key = made(Device())
    assert "not known" in fault(one, None)
    assert "two devices" in fault(one, msgspec.structs.replace(key, ended="cloned"))
    assert "" == fault(one, msgspec.structs.replace(key, ended="withdrawn")), "it held then"


def test_a_signature_of_another_device_does_not_hold() -> None:
    one, key = made(Device())
    other, _ = made(Device())
    swapped = msgspec.structs.replace(
        one, client_data=other.client_data, authenticator_data=other.authenticator_data,
        signature=other.signature,
    )  # fmt: skip
    assert "does not verify" in fault(swapped, key)
