"""Telephone numbers, mail addresses and accounts: form, region, check digits.

The plans are those of libphonenumber (https://github.com/google/libphonenumber), offline.
For many regions they do not tell internet telephony from other lines; then the kind is
"unknown", which is not "none".
"""

from __future__ import annotations

from email.errors import HeaderParseError
from email.headerregistry import Address
from typing import Literal

import msgspec
import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberType
from stdnum import iban

_SHORTEST_IBAN = 15
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


class Account(msgspec.Struct, frozen=True):
    """What an account number says of itself."""

    form: Literal["IBAN", "other"]
    normal: str
    """Without spaces, in capitals."""
    country: str
    """ISO 3166-1 alpha-2 of the bank; empty where the number does not say it."""
    holds: bool | None
    """Whether the check digits hold (ISO 13616, ISO 7064); None where it has none."""


def account(text: str) -> Account:
    """Read the number of a bank account or a wallet as written.

    Many countries have no IBAN (China, Korea, Japan, the Philippines, Viet Nam, India among
    them): that a number has no digits to check says nothing of it.
    """
    normal = "".join(text.split()).upper().replace("-", "")
    known = normal[:2].isalpha() and normal[2:4].isdigit() and len(normal) >= _SHORTEST_IBAN
    if not (known and normal.isascii() and normal.isalnum()):
        return Account("other", normal, "", None)
    return Account("IBAN", normal, normal[:2], bool(iban.is_valid(normal)))


def mail(text: str) -> str:
    """A mail address in one case, the name of its host in ASCII; empty for what is none.

    The form is that of RFC 5322; whether anybody reads there is not asked.
    """
    try:
        read = Address(addr_spec=text.strip())
        host = read.domain.encode("idna").decode().casefold()
    except (HeaderParseError, ValueError, IndexError, UnicodeError):
        return ""
    return f"{read.username.casefold()}@{host}" if read.username and "." in host else ""
