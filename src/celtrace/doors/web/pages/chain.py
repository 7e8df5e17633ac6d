"""Chain: who hired whom, declared solid, observed dashed, on any day; a drawing and a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from celtrace.cases.outcome import Outcome
from celtrace.doors.web.site import outcome_of, page, paged
from celtrace.ports import View
from celtrace.records import Contract, Ownership, Party, Record
from celtrace.report.chain import Chain, build_chain, chain_rows
from celtrace.report.chain_svg import chain_svg
from celtrace.store.memory import MemoryShelf

router = APIRouter()
_STYLE = re.compile(r' style="[^"]*"')


@router.get("/chain")
def chain(request: Request) -> Response:
    """The chain as of a day; the day of the review if none is given."""
    outcome = outcome_of(request)
    days, asked = _days(outcome), request.query_params
    day = _day(asked.get("as_of", ""), outcome.assessment.dossier.as_of)
    step = asked.get("step", "")
    if step.isascii() and step.isdecimal():
        day = days[min(int(step), len(days) - 1)]
    view, drawn = drawn_on(outcome, day)
    rows = [(*row, view.get(Party, row[1]) is not None, view.get(Party, row[4]) is not None)
            for row in chain_rows(drawn, view)]  # fmt: skip
    anchors = {f"party-{party.id}" for party in view.all(Party)}
    drawing = Markup(_linked(chain_svg(drawn, anchors))) if drawn.nodes else ""  # noqa: S704 - chain_svg escapes
    return page(request, "chain.html.j2", drawing=drawing, list=paged(request, rows), day=day,
                days=days, step=max(0, sum(d <= day for d in days) - 1),
                alone=drawn.alone, left_out=drawn.left_out,
                hidden=outcome.assessment.hidden, view=view,
                completeness=outcome.assessment.completeness)  # fmt: skip


def drawn_on(outcome: Outcome, day: date) -> tuple[View, Chain]:
    """The records as they stood on a day, and the chain that they make."""
    view = view_on(outcome, day)
    return view, build_chain(outcome.assessment, view)


def _linked(svg: str) -> str:
    """The drawing with links to pages, and without the style that our own policy forbids."""
    return _STYLE.sub("", svg).replace('href="#party-', 'href="/parties/')


def view_on(outcome: Outcome, day: date) -> View:
    """The records as they stood on a day: contracts made and stakes held by then."""
    if day == outcome.assessment.dossier.as_of:
        return outcome.view
    records: list[Record] = [*outcome.view.all(Party)]
    records += [c for c in outcome.view.all(Contract) if c.date is None or c.date <= day]
    records += [
        o for o in outcome.view.all(Ownership)
        if (o.since is None or o.since <= day) and (o.until is None or day < o.until)
    ]  # fmt: skip
    return MemoryShelf(records).view(outcome.view.facts)


def _days(outcome: Outcome) -> list[date]:
    """Days on which the chain changed, in order."""

    def found() -> Iterator[date | None]:
        yield from (contract.date for contract in outcome.view.all(Contract))
        for stake in outcome.view.all(Ownership):
            yield from (stake.since, stake.until)
        yield outcome.assessment.dossier.as_of

    return sorted({day for day in found() if day})


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
