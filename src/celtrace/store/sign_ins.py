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
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import msgspec

from celtrace.errors import MissingExtra
from celtrace.records import Evidence, SignIn
from celtrace.records.columns import DEFAULTS, KEPT, Act, record
from celtrace.store.spool import COLUMNS, KINDS, TABLES, TEXT

Seen = Callable[[int, str, str], Evidence]
"""Evidence from the number of a log, the place in it and the quote."""

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

    def ips(self) -> Iterator[list[str]]:
        """Every address of a sign-in or an act on a file, once, in order, in handfuls."""
        asked = "SELECT ip FROM signed UNION SELECT ip FROM acts ORDER BY ip"
        answer = self.database.cursor().execute(asked)
        while rows := answer.fetchmany(_HANDFUL):
            yield [ip for (ip,) in rows if ip]

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

    def egress(self, names: Iterable[str]) -> Iterator[Egress]:
        """Each account with sign-ins through addresses that hide the place, but for some."""
        self._wanted(names)
        self._ask(_HIDDEN)
        for row in self._ask(_EGRESS).fetchall():
            account, successes, hidden, *forms, stale, lists, first, last = row
            counts = dict(zip(("hosting", "relay", "tor", "vpn"), forms, strict=True))
            named = sorted({one for text in lists for one in text.split("\n") if one})
            yield Egress(
                account, successes, hidden, {k: n for k, n in counts.items() if n}, tuple(named),
                bool(stale), first, last,
            )  # fmt: skip

    def cited(self, seen: Seen) -> Iterator[Act]:
        """The rows that findings on egress may cite; after `egress`."""
        return self._records(SignIn, _CITED.format(most=CITED), seen)

    def acts(self, names: Iterable[str], seen: Seen) -> Iterator[Act]:
        """Every act in logs of some accounts, in the order of reading.

        Of acts on files without a name none: no rule looks at them.
        """
        self._wanted(names)
        for kind, table in TABLES.items():
            name = "" if kind is SignIn else " AND account <> ''"
            asked = f"FROM {table} WHERE account IN (FROM wanted) AND log >= 0{name} ORDER BY seq"
            yield from self._records(kind, asked, seen)

    def _wanted(self, names: Iterable[str]) -> None:
        self._ask("CREATE OR REPLACE TABLE wanted (name VARCHAR)")
        self._ask("INSERT INTO wanted SELECT unnest(?::VARCHAR[])", [sorted(names)])

    def _records(self, kind: type[Act], asked: str, seen: Seen) -> Iterator[Act]:
        fields = KEPT[kind]
        text = f"SELECT log, place, quote, {', '.join(fields)} {asked}"
        answer = self.database.cursor().execute(text)
        while rows := answer.fetchmany(_HANDFUL):
            for log, place, quote, *values in rows:
                row = dict(zip(fields, values, strict=True))
                yield record(kind, row, seen(log, place, quote))

    def sums(self, most: int, first: Iterable[str]) -> tuple[list[Sums], int]:
        """Some accounts in numbers, then the busiest up to so many; and how many there are."""
        self._wanted(first)
        self._ask(_SUMMED)
        (count,) = self._ask("SELECT count(*) FROM summed").fetchone()
        rows = self._ask(_SUMS, [most]).fetchall()
        return [Sums(*row) for row in rows], int(count)

    def hours(self, names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        """Account, quarter of an hour since 1970 and number of acts in it."""
        self._wanted(names)
        return iter(self._ask(_HOURS).fetchall())

    def middles(self, names: Iterable[str]) -> list[tuple[str, float]]:
        """The mean hour of the day, in UTC, of some accounts with thirty sign-ins or more."""
        self._wanted(names)
        return list(self._ask(_MIDDLES).fetchall())

    def sizes(self, names: Iterable[str]) -> dict[str, int]:
        """How many acts there are of some accounts."""
        self._wanted(names)
        return dict(self._ask(_SIZES).fetchall())

    def marked(self, names: Iterable[str], seen: Seen, most: int) -> Iterator[Act]:
        """Sign-ins of some accounts from ranges that rules look for; so many at most."""
        self._wanted(names)
        return self._records(SignIn, _MARKED.format(most=most), seen)

    def distinct(self, table: Literal["signed", "acts", "ends"]) -> int:
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
    (folder / "tables.duckdb").unlink(missing_ok=True)
    with package.connect(str(folder / "tables.duckdb")) as database:
        database.execute(f"SET memory_limit = '{memory}'")
        database.execute(f"SET threads = {int(threads)}")
        database.execute("SET preserve_insertion_order = false")
        for name in COLUMNS:
            database.execute(_view(name, folder))
        yield Tables(database)


def _view(name: str, folder: Path) -> str:
    """A view of the files of a table; a column that a file lacks has its default."""
    files = str(folder / f"{name}-*.parquet").replace("'", "''")
    given = DEFAULTS[KINDS[name]] if name in KINDS else {}
    columns = (
        f"coalesce({column}, '{given.get(column) or ''}') AS {column}"
        if form == TEXT else column for column, form in COLUMNS[name].items()
    )  # fmt: skip
    rows = f"SELECT {', '.join(columns)} FROM read_parquet('{files}', union_by_name = true)"  # noqa: S608
    return f"CREATE OR REPLACE VIEW {name} AS {rows}"


_HANDFUL = 50_000
_SAME = "system, account, time, ip, session, result"
"""What tells two sign-ins apart."""
_GOOD = """
CREATE TABLE good AS SELECT hash(account) AS account, time // 1000000 AS sec,
    CASE WHEN until IS NULL THEN 0 ELSE (until - time) // 3600000000 END AS hours,
    hash(ip) AS ip, CASE WHEN device_as <> '' THEN hash(device_as) ELSE 0 END AS device,
    hash(coalesce(nullif(device, ''), nullif(passkey, ''), user_agent)) AS client,
    CASE WHEN device <> '' THEN hash(device) WHEN passkey <> '' THEN hash(passkey)
        ELSE 0 END AS machine,
    CASE WHEN session <> '' THEN hash(session, system) ELSE 0 END AS session,
    CASE WHEN mfa_device_as <> '' THEN hash(mfa_device_as) ELSE 0 END AS mfa_device, managed,
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
CREATE OR REPLACE TABLE hidden AS SELECT account, time, max(seq) AS seq,
    any_value(hosting) AS hosting, any_value(relay) AS relay, any_value(tor) AS tor,
    any_value(vpn) AS vpn, any_value(stale) AS stale, any_value(lists) AS lists
FROM signed JOIN side USING (ip)
WHERE result = 'success' AND account <> '' AND (vpn OR hosting OR tor OR relay)
    AND account NOT IN (FROM wanted)
GROUP BY account, time, system, ip, session
"""
_EGRESS = f"""
SELECT account, any_value(successes), count(*), count_if(hosting), count_if(relay), count_if(tor),
    count_if(vpn), bool_and(stale), list_distinct(list(lists)), min(time), max(time)
FROM hidden JOIN (
    SELECT account, count(DISTINCT hash({_SAME})) AS successes FROM signed
    WHERE result = 'success' AND account IN (SELECT DISTINCT account FROM hidden)
    GROUP BY account) USING (account)
GROUP BY account ORDER BY account
"""  # noqa: S608 - constants
_CITED = """
FROM signed WHERE seq IN (SELECT seq FROM (
    SELECT seq, rank() OVER (PARTITION BY account ORDER BY time) AS first,
        rank() OVER (PARTITION BY account ORDER BY time DESC) AS last FROM hidden)
WHERE first <= {most} OR last <= {most}) ORDER BY seq
"""
_SUMMED = """
CREATE OR REPLACE TABLE summed AS
SELECT account, sum(success)::BIGINT AS successes, sum(failure)::BIGINT AS failures,
    sum(file)::BIGINT AS file_acts, min(time) AS first, max(time) AS last
FROM (
    SELECT account, time, (result = 'success')::INT AS success,
        (result = 'failure')::INT AS failure, 0 AS file FROM signed
    UNION ALL SELECT account, time, 0, 0, 1 FROM acts
    UNION ALL SELECT account, time, 0, 0, 0 FROM ends)
GROUP BY account
"""
_SUMS = """
FROM summed WHERE account IN (FROM wanted)
UNION ALL (
    FROM summed WHERE account NOT IN (FROM wanted)
    ORDER BY successes + file_acts DESC, failures DESC, account LIMIT ?)
"""
_HOURS = """
SELECT account, time // 900000000, count(*) FROM (
    SELECT account, time FROM signed UNION ALL SELECT account, time FROM acts
    UNION ALL SELECT account, time FROM ends)
WHERE account IN (FROM wanted) GROUP BY ALL
"""
_MIDDLES = """
SELECT account, 24 * atan2(avg(sin(turn)), avg(cos(turn))) / (2 * pi()) FROM (
    SELECT account, 2 * pi() * (time // 60000000 % 1440) / 1440 AS turn FROM signed
    WHERE result = 'success' AND account IN (FROM wanted))
GROUP BY account HAVING count(*) >= 30
"""
_SIZES = """
SELECT account, count(*) FROM (
    SELECT account FROM signed UNION ALL SELECT account FROM ends
    UNION ALL SELECT account FROM acts WHERE account <> '')
WHERE account IN (FROM wanted) GROUP BY account
"""
_MARKED = """
FROM signed WHERE account IN (FROM wanted) AND ip IN (SELECT ip FROM side WHERE marked)
ORDER BY seq LIMIT {most}
"""
_COUNTS = {
    "signed": f"SELECT count(*) FROM (SELECT DISTINCT {_SAME} FROM signed)",  # noqa: S608
    "acts": "SELECT count(*) FROM (SELECT DISTINCT system, account, time, action, path, item, ip, "
            "result, event FROM acts)",
    "ends": "SELECT count(*) FROM (SELECT DISTINCT system, account, time, ip, session FROM ends)",
}  # fmt: skip
