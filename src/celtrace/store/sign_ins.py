"""Sign-ins in bulk: a table in columns, and the few accounts that the rules need to look at.

For each rule there is a query that no finding of the rule can escape: what it leaves out
cannot meet the rule's conditions in sign-ins. The rules themselves then look at the records
of those accounts only. Rules on files and checks are not here, and `anonymised_egress`, which
is context and holds for a third of all accounts, is left to those that other rules look at.

It needs DuckDB (`celtrace[scale]`).

Columns of the sign-ins: account, time (UTC), until (end of the session, wherever the log
states it), ip, device, passkey, user_agent, session, system, mfa_device, managed, result.
Of the side table: ip, net, hides, crowded, country, marked (in a range of the DPRK, an
adjacent one, or on an indicator list).
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

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
            SELECT account, sec // 86400 AS day FROM good
            GROUP BY account, day HAVING count(DISTINCT sec // 14400) >= 5)
        GROUP BY account HAVING count(*) >= 2""",
    "marathon_session": "SELECT account FROM good WHERE hours >= 24",
    "token_roaming": """
        SELECT account FROM good WHERE session <> 0 AND device <> 0
        GROUP BY account, session HAVING min(device) <> max(device)""",
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
}
"""For rules the hashes of the accounts about which they can find something."""


def candidates(
    signed: Path, side: Path, *, claimed: Path | None = None, memory: str = "3GB", threads: int = 2
) -> dict[str, frozenset[str]]:
    """For each rule the accounts to look at, of Parquet files of sign-ins and of addresses.

    `claimed` has the columns account and country. MissingExtra without DuckDB.
    """
    try:
        package: Any = importlib.import_module("duckdb")
    except ImportError as error:
        raise MissingExtra("DuckDB", "scale") from error
    with package.connect(":memory:") as database:
        database.execute(f"SET memory_limit = '{memory}'")
        database.execute(f"SET threads = {int(threads)}")
        _views(database, signed, side, claimed)
        database.execute("CREATE TABLE named AS SELECT DISTINCT account AS name FROM signed")
        asked = "SELECT name FROM named WHERE hash(name) IN ("
        return {
            rules: frozenset(name for (name,) in database.execute(f"{asked}{query})").fetchall())
            for rules, query in QUERIES.items()
        }


def _views(database: Any, signed: Path, side: Path, claimed: Path | None) -> None:  # noqa: ANN401
    """`signed`, `side` and `claimed` as given; `good` the successes with their addresses.

    In `good` names are hashes of 64 bits, an empty one 0, so that grouping is cheap.
    """
    for name, path in (("signed", signed), ("side", side)):
        database.read_parquet(str(path)).create_view(name)
    if claimed is None:
        database.execute("CREATE VIEW claimed AS SELECT '' AS account, '' AS country LIMIT 0")
    else:
        database.read_parquet(str(claimed)).create_view("claimed")
    database.execute(_GOOD)


_GOOD = """
CREATE TABLE good AS SELECT hash(account) AS account, epoch_ms(time) // 1000 AS sec,
    CASE WHEN until IS NULL THEN 0 ELSE (epoch_ms(until) - epoch_ms(time)) // 3600000 END AS hours,
    hash(ip) AS ip, CASE WHEN device <> '' THEN hash(device) ELSE 0 END AS device,
    hash(coalesce(nullif(device, ''), nullif(passkey, ''), user_agent)) AS client,
    CASE WHEN session <> '' THEN hash(session, system) ELSE 0 END AS session,
    CASE WHEN mfa_device <> '' THEN hash(mfa_device) ELSE 0 END AS mfa_device, managed,
    hash(coalesce(net, '')) AS net, coalesce(hides, false) AS hides,
    coalesce(crowded, false) AS crowded, coalesce(country, '') AS country
FROM signed LEFT JOIN side USING (ip) WHERE result = 'success' AND account <> ''
"""
