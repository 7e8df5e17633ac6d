"""The dossier contract: from YAML and tables to records."""

from celtrace.dossier.headers import HeaderReading
from celtrace.dossier.ledger import Mention
from celtrace.dossier.read import Dossier, Head, read_dossier
from celtrace.dossier.source import DossierSource, MemorySource, Opened, Trouble, Unusable

__all__ = [
    "Dossier", "DossierSource", "Head", "HeaderReading", "MemorySource", "Mention", "Opened",
    "Trouble", "Unusable", "read_dossier",
]  # fmt: skip
