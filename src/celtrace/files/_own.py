"""Properties that a person or a programme adds to a document under names of their own.

Reference: the names are those of Word's list of properties (MS-OSHARED 2.3.3.2.3), WPS Office,
LibreOffice and Outlook, in any case of letters.
"""

from __future__ import annotations

from celtrace.records import TraitName

FACTS: dict[str, TraitName] = {
    "author": "author", "editor": "last_editor", "owner": "author", "checked by": "last_editor",
    "company": "organisation", "studio": "organisation", "client": "organisation",
    "project": "production", "_authoremail": "author", "_authoremaildisplayname": "author",
    "ksoproductbuildver": "version", "appversion": "version", "generator": "software",
}  # fmt: skip
"""Names of own properties that say who made a document or with what (WPS, LibreOffice, Outlook)."""
TIMES: dict[str, TraitName] = {"date completed": "modified"}
