"""Signed provenance of a picture (C2PA, https://c2pa.org/specifications/): who says how it came.

Read by the consortium's own library, which is optional; manifests that lie elsewhere are not
fetched. A signature that holds says who signed, not that the picture is true; most pictures
have none, which says nothing.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import json
from typing import Literal

import msgspec

State = Literal["none", "holds", "broken", "not available"]


class Provenance(msgspec.Struct, frozen=True):
    """What a picture carries."""

    state: State
    issuer: str = ""
    made_by: str = ""
    faults: tuple[str, ...] = ()
    """Codes of C2PA for what does not hold."""
    trusted: bool = False
    """Whether the certificate is on a list that the library knows; `holds` says nothing of it."""


def provenance(data: bytes, media: str = "image/jpeg") -> Provenance:
    """Read the provenance of a picture of the media type."""
    if importlib.util.find_spec("c2pa") is None:
        return Provenance("not available")
    c2pa = importlib.import_module("c2pa")
    try:
        with c2pa.Reader(media, io.BytesIO(data)) as reader:
            told = json.loads(reader.json())
    except c2pa.C2paError as error:
        absent = "ManifestNotFound" in str(error)
        return Provenance(
            "none" if absent else "broken", faults=() if absent else (str(error)[:120],)
        )
    return _read(told)


def _read(told: dict[str, object]) -> Provenance:
    codes = tuple(
        str(row["code"])
        for row in told.get("validation_status") or ()  # type: ignore[attr-defined]
    )
    faults = tuple(sorted({code for code in codes if code != "signingCredential.untrusted"}))
    active = told["manifests"][told["active_manifest"]]  # type: ignore[index]
    by = (active.get("signature_info") or {}).get("issuer", "")
    maker = active.get("claim_generator") or ""
    return Provenance(
        "broken" if faults else "holds", str(by), str(maker), faults,
        "signingCredential.untrusted" not in codes,
    )  # fmt: skip
