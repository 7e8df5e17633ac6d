"""Which register a number is of, as label, country and the form of the number tell together.

Russia: a tax number is an INN; an OGRN has 13 digits (Federal Law 129-FZ). China: a unified
social credit code has 18 characters, 2 + 6 digits + 10 (GB 32100-2015), an organisation code
8 characters, a hyphen and a check character (GB 11714). Singapore: a UEN has 9 or 10
characters (ACRA). Hong Kong: a business registration number has 8 digits, with a branch 11; a
company number of the Companies Registry has up to 7. Countries are the name or ISO 3166 code.
"""

from __future__ import annotations

import re

_NEUTRAL = frozenset(("registration", "id", "company_no"))
_UEN = re.compile(r"(?:\d{8,9}|[TSR]\d{2}[A-Z]{2}\d{4})[A-Z]$")
_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$")
_ORG_CODE = re.compile(r"[0-9A-Z]{8}-[0-9X]$")
_BUSINESS_REGISTRATION = re.compile(r"\d{8}(?:-?\d{3})?$")


def type_of(kind: str, value: str, country: str, label: str = "") -> str:
    """The type as the register of the country calls it; `kind` where nothing says more."""
    rule = _REGISTERS.get(country)
    return (rule(kind, label, value) if rule else "") or kind


def _russia(kind: str, _label: str, value: str) -> str:
    if kind == "tax_id":
        return "inn"
    return "ogrn" if kind in _NEUTRAL and re.fullmatch(r"\d{13}", value) else ""


def _china(kind: str, _label: str, value: str) -> str:
    if kind != "registration":
        return ""
    if _USCC.match(value):
        return "uscc"
    return "org_code" if _ORG_CODE.match(value) else ""


def _hong_kong(kind: str, label: str, value: str) -> str:
    if kind not in _NEUTRAL:
        return ""
    if label.startswith("Business Registration"):
        return "brn"
    if kind == "company_no" or label in {"C.R. No.", "Certificate of Incorporation Number"}:
        return "cr"
    return "brn" if _BUSINESS_REGISTRATION.match(value) else "cr"


def _singapore(kind: str, _label: str, value: str) -> str:
    return "uen" if kind in {*_NEUTRAL, "tax_id"} and _UEN.match(value) else ""


def _korea(_kind: str, label: str, _value: str) -> str:
    return "brn" if label == "Business Registration Number" else ""


_REGISTERS = {
    "Russia": _russia,
    "RU": _russia,
    "China": _china,
    "CN": _china,
    "Hong Kong": _hong_kong,
    "HK": _hong_kong,
    "Singapore": _singapore,
    "SG": _singapore,
    "Korea, South": _korea,
    "KR": _korea,
}
