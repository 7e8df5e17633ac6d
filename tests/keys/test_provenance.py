"""C2PA with one's own certificate: what was signed holds, and what was done to it is told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from celtrace.errors import UsageError
from celtrace.keys.provenance import EXPIRED, Signer, provenance, signed
from certificates import Anchor, anchor, signer

pytest.importorskip("c2pa")
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def ours() -> Anchor:
    return anchor()


@pytest.fixture(scope="module")
def delivery(ours: Anchor) -> bytes:
    return signed(drawing(), "image/png", signer(ours), {"title": "a.png", "to": "North Studio"})


def drawing(form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((64, 48)).save(out, form)
    return out.getvalue()


def test_what_we_signed_holds_under_our_own_anchor(ours: Anchor, delivery: bytes) -> None:
    read = provenance(delivery, "image/png", ours.pem)
    assert ("holds", True, "Our Studio", ()) == (read.state, read.trusted, read.issuer, read.faults)
    assert {"title": "a.png", "to": "North Studio"} == read.said


def test_without_anchors_or_with_anothers_it_is_not_trusted(delivery: bytes) -> None:
    for anchors in ("", anchor("Foreign").pem):
        read = provenance(delivery, "image/png", anchors)
        assert ("holds", False) == (read.state, read.trusted)


def test_a_forger_may_write_our_name_and_is_not_trusted(ours: Anchor) -> None:
    forged = signed(drawing(), "image/png", signer(anchor(), "Our Studio"), {})
    read = provenance(forged, "image/png", ours.pem)
    assert ("Our Studio", False) == (read.issuer, read.trusted)


@pytest.mark.parametrize("at", [-40, -200, 60])
def test_one_flipped_bit_is_seen(ours: Anchor, delivery: bytes, at: int) -> None:
    flipped = bytearray(delivery)
    flipped[at] ^= 1
    assert "broken" == provenance(bytes(flipped), "image/png", ours.pem).state


def test_a_picture_that_was_saved_again_has_none(ours: Anchor, delivery: bytes) -> None:
    out = io.BytesIO()
    Image.open(io.BytesIO(delivery)).save(out, "PNG")
    assert "none" == provenance(out.getvalue(), "image/png", ours.pem).state


def test_a_certificate_that_has_run_out_since_is_told_apart() -> None:
    """`expired.png` was signed by a certificate that was valid for three seconds."""
    data, pem = (HERE / "expired.png").read_bytes(), (HERE / "expired-anchor.pem").read_text()
    read = provenance(data, "image/png", pem)
    assert ("broken", (EXPIRED,), False) == (read.state, read.faults, read.trusted)


def test_what_was_signed_before_can_be_signed_again(ours: Anchor, delivery: bytes) -> None:
    again = signed(delivery, "image/png", signer(ours), {"to": "South Studio"})
    read = provenance(again, "image/png", ours.pem)
    assert ("holds", {"to": "South Studio"}) == (read.state, read.said)


@pytest.mark.parametrize(("form", "media"), [("JPEG", "image/jpeg"), ("TIFF", "image/tiff")])
def test_other_kinds_of_pictures_carry_it_too(ours: Anchor, form: str, media: str) -> None:
    made = signed(drawing(form), media, signer(ours), {})
    assert provenance(made, media, ours.pem).trusted


def test_no_picture_is_put_into_the_signature(delivery: bytes) -> None:
    assert len(delivery) < len(drawing()) + 5000


def test_a_certificate_that_has_run_out_signs_nothing(ours: Anchor) -> None:
    with pytest.raises(UsageError, match="not valid at time of signing"):
        signed(drawing(), "image/png", signer(ours, days=(-300, -10)), {})


def test_the_key_of_another_certificate_signs_nothing(ours: Anchor) -> None:
    mixed = Signer(signer(ours).certificates, signer(ours).key)
    with pytest.raises(UsageError, match="cannot be signed"):
        signed(drawing(), "image/png", mixed, {})


@pytest.mark.parametrize(
    ("data", "media"),
    [(b"", "image/png"), (b"x", "image/png"), (b"words", "text/plain"), (b"\x89PNG", "image/jpeg")],
)
def test_what_is_no_picture_is_not_signed(ours: Anchor, data: bytes, media: str) -> None:
    with pytest.raises(UsageError, match="cannot be signed"):
        signed(data, media, signer(ours), {})


@pytest.mark.parametrize("key", [b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n"])
def test_a_key_that_is_none_is_said(ours: Anchor, key: bytes) -> None:
    with pytest.raises(UsageError, match="key cannot be read"):
        signed(drawing(), "image/png", Signer(signer(ours).certificates, key), {})
