"""A small invented dossier, written into a folder the way a test wants it.

As it stands the highest tier is 2: Northlight refused its staff list (conduct) and money for
its contract went to Hill Cel Works (money). Nothing in it is anybody's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from types import MappingProxyType

from celtrace.cases.lists.shelf import ListShelf
from celtrace.cases.review import Asked, Reviewed, review
from celtrace.settings import Limits, Settings

HEAD = "dossier: 1\ntitle: An invented show\nus: house\nas_of: 2026-07-11\n"
LOTS = (
    "lots:\n  - {id: lot1, cuts: ep 1 cuts 1-40, assigned_to: north, contract: c1, "
    "from: 2023-02-01, until: 2023-12-31}\n"
)
TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "parties": (
            "id,name,country",
            "house,Invented House,US",
            "north,Northlight Drawing,CN",
            "hill,Hill Cel Works,HK",
        ),
        "contracts": (
            "id,from,to,parent,date,amount,currency,may_subcontract,disclosed",
            "c1,house,north,,2023-02-01,1000,USD,no,",
            "c2,north,hill,c1,2023-02-02,500,USD,,2023-11-01",
        ),
        "payments": (
            "payer,payee,amount,currency,date,contract",
            "house,north,400,USD,2023-03-01,c1",
            "house,hill,500,USD,2023-04-01,c1",
            "house,hill,50,USD,2023-05-01,c1",
            "house,hill,50,USD,2023-05-01,c1",
            "house,hill,100,USD,2023-01-01,c1",
        ),
        "staff_lists": ("party,status,asked", "north,refused,2023-03-01"),
    }
)
"""Section to header and rows of the CSV table of that name."""
QUIET = "house,Invented House,US"
LISTED = (
    'parties:\n  - {id: sek, name: SEK Studio, listed_as: [{list: us_ofac_sdn, row: "34022"}]}\n'
)
NOON = datetime(2026, 7, 11, 12, tzinfo=UTC)


def from_tables(sections: Iterable[str]) -> str:
    """The lines of dossier.yaml that name a table for each section."""
    return "".join(f"{name}: {{from: {name}.csv}}\n" for name in sections)


def text(tables: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The bytes of each table, by section."""
    return {name: "\n".join((*rows, "")) for name, rows in tables.items()}


def dossier(folder: Path, more: str = LOTS, **changed: Iterable[str]) -> Path:
    """Write the dossier; `changed` replaces the rows of a table, `more` follows in the YAML."""
    tables = {**TABLES, **changed}
    return bare(folder, from_tables(tables) + more, **text(tables))


def bare(folder: Path, yaml: str, **tables: str | bytes) -> Path:
    """Write a dossier of nothing but these sections and CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dossier.yaml").write_text(HEAD + yaml, encoding="utf-8")
    for name, rows in tables.items():
        data = rows.encode() if isinstance(rows, str) else rows
        (folder / f"{name}.csv").write_bytes(data)
    return folder


def install_lists(home: Path) -> Path:
    """Take the list extracts of the package in, so that something is there to check against."""
    with as_file(files("celtrace.demo")) as packaged:
        ListShelf(home).import_paths(
            [packaged / "lists"], list_id=None, snapshot=None, note=lambda *_: None
        )
    return home


def reviewed(
    folder: Path,
    out: Path,
    home: Path,
    limits: Limits | None = None,
    clock: Callable[[], datetime] = lambda: NOON,
    jobs: int = 1,
) -> Reviewed:
    """Review a folder against the lists under `home`."""
    limits = limits or Limits()
    settings = Settings(home=home, case=out, limits=limits, jobs=jobs)
    shelf = ListShelf(home, limits=limits)
    return review(Asked(folder, out, settings, shelf, clock, lambda *_: None))
