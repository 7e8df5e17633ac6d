from __future__ import annotations

import msgspec

from celtrace.findings import Finding, Ran
from celtrace.listing import ListUse
from celtrace.ports import View
from celtrace.report.content import ReportContent, build
from celtrace.report.document import Bullets, Para
from celtrace.weigh.assessment import Assessment, CarriedBy, Subject
from reports import section, text


def plain(content: ReportContent) -> str:
    lines = []
    for block in section(content, "answer").blocks:
        held = block.items if isinstance(block, Bullets) else ()
        lines += ["".join(span.text for span in item) for item in held]
        if isinstance(block, Para):
            lines.append("".join(span.text for span in block.words))
    return "\n".join(lines)


def subject(id_: str, tier: int, *findings: str) -> Subject:
    carried = tuple(CarriedBy(finding, 0) for finding in findings)
    return Subject("party", id_, id_, tier, False, {}, findings, (), {}, (), (), carried)  # noqa: FBT003 - a field of the contract


def test_the_answer_is_five_sentences_and_a_note(content: ReportContent) -> None:
    blocks = section(content, "answer").blocks
    assert 4 == len(next(b for b in blocks if isinstance(b, Bullets)).items)
    assert "answer" == blocks[0].form  # type: ignore[union-attr]


def test_more_subjects_than_fit_are_counted(judged: Assessment, view: View) -> None:
    many = tuple(subject(f"p{n}", 4) for n in range(9))
    said = plain(build(msgspec.structs.replace(judged, subjects=many), (), (), (), view))
    assert "hold: two people decide" in said
    assert "and 5 more." in said


def test_two_subjects_of_equal_tier_are_not_carried_by_one_finding(
    judged: Assessment, held: dict[str, Finding], view: View
) -> None:
    ids = (held["device"].id, held["payee"].id)
    both = (subject("a", 3, ids[0]), subject("b", 3, ids[1]))
    content = build(msgspec.structs.replace(judged, subjects=both), tuple(held.values()), (), (),
                    view)  # fmt: skip
    assert "no single finding carries the highest tier" in plain(content)


def test_the_weightiest_finding_is_named_first(content: ReportContent) -> None:
    assert "2 findings count; the weightiest: One device (d-17)" in plain(content)


def test_every_gap_is_counted(content: ReportContent) -> None:
    said = plain(content)
    for gap in ("1 place could not be read", "1 list was not checked", "1 list is partial",
                "1 rule did not run", "for 1 party it is open whether it is blocked"):  # fmt: skip
        assert gap in said


def test_no_gap_is_said_to_be_none(judged: Assessment, view: View) -> None:
    full = (ListUse("us_ofac_sdn", "US", judged.dossier.as_of, 10),)
    bare = msgspec.structs.replace(judged, lists=full, blocked=(), subjects=())
    content = build(bare, (), (), (Ran("price_under_band", 3, 0),), view)
    assert "Every file, list and rule asked for was read and ran" in plain(content)
    assert "not a clearance" not in text(section(content, "answer"))
