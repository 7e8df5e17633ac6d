"""What the labels in the remarks, the id types and the features of OFAC lists mean.

The labels are those of the list itself, as they stood in it between 2021 and 2025.
"""

from __future__ import annotations

import re

from celtrace.lists import _registers
from celtrace.records import Identifier

_TYPES = {
    "passport": (
        "Passport",
        "Diplomatic Passport",
        "British National Overseas Passport",
        "Stateless Person Passport",
    ),
    "national_id": (
        "National ID No.",
        "National ID Number",
        "Personal ID Card",
        "Cedula No.",
        "Cedula de Residencia",
        "Cedula de Ciudadania",
        "C.U.R.P.",
        "C.U.I.",
        "C.U.I.P.",
        "D.N.I.",
        "N.I.E.",
        "I.F.E.",
        "SSN",
        "Citizen's Card Number",
        "Electoral Registry No.",
        "Credencial electoral",
        "Cartilla de Servicio Militar Nacional",
        "National Foreign ID Number",
        "Turkish Identification Number",
        "Kenyan ID No.",
        "Moroccan Personal ID No.",
        "Bosnian Personal ID No.",
        "UAE Identification",
        "Tazkira National ID Card",
        "Numero de Identidad",
        "CNP (Personal Numerical Code)",
        "Birth Certificate Number",
        "Residency Number",
        "Refugee ID Card",
        "Stateless Person ID Card",
        "Numero Unico de Identificacao Tributaria (NUIT)",
        "Identity Card",
        "LE Number",
        "Interpol",
    ),
    "tax_id": (
        "Tax ID No.",
        "NIT #",
        "R.F.C.",
        "RFC",
        "RUC #",
        "RIF #",
        "RTN",
        "C.U.I.T.",
        "C.I.F.",
        "Italian Fiscal Code",
        "Fiscal Code",
        "US FEIN",
        "Romanian Tax Registration",
        "Paraguayan tax identification number",
        "RSIN",
        "Tax Registration Number",
        "N.I.F.",
    ),
    "vat": ("V.A.T. Number",),
    "uscc": ("Unified Social Credit Code (USCC)", "United Social Credit Code Certificate (USCCC)"),
    "company_no": ("Company Number", "UK Company Number"),
    "registration": (
        "Registration Number",
        "Registration ID",
        "Registration Certificate Number (Dubai)",
        "Business Registration Number",
        "Business Registration Document #",
        "Business Number",
        "Commercial Registry Number",
        "Public Registration Number",
        "C.R. No.",
        "Romanian C.R.",
        "Certificate of Incorporation Number",
        "Chamber of Commerce Number",
        "Dubai Chamber of Commerce Membership No.",
        "Istanbul Chamber of Comm. No.",
        "Enterprise Number",
        "Branch Unit Number",
        "Central Registration System Number",
        "Economic Register Number (CBLS)",
        "Matricula Mercantil No",
        "Folio Mercantil No.",
        "Trade License No.",
        "Tourism License No.",
        "Registered Charity No.",
        "MSB Registration Number",
        "Afghan Money Service Provider License Number",
        "Organization Code",
        "C.I.N.",
    ),
    "lei": ("Legal Entity Number",),
    "swift": ("SWIFT/BIC",),
    "imo": ("Vessel Registration Identification", "International Maritime Organization No."),
    "wallet": ("Digital Currency Address",),
    "phone": ("Phone Number", "Phone No.", "Telephone", "Fax"),
    "email": ("Email Address", "Email"),
    "website": ("Website",),
    "mmsi": ("MMSI",),
    "duns": ("D-U-N-S Number",),
    "isin": ("ISIN",),
    "id": (
        "Identification Number",
        "Government Gazette Number",
        "GovernmentGazette Number",
        "License",
        "BIK (RU)",
        "MICEX Code",
        "UN/LOCODE",
        "Driver's License No.",
        "Travel Document Number",
        "VisaNumberID",
        "File Number",
        "Serial No.",
        "Immigration No.",
        "Public Security and Immigration No.",
        "Pilot License Number",
        "Chinese Commercial Code",
        "Romanian Permanent Resident",
        "SRE Permit No.",
        "Tarjeta Profesional",
        "Seafarer's Identification Document",
        "Aircraft Tail Number",
        "Previous Aircraft Tail Number",
        "Aircraft Manufacturer's Serial Number (MSN)",
        "Aircraft Construction Number (also called L/N or S/N or F/N)",
        "Aircraft Serial Identification",
        "Aircraft Mode S Transponder Code",
        "Aircraft Mode S Transponder Codes",
        "Other Vessel Call Sign",
        "Equity Ticker",
        "Permit Number",
        "Military Registration Number",
        "Professional Registration Number",
        "Bank Identifier Code",
    ),
}
IDENTIFIERS = {label: kind for kind, labels in _TYPES.items() for label in labels}

KEPT = frozenset(
    (
        "POB",
        "Place of Birth",
        "Gender",
        "Target Type",
        "Organization Type",
        "Organization Established Date",
        "Former Vessel Flag",
        "Other Vessel Flag",
        "Other Vessel Type",
        "Vessel Type",
        "Vessel Flag",
        "Vessel Owner",
        "Vessel Year of Build",
        "Year of Build",
        "Former Vessel Name",
        "Aircraft Model",
        "Aircraft Operator",
        "Aircraft Manufacture Date",
        "Aircraft Type",
        "Issuer Name",
        "Title",
        "Position",
    )
)
"""Known, without a field of their own: they stay in the remarks."""

IGNORED = frozenset(
    (
        "Secondary sanctions risk",
        "Additional Sanctions Information -",
        "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions",
        "For more information on directives, please visit the following link",
        "for more information on directives, please visit the following link",
        "For more information, please reference the following link",
        "Executive Order 13846 information",
        "Executive Order 13662 Directive Determination -",
        "Executive Order 14024 Directive Information -",
        "Executive Order 14024 Directive Information",
        "Executive Order 14014 Directive Information",
        "Executive Order 14059 information",
        "Executive Order 13645 Determination -",
        "CAATSA Section 235 Information",
        "IFCA Determination -",
        "HIFPAA Information",
        "PEESA Information",
        "Listing Date",
        "Effective Date",
        "Purchase/Sales For Divestment Date",
    )
)
"""Known, and about the effect of the listing, not about who is listed: not taken over."""

BORN = frozenset(("DOB", "Birthdate"))
NATIONAL = frozenset(("nationality", "citizen", "Nationality Country", "Citizenship Country"))
LOCATED = frozenset(("Nationality of Registration", "Registration Country"))
LINKED = frozenset(("Linked To",))
LABELS = (*IDENTIFIERS, *KEPT, *IGNORED, *BORN, *NATIONAL, *LOCATED, *LINKED)

_IMO = re.compile(r"IMO\s*(\d{7})$")
_COIN = re.compile(r"(?:-\s*)?([A-Z]{3,5})\s+(?=\S{20,})")
_ISSUED = re.compile(r"\s+(?:issued|expires)\b.*$")
_COUNTRY = re.compile(r"\s*\(([^()]+)\)$")
_BARE = frozenset(("phone", "email", "website", "swift", "wallet", "isin", "mmsi"))


def identifier(label: str, value: str, country: str = "") -> Identifier:
    """The identifier under a known label; `value` may carry `(Country) issued ...`."""
    kind = IDENTIFIERS[label]
    value = value.strip().removeprefix("No. ")
    if kind == "wallet":
        return Identifier(kind, _COIN.sub("", value, count=1), country)
    if kind not in _BARE:
        value = _ISSUED.sub("", value)
        found = _COUNTRY.search(value)
        if found and not country:
            country, value = found[1], value[: found.start()]
    imo = _IMO.match(value)
    if imo:
        return Identifier("imo", imo[1], country)
    return Identifier(_registers.type_of(kind, value, country, label), value, country)
