"""The brief form: short, with the same answer, and nothing counted that is background."""

from __future__ import annotations

from celtrace.findings import Finding
from celtrace.ports import View
from celtrace.report.brief import ROWS, standing_out
from celtrace.report.content import build_form
from celtrace.report.document import Table
from celtrace.report.material import Intake, Material
from celtrace.weigh.assessment import Assessment
from report.small import bare, blocked, party, subject, view
from reports import section, text


def test_a_brief_gives_the_same_answer_in_fewer_words(
    judged: Assessment, held: dict[str, Finding], view: View
) -> None:
    material = Material(judged, tuple(held.values()), view, Intake())
    brief, whole = build_form(material, "brief"), build_form(material, "evidence")
    assert (
        text(section(brief, "answer")).split("(")[0] == text(section(whole, "answer")).split("(")[0]
    )
    assert len(text(brief.sections[1])) < len(text(whole.sections[1])) / 2


def test_what_others_say_stands_apart_and_is_called_so(
    judged: Assessment, held: dict[str, Finding], view: View
) -> None:
    made = build_form(Material(judged, tuple(held.values()), view, Intake()), "brief")
    said = section(made, "claims")
    assert "public background, not evidence in this case" in said.title
    assert "Never counted" in text(said)


def of(assessment: Assessment, *names: str) -> Table:
    material = Material(assessment, (), view(*(party(name) for name in names)), Intake())
    table = standing_out(material).blocks[0]
    assert isinstance(table, Table)
    return table


def test_only_tier_two_and_above_is_named_with_its_statuses() -> None:
    subjects = (subject("a", 3), subject("b", 1), subject("c", 2))
    statuses = (blocked("a", "may-be"), blocked("c", "no"))
    made = of(bare(subjects=subjects, blocked=statuses), "a", "b", "c")
    cells = ["".join(span.text for span in row.cells[0]) for row in made.rows]
    assert ["Party A tier 3 US: may be blocked: open", "Party C tier 2"] == cells


def test_more_than_a_page_holds_is_counted() -> None:
    many = tuple(subject(f"p{n}", 2) for n in range(ROWS + 5))
    material = Material(bare(subjects=many), (), view(), Intake())
    assert "5 more stand in the evidence form" in text(standing_out(material))


def test_nothing_that_stands_out_is_said() -> None:
    material = Material(bare(), (), view(), Intake())
    assert "Nothing to report on the data seen." in text(standing_out(material))
    brief = build_form(material, "brief")
    assert "No list was looked at" in text(section(brief, "lists"))
