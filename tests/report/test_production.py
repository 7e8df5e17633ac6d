"""The papers of a disclosure: what is told, what is left open, and what is never said."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from celtrace.detect.listed_payments import PaymentToListed
from celtrace.findings import Finding
from celtrace.ports import View
from celtrace.records import Ref
from celtrace.report.document import ReportContent, anchors
from celtrace.report.html import render
from celtrace.report.material import Intake, Material
from celtrace.report.production import (
    Exhibit,
    Production,
    Said,
    concerned,
    exhibit_list,
    letter,
    narrative,
    notes,
)
from celtrace.report.wording import full_stop
from celtrace.weigh.assessment import Assessment
from report.small import bare, blocked, party, subject, view
from reports import section, text

NEVER = ("violated", "guilty", "illegal", "evaded", "cleared", "North Korean")


def exhibit(number: int, **more: Any) -> Exhibit:
    nothing: dict[str, Any] = {
        "number": number, "source": f"file{number}.csv", "digest": f"{number}" * 64, "size": 9,
        "begin": f"CT{number:06}", "end": f"CT{number + 2:06}", "document": "d", "native": "n",
        "whole": True,
    }  # fmt: skip
    return Exhibit(**{**nothing, **more})


@pytest.fixture
def whole(judged: Assessment, held: dict[str, Finding], view: View) -> Production:
    """Everything of the made-up case, each cited file an exhibit."""
    material = Material(judged, tuple(held.values()), view, Intake())
    subjects = tuple(s for s in material.subjects if s.tier >= 2)
    ids = {id_ for one in subjects for id_ in one.findings}
    findings = tuple(f for id_, f in material.findings.items() if id_ in ids)
    digests = list(dict.fromkeys(e.digest for f in findings for e in f.evidence))
    exhibits = tuple(
        exhibit(number, digest=digest, findings=tuple(
            f.id for f in findings if digest in {e.digest for e in f.evidence}))
        for number, digest in enumerate(digests, start=1)
    )  # fmt: skip
    return Production(material, subjects, findings, exhibits, (), 0, (), 0)


def empty(assessment: Assessment | None = None, **more: Any) -> Production:
    material = Material(assessment or bare(), (), view(party("us", "We Ltd")), Intake())
    nothing: dict[str, Any] = {
        "subjects": (), "findings": (), "exhibits": (), "decided": (), "waiting": 0, "lost": (),
        "out": 0,
    }  # fmt: skip
    return Production(material=material, **{**nothing, **more})


def said(content: ReportContent) -> str:
    return " ".join(text(one) for one in content.sections)


# --- the letter --------------------------------------------------------------------------


def test_the_letter_leaves_to_counsel_what_only_counsel_can_say() -> None:
    shown = said(letter(empty()))
    for topic in (
        "date of the letter",
        "address",
        "initial notification",
        "privilege",
        "signature",
    ):
        assert topic in shown.partition("[Counsel:")[2]
    assert "31 CFR part 501, appendix A" in shown
    assert "We Ltd" in shown


def test_the_letter_counts_exhibits_and_names_the_first_and_the_last_page() -> None:
    shown = said(letter(empty(exhibits=(exhibit(1), exhibit(4)))))
    assert "2 exhibits with pages numbered CT000001 to CT000006" in shown
    assert "pages numbered none" in said(letter(empty()))


# --- the narrative -----------------------------------------------------------------------


def test_every_finding_is_told_once_with_the_pages_that_show_it(whole: Production) -> None:
    shown = text(section(narrative(whole), "observed"))
    for finding in whole.findings:
        first = " ".join(finding.sentence.split())[:60]
        assert 1 == " ".join(shown.split()).count(first), first
    for one in whole.exhibits:
        assert f"Exhibit {one.number} ({one.pages}) holds it at" in shown


def test_many_payments_of_one_kind_are_told_by_three_sentences_and_every_place(
    whole: Production,
) -> None:
    record = whole.findings[0].evidence[0]
    alike = tuple(
        PaymentToListed(
            subject=Ref(f"payment:{number}"), basis=(f"payment:{number}",),
            evidence=(msgspec.structs.replace(record, place=f"line {number:02}"),), what="Payment",
            payment=f"{number:02}", amount="7", currency="USD", sum="7 USD",
            paid=date(2023, 1, number),
            when=f"2023-01-{number:02}", reached="reached", status_on="on that day", blocked="p1",
            blocked_name="Listed Ltd", way="payee",
            status="row 1, there since 2021" if number < 16 else "row 2, there since 2022",
        )
        for number in range(1, 19)
    )  # fmt: skip
    one = subject("p1", tier=4, findings=tuple(f.id for f in alike))
    shown = text(section(narrative(msgspec.structs.replace(
        whole, subjects=(one,), findings=alike, exhibits=(
            exhibit(1, digest=record.digest, findings=tuple(f.id for f in alike)),),
    )), "observed"))  # fmt: skip
    for number, finding in enumerate(alike, start=1):
        told = number in (1, 2, 3) or number > 15
        assert told == (full_stop(finding.sentence) in shown), "another row is never folded in"
        assert f"line {number:02}" in shown
    assert 1 == shown.count("The same was observed of 12 more payments")


def test_harmless_causes_stand_beside_what_was_observed(whole: Production) -> None:
    shown = text(section(narrative(whole), "observed"))
    for finding in whole.findings:
        for cause in finding.innocent:
            assert cause.rstrip(".") in shown


def test_no_paper_says_what_nobody_knows(whole: Production) -> None:
    for paper in (letter(whole), narrative(whole), exhibit_list(whole), notes(whole)):
        held = said(paper)
        assert not [word for word in NEVER if word in held]


def test_every_reference_of_the_narrative_leads_somewhere(whole: Production) -> None:
    content = narrative(whole)
    known = set(anchors(content.sections))
    told = msgspec.json.decode(msgspec.json.encode(content))
    assert {to for to in references(told) if to} <= known
    assert render(content).startswith(b"<!doctype html>")


def references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [str(value["to"])] if "to" in value else []
        return own + [to for one in value.values() for to in references(one)]
    if isinstance(value, list):
        return [to for one in value for to in references(one)]
    return []


def test_a_party_stands_with_its_status_under_each_regime() -> None:
    statuses = (blocked("us", "no"), blocked("us", "listed", "EU", row="7", since=date(2020, 1, 2)))
    made = empty(bare(blocked=statuses, subjects=(subject("us", 3),)))
    shown = text(section(narrative(made), "parties"))
    assert "EU: listed, row 7, since 2020-01-02" in shown
    assert "US:" not in shown


def test_decisions_are_told_with_names_day_and_reason_or_that_there_are_none() -> None:
    decided = (Said("Hill", "confirmed", ("Ana", "Bo"), date(2026, 1, 2), "seen the register"),)
    shown = text(section(narrative(empty(decided=decided)), "done"))
    assert "2026-01-02: " in shown
    assert "Ana and Bo" in shown
    assert "Seen the register." in shown
    assert "No decision on these subjects is recorded." in text(section(narrative(empty()), "done"))


def test_what_is_not_known_names_what_could_not_be_produced() -> None:
    shown = text(section(narrative(empty(lost=("us_ofac_sdn@2026-07-11",))), "open"))
    assert "us_ofac_sdn@2026-07-11" in shown
    asked = empty(subjects=(subject("us", 3, questions=("Who owns it?",)),))
    assert "Who owns it?" in text(section(narrative(asked), "open"))


def test_no_payment_concerned_is_said(whole: Production) -> None:
    assert "No payment in the records" in text(section(narrative(empty()), "transactions"))
    assert () == concerned(empty())
    for one in concerned(whole):
        shown = text(section(narrative(whole), "transactions"))
        assert whole.material.view.name(f"party:{one.payee}") in shown


# --- the list and the notes --------------------------------------------------------------


def test_the_list_says_for_each_exhibit_what_it_is_cited_for(whole: Production) -> None:
    shown = text(exhibit_list(whole).sections[0])
    for one in whole.exhibits:
        assert one.pages in shown
        assert one.digest in shown


@pytest.mark.parametrize(
    ("translated", "foreign", "told"),
    [(0, 0, "no East Asian text was read"), (0, 3, "none yet"),
     (2, 0, "2 passages beside the original"),
     (2, 1, "2 passages beside the original, 1 passage without")],
    ids=["none needed", "none there", "all", "some"],
)  # fmt: skip
def test_the_list_says_whether_there_is_a_translation(
    translated: int, foreign: int, told: str
) -> None:
    made = empty(exhibits=(exhibit(1, translated=translated, foreign=foreign),))
    assert told in text(exhibit_list(made).sections[0])


def test_counsel_is_told_of_everything_that_is_open() -> None:
    exhibits = (exhibit(1, foreign=4), exhibit(2, whole=False))
    shown = said(notes(empty(exhibits=exhibits, waiting=2, lost=("gone.csv",), out=3)))
    assert "2 decisions of the case wait" in shown
    assert "Without a translation beside it: exhibit 1 (file1.csv)" in shown
    assert "only with a sheet in front: exhibit 2 (file2.csv)" in shown
    assert "3 names of uninvolved people" in shown
    assert "not produced: gone.csv" in shown


def test_where_nothing_is_open_that_is_said_too() -> None:
    shown = said(notes(empty()))
    for sentence in ("No decision waits", "Every exhibit is set on numbered pages",
                     "No name was taken out", "Everything that is cited from files is produced",
                     "other languages, and files that are no text, were not looked at",
                     "No statement of others"):  # fmt: skip
        assert sentence in shown


def test_an_exhibit_of_one_page_has_one_number() -> None:
    assert "CT000001" == exhibit(1, end="CT000001").pages


def test_without_a_submitter_its_name_is_left_open() -> None:
    made = empty(msgspec.structs.replace(bare(), dossier=msgspec.structs.replace(
        bare().dossier, us="")))  # fmt: skip
    assert "[Counsel: name of the submitter]" in said(letter(made))
