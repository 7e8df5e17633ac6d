"""MaxMind DB files (country, city, ASN), as the user brings them, read as ranges.

The format is https://maxmind.github.io/MaxMind-DB/; the reader is the optional `maxminddb`.
"""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from celtrace.errors import ListRefused, MissingExtra
from celtrace.net.publications import Form, Label
from celtrace.net.table import RangeTable, Span

MAGIC = b"\xab\xcd\xefMaxMind.com"


def read_mmdb(path: Path, form: Form) -> tuple[RangeTable, date]:
    """The ranges of a file and the day it was built; MissingExtra, ListRefused."""
    try:
        package: Any = importlib.import_module("maxminddb")
    except ImportError as error:
        raise MissingExtra("The reader of MaxMind DB files", "networks") from error
    labels: dict[Label, int] = {}
    spans: list[Span] = []
    try:
        with package.open_database(str(path)) as database:
            built = datetime.fromtimestamp(database.metadata().build_epoch, UTC).date()
            for net, said in database:
                label = _label(said, form)
                first, last = int(net.network_address), int(net.broadcast_address)
                number = labels.setdefault(label, len(labels))
                spans.append(Span(net.version, first, last, number))
    except (package.InvalidDatabaseError, ValueError) as error:
        raise ListRefused(f"{path.name} is not a sound MaxMind DB file: {error}.") from error
    return RangeTable.of(spans, list(labels)), built


def _label(said: Any, form: Form) -> Label:  # noqa: ANN401 - whatever the file's maker wrote
    """Country, city, network and operator, by the keys that the usual makers write."""
    if not isinstance(said, dict):
        return "", "", "", ""
    country = said.get("country", said.get("country_code", ""))
    if isinstance(country, dict):
        country = country.get("iso_code", "")
    city = said.get("city", "")
    if isinstance(city, dict):
        city = city.get("names", {}).get("en", "")
    asn = said.get("autonomous_system_number", said.get("asn", ""))
    name = said.get("autonomous_system_organization", said.get("as_name", ""))
    number = f"AS{str(asn).removeprefix('AS')}" if asn else ""
    texts = (str(country or ""), str(city or ""), number, str(name or ""))
    return texts if form != "asn" else ("", "", *texts[2:])
