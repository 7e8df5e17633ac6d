"""Telephone numbers: form, region and kind of line, from numbering plans.

The plans are those of libphonenumber (https://github.com/google/libphonenumber), offline.
For many regions they do not tell internet telephony from other lines; then the kind is
"unknown", which is not "none".
"""

from __future__ import annotations

from typing import Literal

import msgspec
import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberType

Line = Literal["internet", "mobile", "fixed", "fixed or mobile", "other", "unknown"]

_LINES: dict[int, Line] = {
    PhoneNumberType.VOIP: "internet", PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "fixed", PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed or mobile",
    PhoneNumberType.UNKNOWN: "unknown",
}  # fmt: skip


class Phone(msgspec.Struct, frozen=True):
    """What a numbering plan says of a number."""

    e164: str
    """The one normal form, `+` and digits (ITU-T E.164)."""
    region: str
    """ISO 3166-1 alpha-2; empty for a code that no single region has."""
    line: Line
    valid: bool
    """Whether the plan has such a number; it may still be out of use."""
    tells_internet: bool
    """Whether the region's plan tells internet telephony apart at all."""


def phone(text: str, country: str = "") -> Phone | None:
    """Read a number; `country` (alpha-2) is needed where it has no `+` or `00` in front.

    None for what is no telephone number, or one whose country is not known.
    """
    written = text.strip()
    if written.startswith("00"):
        written = "+" + written[2:]
    try:
        number = phonenumbers.parse(written, country.upper() or None)
    except phonenumbers.NumberParseException:
        return None
    region = phonenumbers.region_code_for_number(number) or ""
    plan = PhoneMetadata.metadata_for_region(region) if region.isalpha() else None
    return Phone(
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
        region if region.isalpha() else "",
        _LINES.get(phonenumbers.number_type(number), "other"),
        phonenumbers.is_valid_number(number),
        bool(plan and plan.voip and plan.voip.national_number_pattern),
    )
