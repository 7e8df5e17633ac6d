from __future__ import annotations

from io import BytesIO
from typing import Literal

import pikepdf
import pytest

from celtrace.findings import Finding
from celtrace.report import html, pdf
from celtrace.report.content import ReportContent
from celtrace.report.document import Group
from celtrace.weigh.assessment import ClusterLink, HiddenLink
from report.small import bare, made, party, said, spans, subject
from reports import group, section, text

LIKELY: Literal["likely undisclosed link"] = "likely undisclosed link"
POSSIBLE: Literal["possible link"] = "possible link"
LINKS = (ClusterLink("v", "w", "account", "DE 1", 1), ClusterLink("v", "w", "device", "d-17", 12))


def report(
    *words: Literal["likely undisclosed link", "possible link"],
    findings: tuple[Finding, ...] = (),
) -> ReportContent:
    ids = tuple(finding.id for finding in findings)
    pairs = tuple(
        HiddenLink("v", "w", word, 6, {"money": "strong"}, LINKS, ids or ("f0",), "both hold it")
        for word in words
    )
    subjects = (subject("v", 1, findings=ids),)
    return made(bare(hidden=pairs, subjects=subjects), party("v"), party("w"), findings=findings)


@pytest.mark.parametrize(
    ("word", "other"), [(LIKELY, POSSIBLE), (POSSIBLE, LIKELY)], ids=["likely", "possible"]
)
def test_a_pair_has_the_word_of_the_assessment_and_no_other(
    word: Literal["likely undisclosed link", "possible link"], other: str
) -> None:
    shown = text(section(report(word), "chain"))
    assert word in shown
    assert other not in shown


def test_members_groups_and_every_shared_value_are_named() -> None:
    [pair] = group(report(LIKELY), "hidden").blocks[1:]
    told = said(pair)
    assert told.startswith("V and W: likely undisclosed linkBoth hold it.")
    assert "money (strong); rarity 6 bits." in told
    assert "Same account: DE 1." in told
    assert "Same device: d-17, 12 times." in told


def test_what_would_tell_stands_with_a_way_to_the_finding(held: dict[str, Finding]) -> None:
    found = held["device"]
    hidden = group(report(POSSIBLE, findings=(found,)), "hidden")
    assert f"What would tell: {found.check} Rests on finding {found.id}." in said(hidden)
    assert f"finding-{found.id}" in {span.to for span in spans(hidden)}


def test_a_finding_that_was_not_handed_in_is_named_and_leads_nowhere() -> None:
    hidden = group(report(POSSIBLE), "hidden")
    assert "Rests on finding f0." in said(hidden)
    assert "finding-f0" not in {span.to for span in spans(hidden)}


def test_it_is_a_question_and_not_an_answer() -> None:
    assert "a question to both parties, not an answer" in text(group(report(LIKELY), "hidden"))


def test_nothing_is_said_where_no_pair_was_found() -> None:
    assert "no declared tie" not in text(section(report(), "chain"))


def test_the_page_shows_the_pair() -> None:
    assert LIKELY in html.render(report(LIKELY)).decode()


def test_the_paper_has_a_place_for_the_pair() -> None:
    content = report(POSSIBLE)
    pair = next(b for b in group(content, "hidden").blocks if isinstance(b, Group))
    plain = BytesIO()
    with pikepdf.open(BytesIO(pdf.render(content))) as paper:
        paper.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert f"({pair.id})".encode() in plain.getvalue()
