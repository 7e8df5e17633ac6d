"""What Kitsu's rows say, in the sections of a dossier: who is who, and who was to draw which cut.

A lot is what one studio, or one freelancer, was assigned of one kind of task in one episode. A
cut is named by the digits of episode and shot (`E05`, `SH0010`: episode 5, cut 10); what has
none, or shares them with a shot of another sequence, is told and not guessed. Who belongs to no
studio and is no freelancer, vendor or client is of the studio that runs the server.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from celtrace.doors.connectors.kitsu import Row
from celtrace.errors import UsageError
from celtrace.text.counts import count

Raw = Mapping[str, list[Row]]
"""Rows by kind, as `kitsu.MODELS` names them."""
OUTSIDE = frozenset({"vendor", "client"})
_NUMBER = re.compile(r"(\d+)([A-Za-z])?$")


class Sections(NamedTuple):
    """Items of the dossier by section, and what could not be said."""

    items: dict[str, list[dict[str, Any]]]
    notes: tuple[str, ...]


class _Cut(NamedTuple):
    """A shot by what it is of."""

    project: str
    episode: str
    sequence: str
    shot: str
    number: str


def sections(raw: Raw) -> Sections:
    """The sections that the rows of one reading give."""
    us = _us(raw)
    people = _People(raw, us)
    cuts = {row["id"]: cut for row, cut in _cuts(raw)}
    notes: list[str] = []
    lots = _Lots(raw, people, cuts, notes)
    items = {
        "parties": [*_parties(raw)], "workers": [*people.workers()],
        "accounts": [*people.accounts()], "productions": [*_productions(raw, cuts)],
        "lots": lots.items(), "deliveries": [*lots.previews(raw)],
        "texts": [*_texts(raw, people)],
    }  # fmt: skip
    return Sections({name: found for name, found in items.items() if found}, tuple(notes))


def of_projects(raw: Raw, names: Collection[str]) -> Raw:
    """Only what is of productions with these names, codes or ids; people and studios stay.

    Cuts are named by episode and number, which two shows have in common: a dossier is best of
    one. UsageError for a name that no production has.
    """
    every = raw.get("projects", ())
    known = {one for row in every for one in (row["id"], row.get("name"), row.get("code")) if one}
    if unknown := sorted(set(names) - known):
        shown = ", ".join(sorted(str(row.get("name")) for row in every)) or "none"
        raise UsageError(f"There is no production {unknown[0]}.", f"There are: {shown}.")
    kept = {
        row["id"] for row in every
        if not names or {row["id"], row.get("name"), row.get("code")} & set(names)
    }  # fmt: skip
    tasks = {row["id"] for row in raw.get("tasks", ()) if row.get("project_id") in kept}
    of = {"projects": "id", "entities": "project_id", "tasks": "project_id"}
    under = {"preview-files": "task_id", "comments": "object_id"}
    return {
        kind: [row for row in rows if row.get(of[kind]) in kept] if kind in of
        else [row for row in rows if row.get(under[kind]) in tasks] if kind in under else rows
        for kind, rows in raw.items()
    }  # fmt: skip


def account_of(raw: Raw) -> dict[str, str]:
    """The name of each person's account by the person's id: the mail address, if it has one."""
    seen: Counter[str] = Counter(row.get("email") or "" for row in raw.get("persons", ()))
    return {
        row["id"]: row["email"] if row.get("email") and seen[row["email"]] == 1 else row["id"]
        for row in raw.get("persons", ())
    }


def _us(raw: Raw) -> str:
    return next((row["id"] for row in raw.get("organisations", ())), "")


def _parties(raw: Raw) -> Iterator[dict[str, Any]]:
    for kind in ("organisations", "studios"):
        for row in raw.get(kind, ()):
            yield {"id": row["id"], "name": row.get("name") or row["id"], "kind": "company"}


class _People:
    """Persons of the server: whose they are, and their accounts."""

    def __init__(self, raw: Raw, us: str) -> None:
        self._rows = {row["id"]: row for row in raw.get("persons", ())}
        self._studios = {row["id"] for row in raw.get("studios", ())}
        self._accounts = account_of(raw)
        self._us = us

    def party(self, person: str) -> str:
        """The studio of a person; "" for a freelancer and where nobody says."""
        row = self._rows.get(person, {})
        if row.get("studio_id") in self._studios:
            return str(row["studio_id"])
        outside = row.get("contract_type") == "freelance" or row.get("role") in OUTSIDE
        return "" if outside or not row else self._us

    def who(self, person: str) -> str:
        """Who was given work with a person: the studio, or the person; "" if it is unknown."""
        return self.party(person) or (person if person in self._rows else "")

    def workers(self) -> Iterator[dict[str, Any]]:
        """Everybody but bots. Time zones are left out: the server fills in its own."""
        for row in self._rows.values():
            if not row.get("is_bot"):
                yield _filled(
                    id=row["id"], name=row.get("full_name") or row["id"],
                    party=self.party(row["id"]), role=row.get("role"),
                    claimed_country=row.get("country"), emails=_some(row.get("email")),
                    phones=_some(row.get("phone")),
                )  # fmt: skip

    def accounts(self) -> Iterator[dict[str, Any]]:
        """The accounts of everybody, those of bots as of the studio that runs the server."""
        for id_, row in self._rows.items():
            of = {"party": self._us} if row.get("is_bot") else {"worker": id_}
            yield _filled(id=self._accounts[id_], system="kitsu", **of)


def _some(value: str | None) -> list[str]:
    return [value] if value else []


def _filled(**facts: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    return {key: value for key, value in facts.items() if value not in (None, "", [])}


def _cuts(raw: Raw) -> Iterator[tuple[Row, _Cut]]:
    """Every shot with its place: its parent is a sequence, whose parent may be an episode."""
    every = {row["id"]: row for row in raw.get("entities", ())}
    for row in every.values():
        if row.get("type") == "Shot":
            sequence = every.get(row.get("parent_id") or "", {})
            episode = every.get(sequence.get("parent_id") or "", {})
            number = _number(str(row.get("name")))
            yield row, _Cut(
                str(row.get("project_id")), str(episode.get("name") or ""),
                str(sequence.get("name") or ""), str(row.get("name")), number,
            )  # fmt: skip


def _number(name: str) -> str:
    """The digits at the end of a name with the letter behind them; "" if there are none."""
    found = _NUMBER.search(name)
    return f"{int(found[1])}{(found[2] or '').lower()}" if found else ""


def _productions(raw: Raw, cuts: Mapping[str, _Cut]) -> Iterator[dict[str, Any]]:
    counts = Counter((cut.project, cut.episode) for cut in cuts.values())
    for row in raw.get("projects", ()):
        episodes = [
            {"id": _number(name) or name, "cuts": number}
            for (project, name), number in sorted(counts.items())
            if project == row["id"] and name
        ]
        yield _filled(
            id=row["id"], title=row.get("name") or row["id"], aka=_some(row.get("code")),
            episodes=episodes,
        )  # fmt: skip


class _Lots:
    """Tasks on shots, by whom they were given to."""

    def __init__(
        self, raw: Raw, people: _People, cuts: Mapping[str, _Cut], notes: list[str]
    ) -> None:
        self._people, self._cuts = people, cuts
        self._types = {row["id"]: str(row.get("name")) for row in raw.get("task-types", ())}
        self._shared = _shared(cuts.values())
        self._tasks: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
        left: Counter[str] = Counter()
        for task in raw.get("tasks", ()):
            if why := self._take(task):
                left[why] += 1
        notes += [f"tasks: {number:,} {why}" for why, number in sorted(left.items())]
        notes += self._unnamed()

    def _take(self, task: Row) -> str:
        """Put a task to its lots; why not, if it belongs to none."""
        cut = self._cuts.get(task.get("entity_id") or "")
        if cut is None:
            return "are of no shot and name no cut"
        whom = {self._people.who(person) for person in task.get("assignees") or ()} - {""}
        if not whom:
            return "are given to nobody"
        kind = self._types.get(task.get("task_type_id") or "", "")
        for who in whom:
            self._tasks[cut.project, cut.episode, kind, who].append(task)
        return ""

    def _unnamed(self) -> Iterator[str]:
        for (_, episode, kind, _), tasks in sorted(self._tasks.items()):
            cuts = [self._cuts[task["entity_id"]] for task in tasks]
            names = sorted({f"{cut.sequence}/{cut.shot}" for cut in cuts if not self._exact(cut)})
            if names:
                shown = ", ".join(names[:5]) + (", ..." if len(names) > 5 else "")  # noqa: PLR2004
                yield (
                    f"lots: {count(len(names), 'shot')} of {kind} in {episode or 'no episode'} "
                    f"without a number of their own ({shown}); the cuts of the lot do not name them"
                )

    def _exact(self, cut: _Cut) -> bool:
        episode = _number(cut.episode)
        return bool(episode.isdigit() and cut.number) and cut not in self._shared

    def items(self) -> list[dict[str, Any]]:
        """The lots, each with the cuts that have a number of their own."""
        return [self._lot(key, tasks) for key, tasks in sorted(self._tasks.items())]

    def _lot(self, key: tuple[str, str, str, str], tasks: list[Row]) -> dict[str, Any]:
        project, episode, _, who = key
        numbers = {
            cut.number for task in tasks
            if self._exact(cut := self._cuts[task["entity_id"]])
        }  # fmt: skip
        named = ", ".join(sorted(numbers, key=lambda n: (int(re.sub(r"\D", "", n)), n)))
        starts = [_day(task.get("start_date") or task.get("real_start_date")) for task in tasks]
        ends = [_day(task.get("due_date")) for task in tasks]
        return _filled(
            id=_id(key), production=project, assigned_to=who,
            cuts=f"ep {_number(episode)} cuts {named}" if named else "",
            **{"from": min(starts) if all(starts) else ""},
            until=max(ends) if all(ends) else "",
        )  # fmt: skip

    def previews(self, raw: Raw) -> Iterator[dict[str, Any]]:
        """How many cuts of a lot have a preview that its own people uploaded, and when."""
        by_task: dict[str, list[Row]] = defaultdict(list)
        for row in raw.get("preview-files", ()):
            by_task[row.get("task_id") or ""].append(row)
        for key, tasks in sorted(self._tasks.items()):
            found = [
                (task["entity_id"], row["created_at"]) for task in tasks
                for row in by_task[task["id"]]
                if self._people.who(row.get("person_id") or "") == key[3]
            ]  # fmt: skip
            if found:
                days = [_day(time) for _, time in found]
                yield {
                    "id": f"{_id(key)} previews", "lot": _id(key), "party": key[3],
                    "units": len({shot for shot, _ in found}), "unit": "cut", "from": min(days),
                    "until": max(days),
                }  # fmt: skip


def _id(key: tuple[str, str, str, str]) -> str:
    project, episode, kind, who = key
    return " ".join(part for part in ("kitsu", project[:8], episode, kind, who[:8]) if part)


def _shared(cuts: Iterable[_Cut]) -> set[_Cut]:
    """Shots whose number another shot of the episode has too."""
    by_number: dict[tuple[str, str, str], list[_Cut]] = defaultdict(list)
    for cut in cuts:
        by_number[cut.project, cut.episode, cut.number].append(cut)
    return {cut for held in by_number.values() if len(held) > 1 for cut in held}


def _day(stated: str | None) -> str:
    return (stated or "")[:10]


def _texts(raw: Raw, people: _People) -> Iterator[dict[str, Any]]:
    """Comments and replies as they were written, with whoever wrote them."""
    who: Callable[[Row], str] = lambda row: people.who(row.get("person_id") or "")  # noqa: E731
    for comment in raw.get("comments", ()):
        for row in (comment, *(comment.get("replies") or ())):
            if (row.get("text") or "").strip() and row.get("id"):
                yield _filled(id=row["id"], of=who(row), text=row["text"])
