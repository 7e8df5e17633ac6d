"""What was seen: frozen, typed records, each with its evidence."""

from celtrace.records.access import (
    Account,
    AddressFact,
    AddressList,
    Device,
    FileAccess,
    FileFact,
    Found,
    LogSource,
    Network,
    Place,
    SessionEnd,
    SignIn,
    Visit,
)
from celtrace.records.evidence import Digest, Evidence, Part, Problem, Record, Ref, fingerprint
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
    "Account", "AddressFact", "AddressList", "Alias", "Assignment", "Candidate", "Check", "Claim",
    "Contract", "Credit", "Day", "Delivery", "Designation", "Device", "Digest", "Episode",
    "Evidence", "FileAccess", "FileFact", "Found", "Fullness", "Identifier", "Invoice", "Link",
    "LogSource", "Lot", "Match", "Network", "Norm", "Ownership", "Part", "Party", "Passkey",
    "Payment", "PersonalDocument", "Place", "Price", "Problem", "Production", "Quote", "Record",
    "Ref", "Reference", "Role", "SessionEnd", "Settled", "SignIn", "Span", "StaffList", "Text",
    "TravelNotice", "Visit", "Worker", "fingerprint",
]  # fmt: skip
