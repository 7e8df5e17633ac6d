from __future__ import annotations

from datetime import date

import msgspec
import pytest

from celtrace.ports import CaseFacts, View
from celtrace.report.content import ReportContent, build
from celtrace.store.memory import MemoryShelf
from celtrace.weigh.assessment import Assessment, LeakPoint, Path, PathEdge, Totals
from report.small import bare, made, party, said
from reports import group, section, table, text


def test_a_path_names_its_steps_and_what_it_explains(content: ReportContent) -> None:
    chain = text(section(content, "chain"))
    assert "it is not evidence by itself" in chain
    assert "finding 1" in chain


@pytest.mark.parametrize(
    ("shown", "since", "until"),
    [
        ("contract →", None, None),
        ("contract from 2022-03-01 →", date(2022, 3, 1), None),
        ("contract until 2023-03-01 →", None, date(2023, 3, 1)),
        ("contract from 2022-03-01 until 2023-03-01 →", date(2022, 3, 1), date(2023, 3, 1)),
        ("contract on 2022-03-01 →", date(2022, 3, 1), date(2022, 3, 1)),
    ],
)
def test_a_step_of_a_path_says_its_days(shown: str, since: date | None, until: date | None) -> None:
    step = Path("us", "v", ("us", "v"), (PathEdge("contract", "c", since, until),), ())
    content = made(bare(paths=(step,)), party("us"), party("v"))
    assert f"Us — {shown} V" in said(group(content, "paths"))


def test_shared_identifiers_stand_in_a_table(content: ReportContent) -> None:
    rows = table(section(content, "chain"), "Identifiers that parties share")
    assert ["device", "d-17", "12"] == rows[0][2:]


def test_places_of_a_leak_are_in_words(judged: Assessment, view: View) -> None:
    points = tuple(LeakPoint(p, "why") for p in ("own-storage", "undisclosed-below:sub", "sek"))
    content = build(msgspec.structs.replace(judged, leak_points=points), (), (), (), view)
    rows = table(section(content, "chain"), "Where material")
    assert [
        "our own storage",
        "somebody not disclosed, below 丹东天龙动画制作有限公司",
        "조선4.26아동영화촬영소 (SEK)",
    ] == [row[0] for row in rows]


def test_an_empty_case_says_that_nothing_was_handed_in(judged: Assessment) -> None:
    nothing = MemoryShelf().view(CaseFacts(judged.dossier.as_of))
    bare = msgspec.structs.replace(
        judged, subjects=(), clusters=(), paths=(), leak_points=(), totals=Totals(), claims=(),
        candidates=(), redo=(), matches=(), blocked=(), history=(),
    )  # fmt: skip
    content = build(bare, (), (), (), nothing)
    assert "joins two parties" in text(section(content, "chain"))
    assert "No payment was handed in." in text(section(content, "money"))
    assert "No cut stands in doubt" in text(section(content, "cuts"))
    assert "is like a listed name" in text(section(content, "candidates"))
    assert "Nothing said elsewhere was handed in." in text(section(content, "claims"))
    assert "no question to a vendor" in text(section(content, "ask"))


def test_a_path_that_explains_many_findings_names_the_first_and_counts_the_rest() -> None:
    step = (PathEdge("contract", "c"),)
    path = Path("us", "v", ("us", "v"), step, tuple(f"f{n}" for n in range(9)))
    shown = said(group(made(bare(paths=(path,)), party("us"), party("v")), "paths"))
    assert "explains finding 1, finding 2, finding 3, finding 4, finding 5 and 4 more" in shown
