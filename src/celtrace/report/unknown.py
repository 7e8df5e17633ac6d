"""Section 10: what is not known, and how the tables were read."""

from __future__ import annotations

from collections import Counter

from celtrace.detect._indicators import indicators
from celtrace.report.document import (
    Block,
    Bullets,
    Group,
    Para,
    Row,
    Section,
    Span,
    Table,
    code,
    mark,
    name,
    soft,
    strong,
    words,
)
from celtrace.report.material import ColumnReading, Material
from celtrace.report.wording import STATUSES, full_stop
from celtrace.text.counts import count


def unknown(material: Material) -> Section:
    """The section."""
    parts = (
        _lists(material), _problems(material), _open(material), _idle(material), _clear(material),
        _headers(material), _flags(material),
    )  # fmt: skip
    return Section("unknown", "What is not known", tuple(b for part in parts for b in part))


def _lists(material: Material) -> list[Block]:
    gaps = [u for u in material.assessment.lists
            if u.snapshot is None or u.fullness != "full" or u.note]  # fmt: skip
    if not material.assessment.lists:
        return [Para(words(strong("No list was checked."), " No name was held against any list."))]
    if not gaps:
        return [Para(words("All lists asked for were checked in full; see ",
                           Span("lists used", to="lists"), "."))]  # fmt: skip
    items = []
    for use in gaps:
        state = (mark("not-checked", STATUSES["not-checked"]) if use.snapshot is None
                 else Span("partial" if use.fullness != "full" else "note", "strong"))  # fmt: skip
        about = "" if use.fullness == "full" else f" ({use.fullness.replace('-', ' ')})"
        dated = f", snapshot {use.snapshot}" if use.snapshot else ""
        items.append(words(code(use.list), f"{dated}: ", state, f"{about}. ",
                           name(full_stop(use.note))))  # fmt: skip
    return [Group("unknown-lists", words("Lists not checked, or not in full"), 3,
                  (Bullets(tuple(items)),))]  # fmt: skip


def _problems(material: Material) -> list[Block]:
    problems = sorted(material.intake.problems, key=lambda p: (p.source, p.place, p.reason))
    if not problems:
        return [Para(words("Every file handed in was read without a problem."))]
    counted = material.intake.counted
    by_source = Counter(problem.source for problem in problems)
    said = tuple(
        words(code(source), ": ", _share(number, counted.get(source)))
        for source, number in sorted(by_source.items())
    )
    rows = tuple(
        Row((words(code(p.source), f" {p.place}"), words(name(full_stop(p.reason))),
             words(name(full_stop(p.consequence)))))
        for p in problems
    )  # fmt: skip
    return [Group("unknown-problems", words("What could not be read"), 3, (
        Bullets(said),
        Table(f"Problems ({len(problems):,})", ("Place", "Reason", "What was done"), rows,
              (2.4, 3.4, 2.4)),
    ))]  # fmt: skip


def _share(number: int, total: int | None) -> str:
    if total is None:
        return f"{count(number, 'place')} not read; how many there are in all is not known."
    return f"{number:,} of {total:,} not read."


def _open(material: Material) -> list[Block]:
    lines = [b for b in material.assessment.blocked if b.status == "may-be"]
    if not lines:
        return []
    return [Group("unknown-status", words("Whether blocked: open"), 3, (Bullets(tuple(
        words(material.party(b.party), f", {b.regime}: ",
              name(full_stop(b.note) or "No paper is named that would settle it."))
        for b in sorted(lines, key=lambda b: (b.party, b.regime))
    )),))]  # fmt: skip


def _idle(material: Material) -> list[Block]:
    idle = sorted(r for r in material.intake.ran if r.skipped_because)
    if not idle:
        return []
    rows = tuple(Row((words(_plain(r.rule)), words(name(full_stop(r.skipped_because)))))
                 for r in idle)  # fmt: skip
    return [Group("unknown-rules", words("Rules that did not run"), 3, (
        Table(f"Not run, so nothing can be said ({len(rows):,})", ("Rule", "Why not"), rows,
              (2, 5)),
    ))]  # fmt: skip


def _clear(material: Material) -> list[Block]:
    ran = sorted(r for r in material.intake.ran if not r.skipped_because)
    if not ran:
        return [Para(words(strong("It is not recorded which rules ran.")))]
    quiet = [r for r in ran if not r.found and r.looked_at]
    blind = [r for r in ran if not r.found and not r.looked_at]
    blocks: list[Block] = []
    if quiet:
        blocks.append(Table(f"Looked, and found nothing on the data seen ({len(quiet):,})",
                            ("Rule", "Records looked at"), tuple(
            Row((words(_plain(r.rule)), words(f"{r.looked_at:,}"))) for r in quiet
        ), (4, 2)))  # fmt: skip
    if blind:
        blocks.append(Para(words(strong("Ran with nothing to look at: "),
                                 ", ".join(_plain(r.rule) for r in blind), ".")))  # fmt: skip
    if not blocks:
        return []
    return [Group("unknown-clear", words("Rules that ran and found nothing"), 3, tuple(blocks))]


def _plain(rule: str) -> str:
    return rule.replace("_", " ").replace(":", ": ")


def _flags(material: Material) -> list[Block]:
    held = material.assessment.indicators
    known = indicators()
    standings = (
        ("recorded by a person", held.recorded),
        ("looked for by a rule", held.detector),
        ("only a person can see it, and nobody recorded it", held.open),
        ("not visible in any data handed in", held.not_visible),
    )
    rows = tuple(
        Row((words(known[id_].wording if id_ in known else id_), words(standing), words(code(id_))))
        for standing, ids in standings
        for id_ in ids
    )
    if not rows:
        return []
    said = Bullets(tuple(words(f"{full_stop(s)[:-1]}: ", strong(f"{len(i):,}"))
                         for s, i in standings if i))  # fmt: skip
    table = Table(f"Published red flags ({len(rows):,})", ("Red flag", "How it stands", "Id"),
                  rows, (4, 2.4, 0.7))  # fmt: skip
    return [Group("unknown-flags", words("Published red flags"), 3, (said, table))]


def _headers(material: Material) -> list[Block]:
    tables = sorted(material.intake.tables, key=lambda t: (t.source, t.sheet, t.section))
    if not tables:
        return []
    rows = []
    for table in tables:
        place = f"{table.source} [{table.sheet}]" if table.sheet else table.source
        head = words(code(place), soft(f" {count(table.rows, 'row')} as {table.section}"))
        plain = [c.read_as for c in table.columns if c.read_as and _same(c)]
        read: list[Span | str] = [f"as written: {', '.join(plain)}"] if plain else []
        for column in table.columns:
            if column.read_as and not _same(column):
                how = f" ({column.how})" if column.how else ""
                read += ["; " if read else "", name(column.header), f" → {column.read_as}{how}"]
        passed = [column.header for column in table.columns if not column.read_as]
        rows.append(Row((head, words(*read) or words("none"),
                         words(name("; ".join(passed) or "none")))))  # fmt: skip
    return [Group("unknown-headers", words("How each table was read"), 3, (
        Table("Headers and what they were taken for", ("Table", "Read as", "Passed over"),
              tuple(rows), (2, 4, 1.6)),
    ))]  # fmt: skip


def _same(column: ColumnReading) -> bool:
    return column.header.strip().casefold() == column.read_as.casefold()
