"""How FollowTheMoney entities and the sections of a dossier stand to each other.

Reference: https://followthemoney.tech/explorer/ (model of version 4). What the model has no
property for travels as text: a value of `notes` (of `description` for links, which have no
notes) that begins with `celtrace.KEY=` and goes on with JSON. KEY is a key of the dossier.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

import msgspec

EXTENSION = "celtrace."

PARTY_FORMS = MappingProxyType(
    {"Person": "person", "PublicBody": "public_body", "Company": "company",
     "Organization": "company", "LegalEntity": "company"}
)  # fmt: skip
"""Schemata that are parties, and the kind of party."""
SCHEMA_OF = MappingProxyType(
    {"company": "Company", "person": "Person", "public_body": "PublicBody"}
)
IDENTIFIERS = MappingProxyType(
    {
        "uscCode": "uscc", "leiCode": "lei", "innCode": "inn", "ogrnCode": "ogrn",
        "vatCode": "vat", "registrationNumber": "company_no", "taxNumber": "tax_id",
        "idNumber": "national_id", "passportNumber": "passport", "dunsCode": "duns",
        "swiftBic": "swift",
    }
)  # fmt: skip
"""Property of a party to type of identifier."""
PROPERTY_OF = MappingProxyType({kind: name for name, kind in IDENTIFIERS.items()})


class Edge(msgspec.Struct, frozen=True):
    """A schema that is a link, with its two ends, and the section its items belong to."""

    section: Literal["ownership", "roles"]
    source: str
    target: str
    role: str = ""
    """What an item of `roles` is where the entity does not say."""


EDGES = MappingProxyType(
    {
        "Ownership": Edge("ownership", "owner", "asset"),
        "Directorship": Edge("roles", "director", "organization", "director"),
        "Employment": Edge("roles", "employee", "employer", "employee"),
        "Representation": Edge("roles", "agent", "client", "representative"),
        "Membership": Edge("roles", "member", "organization", "member"),
    }
)
NOTED_ON = MappingProxyType(
    dict.fromkeys((*EDGES, "ContractAward", "Payment", "UnknownLink"), "description")
)
"""Links have no `notes`."""


def note_property(schema: str) -> str:
    """The property that carries our own keys for a schema."""
    return NOTED_ON.get(schema, "notes")


def untitled(contract: str) -> str:
    """The title of a contract whose scope is not stated: the model wants one."""
    return f"contract {contract}"
