"""Sections of parties, contracts and money (contract version 1)."""

from __future__ import annotations

from celtrace.dossier.schema import ID, MONEY, SPAN, WHO, Field, Section, ref, words
from celtrace.records import (
    Assignment,
    Contract,
    Invoice,
    Norm,
    Ownership,
    Party,
    Payment,
    Price,
    Quote,
    Role,
    Settled,
)

_ROW = (Field("list", required=True), Field("row", required=True))
_UNITS = ("cut", "frame", "second")

PARTIES = Section(
    "parties",
    Party,
    (
        ID,
        Field("name", required=True),
        Field("kind", "enum", to="form", choices=("company", "person", "public_body")),
        Field("aliases", many=True),
        Field("country", "country"),
        *words("city", "address", "role", "declared"),
        Field("heads", "int"),
        Field("born", "born"),
        Field("nationality", "nationality"),
        Field("identifiers", "free"),
        *(Field(key, many=True) for key in ("emails", "phones", "domains", "urls", "accounts")),
        Field("listed_as", "shape", many=True, shape=_ROW, made=Settled),
        Field("not_listed_as", "shape", many=True, shape=(*_ROW, Field("because")), made=Settled),
        Field("co_occupants", "int"),
        *SPAN,
    ),
)

CONTRACTS = Section(
    "contracts",
    Contract,
    (
        ID,
        ref("from", *WHO, to="client", required=True),
        ref("to", *WHO, to="contractor", required=True),
        ref("parent", "contracts"),
        Field("date", "date"),
        Field("until", "date"),
        Field("scope"),
        Field("may_subcontract", "consent"),
        Field("disclosed", "date"),
        ref("payee", *WHO),
        Field("vpn_allowed", "bool"),
        *MONEY,
        Field(
            "assignments", "shape", many=True, made=Assignment,
            shape=(ref("to", *WHO, required=True), Field("date", "date", required=True),
                   Field("document")),
        ),
    ),
)  # fmt: skip

OWNERSHIP = Section(
    "ownership",
    Ownership,
    (
        ID,
        ref("owner", *WHO, required=True),
        ref("asset", "parties", required=True),
        Field("percent", "percent", to="share"),
        Field("min", "percent", to="low"),
        Field("max", "percent", to="high"),
        Field("min_exclusive", "bool", to="low_exclusive"),
        Field("max_exclusive", "bool", to="high_exclusive"),
        Field("kind", "enum", to="form", choices=("shares", "votes", "control")),
        *SPAN,
        Field("source"),
    ),
    not_both=(("percent", "min"), ("percent", "max")),
)

ROLES = Section(
    "roles",
    Role,
    (
        ID,
        ref("person", *WHO, required=True),
        ref("party", "parties", required=True),
        Field("role", required=True),
        *SPAN,
    ),
)

INVOICES = Section(
    "invoices",
    Invoice,
    (
        ID,
        ref("issuer", *WHO),
        Field("from_name"),
        ref("payer", *WHO),
        ref("payee", *WHO),
        Field("identifiers", many=True),
        *MONEY,
        Field("date", "date"),
        ref("contract", "contracts"),
    ),
)

PAYMENTS = Section(
    "payments",
    Payment,
    (
        ID,
        ref("payer", *WHO),
        ref("payee", *WHO),
        *MONEY,
        Field("date", "date"),
        Field("dates", "date", many=True),
        ref("contract", "contracts"),
        ref("invoice", "invoices"),
        Field("account"),
        Field("bank_country", "country"),
        Field("correspondent_country", "country"),
    ),
    not_both=(("date", "dates"),),
)

PRICES = Section(
    "prices",
    Price,
    (
        ID,
        Field("region", required=True),
        Field("unit", "unit", required=True),
        Field("low", "money", required=True),
        Field("high", "money", required=True),
        Field("currency", "currency", required=True),
        Field("quotes", spills="quotes"),
    ),
)

QUOTES = Section(
    "quotes",
    Quote,
    (
        ID,
        ref("party", *WHO, required=True),
        ref("contract", "contracts"),
        Field("unit", "unit", required=True),
        Field("price", "money", required=True),
        Field("region"),
    ),
)

NORMS = Section(
    "norms",
    Norm,
    (
        ID,
        Field("unit", "enum", choices=_UNITS, required=True),
        Field("per_head_per_day", "decimal", required=True),
    ),
)

SECTIONS = (
    PARTIES, CONTRACTS, OWNERSHIP, ROLES, INVOICES, PAYMENTS, PRICES, QUOTES, NORMS,
)  # fmt: skip
