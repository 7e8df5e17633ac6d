"""Bytes as text where the file does not state its encoding (WHATWG Encoding, https://encoding.spec.whatwg.org)."""

from __future__ import annotations

from celtrace.text.encoding import choose_of

_SAMPLE = 65_536


def decoded(data: bytes) -> tuple[str, str]:
    """The text and, where it is a guess, the encoding that was taken."""
    chosen = choose_of(data[:_SAMPLE])
    return data.decode(chosen.name, "replace"), "" if chosen.stated else chosen.name
