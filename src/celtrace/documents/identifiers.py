"""Numbers that registries give: one normal form each, check digits, equality across formats.

The type is part of the identity: an INN and a UEN with the same digits are two numbers.
A loosely named number (`company_no`, `tax`) is narrowed to the registry's own type only
when its country and its form both say so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from importlib.resources import files
from types import ModuleType

import msgspec
import yaml
from stdnum import bic, iban, imo, lei
from stdnum.cn import uscc
from stdnum.eu import vat
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.in_ import gstin, pan
from stdnum.jp import cn as corporate
from stdnum.kr import brn as kr_brn
from stdnum.ru import inn, ogrn
from stdnum.sg import uen

_NOISE = re.compile(r"[\s.\-\u2013\u2014_/\\:#'\u2019·]+")
_LABEL = re.compile(r"(?i)^(?:no|nr|num|number|№)+")


class NormalId(msgspec.Struct, frozen=True, order=True):
    """An identifier in normal form."""

    type: str
    """The registry's own type where it is known: uscc, uen, inn, lei ..."""
    value: str
    """Upper case, without separators."""
    country: str = ""
    """ISO 3166-1 alpha-2, or empty when it is not known or the type is worldwide."""
    valid: bool | None = None
    """Whether form and check digit hold; None when no rule is known."""
    why: str = ""
    """What holds or fails, in a sentence."""


def _labels() -> dict[str, str]:
    table = files(__package__) / "_tables" / "identifier_types.yaml"
    found: dict[str, list[str]] = yaml.safe_load(table.read_text(encoding="utf-8"))
    return {label: type_ for type_, labels in found.items() for label in labels}


_TYPES = _labels()
_NAMES = {
    "uscc": "unified social credit code", "uen": "Singapore entity number",
    "inn": "Russian tax number", "ogrn": "Russian register number",
    "lei": "legal entity identifier", "vat": "VAT number", "imo": "IMO ship number",
    "iban": "IBAN", "bic": "BIC", "kr_brn": "Korean business number",
    "corporate_no": "Japanese corporate number", "gstin": "Indian GST number",
    "pan": "Indian PAN", "org_code": "Chinese organisation code",
    "cn_id": "Chinese identity number", "imo_company": "IMO company number",
    "hk_cr": "Hong Kong company number", "hk_br": "Hong Kong business registration number",
}  # fmt: skip

_STDNUM: dict[str, ModuleType] = {
    "uscc": uscc, "uen": uen, "inn": inn, "ogrn": ogrn, "lei": lei, "vat": vat, "imo": imo,
    "iban": iban, "bic": bic, "kr_brn": kr_brn, "corporate_no": corporate, "gstin": gstin,
    "pan": pan,
}  # fmt: skip

_HOME = {
    "uscc": "CN", "org_code": "CN", "cn_id": "CN", "uen": "SG", "inn": "RU", "ogrn": "RU",
    "kr_brn": "KR", "corporate_no": "JP", "gstin": "IN", "pan": "IN", "hk_cr": "HK",
    "hk_br": "HK", "lei": "", "imo": "", "imo_company": "", "bic": "", "iban": "", "vat": "",
    "mmsi": "", "duns": "",
}  # fmt: skip


def _plain(value: str) -> str:
    apart = _NOISE.sub("", unicodedata.normalize("NFKC", value)).upper()
    return unicodedata.normalize("NFKC", apart)  # a letter and its accent stand side by side now


def type_of(word: str) -> str:
    """The canonical type for a label as written, for example `Tax ID No.` -> `tax`.

    A label that is not known stays as it is, in lower case without separators.
    """
    lower = unicodedata.normalize("NFKC", word).strip().lower()
    folded = "".join(char for char in lower if char.isalpha())
    if folded in _TYPES:
        return _TYPES[folded]
    return re.sub(r"[\s\-.]+", "_", lower).strip("_")


def _weighted(digits: str, weights: tuple[int, ...], modulus: int) -> int:
    return sum(int(digit, 36) * weight for digit, weight in zip(digits, weights, strict=False)) % (
        modulus
    )


def org_code_holds(value: str) -> bool:
    """Chinese organisation code: 8 characters and a check character (GB 11714-1997)."""
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", value):
        return False
    check = 11 - _weighted(value[:8], (3, 7, 9, 10, 5, 8, 4, 2), 11)
    return value[8] == {10: "X", 11: "0"}.get(check, str(check))


def cn_id_holds(value: str) -> bool:
    """Chinese resident identity number: 17 digits and ISO 7064 MOD 11-2 (GB 11643-1999)."""
    if not re.fullmatch(r"\d{17}[0-9X]", value):
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return value[17] == "10X98765432"[_weighted(value[:17], weights, 11)]


def imo_company_holds(value: str) -> bool:
    """IMO company number: 6 digits weighted 8 6 4 2 9 7, check digit by 11 (IHS Markit rules)."""
    if not re.fullmatch(r"\d{7}", value):
        return False
    return int(value[6]) == (11 - _weighted(value[:6], (8, 6, 4, 2, 9, 7), 11)) % 11 % 10


_OWN: dict[str, Callable[[str], bool]] = {
    "org_code": org_code_holds,
    "cn_id": cn_id_holds,
    "imo_company": imo_company_holds,
    "hk_cr": lambda value: re.fullmatch(r"F?\d{7}", value) is not None,
    "hk_br": lambda value: re.fullmatch(r"\d{8}(\d{8}|\d{11,13})?", value) is not None,
}


def _holds(type_: str, value: str) -> tuple[bool | None, str]:
    name = _NAMES.get(type_, "")
    if type_ in _OWN:
        if _OWN[type_](value):
            return True, f"has the form of a {name}"
        return False, f"not a {name}: length, characters or check digit do not hold"
    module = _STDNUM.get(type_)
    if module is None:
        return None, "no check is known for this type"
    try:
        module.validate(value)
    except InvalidChecksum:
        return False, f"not a {name}: the check digit does not hold"
    except ValidationError:
        return False, f"not a {name}: length or characters do not hold"
    return True, f"form and check digit of a {name} hold" if name else ""


# (country, loose types, pattern, exact type, whether the check must hold before narrowing)
_NARROW: tuple[tuple[str, frozenset[str], str, str, bool], ...] = (
    ("CN", frozenset({"company_no", "tax", "brn", "uscc"}), r"[0-9A-Z]{18}", "uscc", True),
    ("CN", frozenset({"company_no", "brn", "org_code"}), r"[0-9A-Z]{8}[0-9X]", "org_code", True),
    ("CN", frozenset({"national_id"}), r"\d{17}[0-9X]", "cn_id", False),
    ("SG", frozenset({"company_no", "brn", "tax"}), r"[0-9A-Z]{9,10}", "uen", True),
    ("RU", frozenset({"tax", "vat", "company_no"}), r"\d{10}|\d{12}", "inn", True),
    ("RU", frozenset({"company_no", "brn", "tax"}), r"\d{13}|\d{15}", "ogrn", True),
    ("KR", frozenset({"brn", "company_no", "tax", "vat"}), r"\d{10}", "kr_brn", True),
    ("JP", frozenset({"company_no", "brn", "tax"}), r"\d{13}", "corporate_no", True),
    ("IN", frozenset({"tax", "vat", "gst"}), r"[0-9A-Z]{15}", "gstin", True),
    ("IN", frozenset({"tax"}), r"[A-Z]{5}\d{4}[A-Z]", "pan", True),
    ("HK", frozenset({"company_no", "brn", "ci"}), r"F?\d{7}", "hk_cr", False),
    ("HK", frozenset({"company_no", "brn", "tax"}), r"\d{8}|\d{16}|\d{19,21}", "hk_br", False),
)


def _narrowed(type_: str, value: str, country: str) -> str:
    for home, loose, pattern, exact, checked in _NARROW:
        fits = home == country and type_ in loose and re.fullmatch(pattern, value)
        if fits and (not checked or _holds(exact, value)[0]):
            return exact
    return type_


def _stripped(type_: str, value: str, country: str) -> str:
    """The value without what some write around it: labels, the country of a VAT number."""
    value = _LABEL.sub("", value)
    if type_ in {"imo", "imo_company"}:
        return value.removeprefix("IMO").zfill(7) if value else value
    if type_ in {"uscc", "uen", "inn", "ogrn", "lei", "brn"}:
        value = value.removeprefix(type_.upper())
    if type_ == "vat" and country and not value.startswith(country) and value[:2].isdigit():
        prefix = {"GR": "EL"}.get(country, country)
        return prefix + value
    if type_ == "hk_br":
        return value[:8]
    return value.removesuffix("XXX") if type_ == "bic" and len(value) == 11 else value  # noqa: PLR2004 - a BIC with branch


def normal(type_: str, value: str, country: str = "") -> NormalId:
    """The identifier in normal form; never raises, an invalid one says why.

    `type_` is any label (`INN`, `Tax ID No.`); `country` is ISO 3166-1 alpha-2 or empty.
    """
    country = country.strip().upper()
    given = type_of(type_)
    text = _stripped(given, _plain(value), country)
    exact = _narrowed(given, text, country)
    text = _stripped(exact, text, country)
    if not text:
        return NormalId(exact, "", country, valid=False, why="the number is empty")
    valid, why = _holds(exact, text)
    if exact == "vat" and not country and text[:2].isalpha():
        country = text[:2]
    return NormalId(exact, text, _HOME.get(exact, country), valid, why)


def _same_country(a: NormalId, b: NormalId) -> bool:
    return not a.country or not b.country or a.country == b.country


def _codes(ident: NormalId) -> set[tuple[str, str]]:
    """The number itself and the numbers it contains by its own standard."""
    found = {(ident.type, ident.value)}
    if ident.type == "uscc" and ident.valid:
        found.add(("org_code", ident.value[8:17]))  # GB 32100-2015: places 9 to 17
    if ident.type == "bic":
        found.add(("bic", ident.value[:8]))
    return found


def same(a: NormalId, b: NormalId) -> bool:
    """Whether two identifiers are the same number of the same registry.

    A USCC contains its holder's organisation code, so these two can be the same; otherwise
    types must agree. Countries must not contradict each other. A loose number without any
    country is the same only as one of its own type.
    """
    if not a.value or not b.value or not _same_country(a, b):
        return False
    return bool(_codes(a) & _codes(b))


_LABELLED = re.compile(
    r"(?i)(?<!\w)(USCC|UEN|INN|ИНН|OGRN|ОГРН|LEI|IMO|VAT|IBAN|BIC|SWIFT|BRN|CR ?No|Passport|"
    r"Tax ID No|Registration Number|Business Registration Number|Unified Social Credit Code|"
    r"Company Number|统一社会信用代码|统一信用代码|사업자등록번호|法人番号)"
    r"(?:\s*\([A-Z]+\))?\s*(?:No|№|#)?[.:\uff1a\s]*"
    r"([A-Z0-9](?:[A-Z0-9]|[\-./ ](?=[A-Z0-9]*\d)){4,38})"
)
_BARE = re.compile(
    r"(?<![A-Z0-9])(?:[0-9A-HJ-NPQRTUWXY]{18}|[A-Z0-9]{18}\d{2}|"
    r"\d{9}[A-Z]|[ST]\d{2}[A-Z]{2}\d{4}[A-Z])(?![A-Z0-9])"
)
_BARE_TYPES = {18: ("uscc",), 20: ("lei",), 10: ("uen",)}


def parse_any(text: str) -> tuple[NormalId, ...]:
    """Identifiers found in free text, sorted: labelled ones, and bare ones whose check holds."""
    text = unicodedata.normalize("NFKC", text)[:20_000]
    found: set[NormalId] = set()
    for label, value in _LABELLED.findall(text):
        found.add(normal(label, value))
    for match in _BARE.findall(text.upper()):
        for type_ in _BARE_TYPES[len(match)]:
            ident = normal(type_, match)
            if ident.valid:
                found.add(ident)
    return tuple(sorted(found, key=lambda ident: (ident.type, ident.value, ident.country)))
