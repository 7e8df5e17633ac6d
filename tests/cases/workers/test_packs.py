"""Evidence packs: counted from records, and never filled with a tick."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from cases.workers.conftest import Desk, joined, step
from cases.workers.test_checking import BODY, dossier
from celtrace.cases.workers import packs
from celtrace.cases.workers.acts import SEEN, record_step
from celtrace.cases.workers.checking import Gathered, gather
from celtrace.cases.workers.packs import STATES, Line, content, controls, pack
from celtrace.detect._indicators import indicators, measures
from celtrace.detect._plans import plans
from celtrace.errors import UsageError
from celtrace.records import Credential
from celtrace.report import html, pdf
from reports import table, text

MPA = ("OR-3.0", "OR-3.1", "OR-3.4", "OP-2.0", "TS-1.6")
CHAIN = """contracts:
  - {id: c1, from: us, to: v, date: 2026-01-01, may_subcontract: with-consent}
  - {id: c2, from: v, to: w, parent: c1, disclosed: 2026-02-01}
"""
W = "  - {id: w, name: Hill Works}\n"


def gathered(desk: Desk, more: str = "", body: str = BODY) -> Gathered:
    return gather(dossier(desk, more, body), desk.settings, desk.clock, None)


def line(held: Gathered, which: str, id_: str) -> Line:
    return next(one for one in pack(which, held) if one.id == id_)


def counted(one: Line) -> dict[str, tuple[int, int]]:
    return {shown.what: (shown.have, shown.of) for shown in one.shown}


def test_the_packs_hold_what_was_asked_for(desk: Desk) -> None:
    held = gathered(desk)
    assert set(MPA) == {one.id for one in pack("mpa", held)}
    assert {"commitment", "risk", "controls", "testing", "training"} == {
        one.id for one in pack("ofac", held)
    }
    assert list(measures()) == [one.id for one in pack("advisory", held)]


@pytest.mark.parametrize("which", controls().packs)
def test_every_line_of_the_table_leads_to_something_that_can_be_counted(
    desk: Desk, which: str
) -> None:
    for control in controls().packs[which].controls:
        for item in control.shows:
            kind, _, id_ = item.partition(":")
            known = {"step": plans().check(id_), "vendor": id_ in plans().vendor_steps,
                     "measure": id_ in measures(), "fact": id_ in packs._FACTS}  # fmt: skip
            assert known[kind], item
        assert control.shows or control.own
    assert all(one.state in STATES for one in pack(which, gathered(desk)))


def test_a_pack_that_is_none_is_said(desk: Desk) -> None:
    with pytest.raises(UsageError, match="no pack iso"):
        pack("iso", gathered(desk))


def test_without_anybody_nothing_is_shown_and_nothing_is_called_whole(desk: Desk) -> None:
    bare = "dossier: 1\nus: us\nparties:\n  - {id: us, name: Our Studio}\n"
    held = gathered(desk, body=bare)
    for which in controls().packs:
        assert "shown" not in {one.state for one in pack(which, held)}, which


def test_what_no_record_can_show_is_left_to_the_studio(desk: Desk) -> None:
    one = line(gathered(desk), "ofac", "commitment")
    assert ("yours to show", ()) == (one.state, one.shown)
    assert one.own


def test_steps_are_counted_over_whoever_the_plan_asks(desk: Desk) -> None:
    with desk.open() as register:
        joined(register, id="w1")
        record_step(register, "Ann", "w1", step("document_authenticated", way="notary"))
    held = gathered(desk, "  - {id: w2, name: Bo Lin, party: v, role: director}\n")
    found = counted(line(held, "mpa", "OR-3.0"))
    title = "workers: The document or the identity was authenticated by its issuer, a provider"
    (authenticated,) = [of for what, of in found.items() if what.startswith(title)]
    assert (1, 2) == authenticated
    assert (0, 1) == found["workers: A background check by a provider"], "the director's plan"
    assert (1, 2) == found["workers with a consent kept"]
    assert "partly" == line(held, "mpa", "OR-3.0").state


def test_contracts_show_whether_work_may_be_passed_on_and_when_it_was_told(desk: Desk) -> None:
    held = gathered(desk, CHAIN, BODY.replace("workers:", W + "workers:"))
    found = counted(line(held, "mpa", "OR-3.4"))
    assert (1, 2) == found["contracts that say whether work may be passed on"]
    assert (1, 1) == found["contracts below ours with the day on which we learned of them"]


def test_what_is_only_counted_is_not_said_to_be_all_there_is(desk: Desk) -> None:
    """A case knows which contracts it holds, never how many there are."""
    held = gathered(desk, CHAIN, BODY.replace("workers:", W + "workers:"))
    one = next(s for s in line(held, "ofac", "risk").shown if s.what == "contracts known")
    assert ("contracts known: 2", "shown") == (one.said, one.state)


def test_keys_are_counted_by_person_and_cloned_ones_are_none(desk: Desk) -> None:
    with desk.open() as register:
        person = joined(register, id="w1").person
        for name, bound, ended in (("k1", True, ""), ("k2", True, ""), ("k3", False, "cloned")):
            key = Credential(seen=SEEN, worker="w1", credential=name, device_bound=bound,
                             ended=ended, enrolled=desk.now - timedelta(days=1))  # fmt: skip
            register.keep("Ann", person, key)
    found = counted(line(gathered(desk), "mpa", "TS-1.6"))
    assert (1, 1) == found["workers with a passkey enrolled"]
    assert (1, 1) == found["workers with a key that cannot leave its device"]


def test_a_measure_counts_when_somebody_recorded_that_it_passed(desk: Desk) -> None:
    def states(result: str) -> str:
        more = f"checks:\n  - {{measure: M036, subject: us, result: {result}, by: Ann}}\n"
        shown = line(gathered(desk, more), "ofac", "risk").shown
        return next(one.state for one in shown if one.what.startswith("M036"))

    assert ["shown", "not shown", "not shown"] == [
        states(word) for word in ("passed", "failed", "pending")
    ]


def test_lists_and_judgements_are_those_of_the_case(desk: Desk) -> None:
    with desk.open() as register:
        joined(register)
    held = gathered(desk)
    assert (0, 0, True) == (held.lists, held.judged, held.lines > 5)


@pytest.mark.parametrize("which", controls().packs)
def test_a_pack_is_a_page_that_says_what_it_is_not(desk: Desk, which: str) -> None:
    made = content(which, gathered(desk), "1.0")
    said = " ".join(text(one) for one in made.sections)
    assert "It is no certificate." in said
    assert "cleared" not in said
    page = html.render(made).decode()
    assert "Evidence pack" in page
    assert controls().packs[which].title in page


def test_a_pack_is_set_on_paper(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "pack.pdf").write_bytes(pdf.render(content("mpa", gathered(desk), "1.0")))
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF")


def test_the_same_records_give_the_same_page(desk: Desk) -> None:
    pages = {html.render(content("ofac", gathered(desk), "1.0")) for _ in range(2)}
    assert 1 == len(pages)


def test_every_published_red_flag_is_told_with_how_it_is_covered(desk: Desk) -> None:
    """Each maps to a rule, to a person's form, or to not covered; 70 % or more are covered."""
    more = "  - {id: w2, name: Bo, party: v}\nchecks:\n  - {indicator: I036, subject: v, by: Ann}\n"
    flags = content("advisory", gathered(desk, more), "1.0").sections[-1]
    rows = table(flags, "Published red flags")
    assert list(indicators()) == [row[0] for row in rows]
    assert ["I036"] == [row[0] for row in rows if row[3] == "recorded"]
    covered = [row for row in rows if not row[2].startswith("only a platform")]
    assert len(covered) >= 0.7 * len(rows)
    assert f"{100 * len(covered) // len(rows)} % are covered" in text(flags)
