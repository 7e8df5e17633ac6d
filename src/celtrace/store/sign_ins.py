"""Sign-ins in bulk: tables in columns, and the few accounts that the rules need to look at.

For each rule there is a query that no finding of the rule can escape: what it leaves out
cannot meet the rule's conditions in the tables. The rules themselves then look at the records
of those accounts only. `anonymised_egress` holds for a third of all accounts, so it is counted
here instead: `egress` gives for each account what its sentence says and which rows it cites.
Rules that need a dossier (checks, notices, stated zones, keys of workers) are not here.

It needs DuckDB (`celtrace[scale]`). The tables are those of `spool`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import msgspec

from celtrace.errors import MissingExtra

QUERIES: dict[str, str] = {
    "multi_ip_burst": """
        SELECT account FROM (
            SELECT account, net, unnest([sec // 3600, sec // 3600 - 1]) AS two_hours
            FROM good WHERE NOT crowded)
        GROUP BY account, two_hours HAVING count(DISTINCT net) >= 5""",
    "impossible_travel, claimed_location_mismatch, baseline_shift": """
        SELECT account FROM good WHERE country <> '' AND NOT hides
        GROUP BY account HAVING min(country) <> max(country)
        UNION SELECT good.account FROM good JOIN claimed ON good.account = hash(claimed.account)
        WHERE good.country <> '' AND NOT hides AND good.country <> claimed.country""",
    "working_hours_shift": """
        SELECT account FROM (
            SELECT account, min(sec) AS first, max(sec) AS last FROM good GROUP BY account, client)
        GROUP BY account HAVING max(first) > min(last) AND count(*) > 1""",
    "round_the_clock": """
        SELECT account FROM (
            SELECT account, sec // 86400 AS day FROM (
                SELECT account, sec FROM good
                UNION ALL SELECT hash(account), time // 1000000 FROM acts WHERE result = 'success')
            GROUP BY account, day HAVING count(DISTINCT sec // 14400) >= 5)
        GROUP BY account HAVING count(*) >= 2""",
    "marathon_session": """
        SELECT account FROM good WHERE hours >= 24
        UNION SELECT good.account FROM good JOIN ended ON good.account = ended.account
            AND good.session = ended.session WHERE ended.last - good.sec >= 86400""",
    "token_roaming": """
        SELECT account FROM good WHERE session <> 0 AND machine <> 0
        GROUP BY account, session HAVING min(machine) <> max(machine)""",
    "shared_mfa_device": """
        SELECT DISTINCT account FROM good WHERE mfa_device IN (
            SELECT mfa_device FROM good WHERE mfa_device <> 0
            GROUP BY mfa_device HAVING min(account) <> max(account))""",
    "shared_device, identity_confusion": """
        SELECT DISTINCT account FROM good WHERE device IN (
            SELECT device FROM good WHERE device <> 0
            GROUP BY device HAVING min(account) <> max(account))""",
    "shared_ip": """
        SELECT DISTINCT account FROM good WHERE ip IN (
            SELECT ip FROM good WHERE NOT crowded GROUP BY ip
            HAVING min(account) <> max(account) AND max(sec) - min(sec) >= 9 * 86400)""",
    "unmanaged_device": "SELECT account FROM good WHERE managed = false",
    "dprk_range, dprk_adjacent_range, ioc_match, interview_ip": """
        SELECT hash(account) FROM signed WHERE ip IN (SELECT ip FROM side WHERE marked)""",
    "bulk_access": """
        SELECT hash(account) FROM acts
        WHERE result = 'success' AND action IN ('download', 'copy') AND account <> ''
        GROUP BY account, time // 86400000000 HAVING count(*) >= 200""",
}
"""For rules the hashes of the accounts about which they can find something."""
CITED = 6
"""Rows that a finding cites from either end; of the same instant all, to be ordered by id."""


class Egress(msgspec.Struct, frozen=True):
    """Sign-ins of an account through addresses that hide the place."""

    account: str
    successes: int
    hidden: int
    forms: dict[str, int]
    lists: tuple[str, ...]
    stale: bool
    first: int
    last: int
    """Microseconds since 1970."""


class Sums(msgspec.Struct, frozen=True):
    """What an account did, in numbers."""

    account: str
    successes: int
    failures: int
    file_acts: int
    first: int
    last: int


class Tables:
    """Opened tables."""

    def __init__(self, database: Any) -> None:  # noqa: ANN401 - DuckDB is optional
        self.database, self._ask = database, database.execute

    def ips(self) -> list[str]:
        """Every address of a sign-in or an act on a file, once."""
        asked = "SELECT ip FROM signed UNION SELECT ip FROM acts"
        return sorted(ip for (ip,) in self._ask(asked).fetchall() if ip)

    def with_side(self) -> None:
        """Join the table of addresses, once it is written."""
        self._ask(_GOOD)
        self._ask(_ENDED)
        self._ask("CREATE TABLE named AS SELECT DISTINCT account AS name FROM signed "
                  "UNION SELECT DISTINCT account FROM acts")  # fmt: skip

    def candidates(self) -> dict[str, frozenset[str]]:
        """For each rule the accounts to look at."""
        asked = "SELECT name FROM named WHERE hash(name) IN ("
        return {
            rules: frozenset(name for (name,) in self._ask(f"{asked}{query})").fetchall())
            for rules, query in QUERIES.items()
        }

    def egress(self) -> Iterator[Egress]:
        """Each account with sign-ins through addresses that hide the place."""
        self._ask(_HIDDEN)
        for row in self._ask(_EGRESS).fetchall():
            account, successes, hidden, *forms, stale, lists, first, last = row
            counts = dict(zip(("hosting", "relay", "tor", "vpn"), forms, strict=True))
            named = sorted({one for text in lists for one in text.split("\n") if one})
            yield Egress(
                account, successes, hidden, {k: n for k, n in counts.items() if n}, tuple(named),
                bool(stale), first, last,
            )  # fmt: skip

    def cited(self) -> frozenset[tuple[int, str]]:
        """Log and place of the rows that findings on egress may cite; after `egress`."""
        return frozenset(self._ask(_CITED.format(most=CITED)).fetchall())

    def sums(self) -> list[Sums]:
        """Every account in numbers."""
        return [Sums(*row) for row in self._ask(_SUMS).fetchall()]

    def distinct(self, table: Literal["signed", "acts"]) -> int:
        """How many acts there are, each once."""
        (count,) = self._ask(_COUNTS[table]).fetchone()
        return int(count)


@contextmanager
def opened(folder: Path, *, memory: str = "2GB", threads: int = 2) -> Iterator[Tables]:
    """The tables of a folder; MissingExtra without DuckDB."""
    try:
        package: Any = importlib.import_module("duckdb")
    except ImportError as error:
        raise MissingExtra("DuckDB", "scale") from error
    with package.connect(str(folder / "tables.duckdb")) as database:
        database.execute(f"SET memory_limit = '{memory}'")
        database.execute(f"SET threads = {int(threads)}")
        database.execute("SET preserve_insertion_order = false")
        for name in ("signed", "acts", "ends", "side", "claimed"):
            files = str(folder / f"{name}-*.parquet").replace("'", "''")
            view = f"CREATE OR REPLACE VIEW {name} AS FROM read_parquet('{files}')"
            database.execute(view)
        yield Tables(database)


_GOOD = """
CREATE TABLE good AS SELECT hash(account) AS account, time // 1000000 AS sec,
    CASE WHEN until IS NULL THEN 0 ELSE (until - time) // 3600000000 END AS hours,
    hash(ip) AS ip, CASE WHEN device <> '' THEN hash(device) ELSE 0 END AS device,
    hash(coalesce(nullif(device, ''), nullif(passkey, ''), user_agent)) AS client,
    CASE WHEN device <> '' THEN hash(device) WHEN passkey <> '' THEN hash(passkey)
        ELSE 0 END AS machine,
    CASE WHEN session <> '' THEN hash(session, system) ELSE 0 END AS session,
    CASE WHEN mfa_device <> '' THEN hash(mfa_device) ELSE 0 END AS mfa_device, managed,
    hash(coalesce(net, '')) AS net, coalesce(vpn OR hosting OR tor OR relay, false) AS hides,
    coalesce(crowded, false) AS crowded, coalesce(country, '') AS country
FROM signed LEFT JOIN side USING (ip) WHERE result = 'success' AND account <> ''
"""
"""The successes with their addresses; names are hashes of 64 bits, an empty one 0."""
_ENDED = """
CREATE TABLE ended AS SELECT hash(account) AS account, hash(session, system) AS session,
    max(time) // 1000000 AS last
FROM ends WHERE session <> '' AND account <> '' GROUP BY ALL
"""
_HIDDEN = """
CREATE TABLE hidden AS SELECT account, time, arg_max(log, seq) AS log, arg_max(place, seq) AS place,
    any_value(hosting) AS hosting, any_value(relay) AS relay, any_value(tor) AS tor,
    any_value(vpn) AS vpn, any_value(stale) AS stale, any_value(lists) AS lists
FROM signed JOIN side USING (ip)
WHERE result = 'success' AND account <> '' AND (vpn OR hosting OR tor OR relay)
GROUP BY account, time, key
"""
_EGRESS = """
SELECT account, any_value(successes), count(*), count_if(hosting), count_if(relay), count_if(tor),
    count_if(vpn), bool_and(stale), list_distinct(list(lists)), min(time), max(time)
FROM hidden JOIN (
    SELECT account, count(DISTINCT key) AS successes FROM signed
    WHERE result = 'success' AND account IN (SELECT DISTINCT account FROM hidden)
    GROUP BY account) USING (account)
GROUP BY account ORDER BY account
"""
_CITED = """
SELECT log, place FROM (
    SELECT log, place, rank() OVER (PARTITION BY account ORDER BY time) AS first,
        rank() OVER (PARTITION BY account ORDER BY time DESC) AS last FROM hidden)
WHERE first <= {most} OR last <= {most}
"""
_SUMS = """
SELECT account, sum(success)::BIGINT, sum(failure)::BIGINT, sum(file)::BIGINT, min(time), max(time)
FROM (
    SELECT account, time, (result = 'success')::INT AS success,
        (result = 'failure')::INT AS failure, 0 AS file FROM signed
    UNION ALL SELECT account, time, 0, 0, 1 FROM acts
    UNION ALL SELECT account, time, 0, 0, 0 FROM ends)
GROUP BY account
"""
_COUNTS = {
    "signed": "SELECT count(DISTINCT key) FROM signed",
    "acts": "SELECT count(DISTINCT key) FROM acts",
}
