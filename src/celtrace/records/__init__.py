"""What was seen: frozen, typed records, each with its evidence."""

from celtrace.records.access import (
    LOG_COLUMNS,
    Account,
    AddressFact,
    AddressList,
    Device,
    FileAccess,
    Found,
    LogSource,
    Network,
    Place,
    SessionEnd,
    SignIn,
    Trust,
    Visit,
)
from celtrace.records.evidence import Digest, Evidence, Part, Problem, Record, Ref, fingerprint
from celtrace.records.files import (
    Box,
    Child,
    Drawn,
    FileFact,
    FileType,
    Fingerprint,
    Head,
    Picture,
    TextPassage,
    Trait,
    TraitName,
)
from celtrace.records.parties import (
    Alias,
    Candidate,
    Designation,
    Fullness,
    Identifier,
    Ownership,
    Party,
    Role,
    Settled,
    Span,
)
from celtrace.records.people import (
    Check,
    Claim,
    Day,
    Link,
    Match,
    Passkey,
    PersonalDocument,
    StaffList,
    Text,
    TravelNotice,
    Worker,
)
from celtrace.records.work import (
    Assignment,
    Contract,
    Credit,
    Delivery,
    Episode,
    Invoice,
    Lot,
    Norm,
    Payment,
    Price,
    Production,
    Quote,
    Reference,
)

__all__ = [
    "LOG_COLUMNS", "Account", "AddressFact", "AddressList", "Alias", "Assignment", "Box",
    "Candidate", "Check", "Child", "Claim", "Contract", "Credit", "Day", "Delivery", "Designation",
    "Device", "Digest", "Drawn", "Episode", "Evidence", "FileAccess", "FileFact", "FileType",
    "Fingerprint", "Found", "Fullness", "Head", "Identifier", "Invoice", "Link", "LogSource",
    "Lot", "Match", "Network", "Norm", "Ownership", "Part", "Party", "Passkey", "Payment",
    "PersonalDocument", "Picture", "Place", "Price", "Problem", "Production", "Quote", "Record",
    "Ref", "Reference", "Role", "SessionEnd", "Settled", "SignIn", "Span", "StaffList", "Text",
    "TextPassage", "Trait", "TraitName", "TravelNotice", "Trust", "Visit", "Worker", "fingerprint",
]  # fmt: skip
