"""One pass gathers faults, problems, header readings and mentioned paths."""

from __future__ import annotations

from celtrace.dossier.headers import HeaderReading
from celtrace.dossier.ledger import Ledger, Mention, Origin
from celtrace.errors import Fault
from celtrace.records import Digest

V = Origin("v.csv", Digest("d1"))


def test_evidence_names_file_digest_place_quote_and_reader() -> None:
    seen = V.seen("line 3", "Blue | CN")
    assert ("d1", "v.csv", "line 3", "Blue | CN", "dossier") == (
        seen.digest,
        seen.source,
        seen.place,
        seen.quote,
        seen.reader,
    )


def test_a_fault_stands_in_the_file_it_was_found_in() -> None:
    ledger = Ledger()
    ledger.fault(V, ("S!B2", "parties.country"), "`X` is not a country", "write a code")
    assert [Fault("v.csv", "S!B2", "parties.country", "`X` is not a country", "write a code")] == (
        ledger.faults
    )
    assert "v.csv:S!B2:parties.country: `X` is not a country. write a code" == str(ledger.faults[0])


def test_a_problem_cites_the_place_it_was_found_at() -> None:
    ledger = Ledger()
    ledger.problem(V, "S", "the sheet is hidden", "it was not read")
    (problem,) = ledger.problems
    assert ("v.csv", "S", "the sheet is hidden", "it was not read") == (
        problem.source,
        problem.place,
        problem.reason,
        problem.consequence,
    )
    assert ("v.csv", "S") == (problem.seen.source, problem.seen.place)


def test_a_ledger_takes_all_that_another_one_holds() -> None:
    one, other = Ledger(), Ledger()
    other.fault(V, ("", "parties"), "p", "r")
    other.problem(V, "", "p", "c")
    other.headers.append(HeaderReading("v.csv", "S", 1, "Vendor", "parties", "name", "synonym"))
    other.mentions.append(Mention("a", "logs", "path", "dossier.yaml", "line 2"))
    other.incomplete.add("parties")
    one.take(other)
    assert (other.faults, other.problems, other.headers) == (one.faults, one.problems, one.headers)
    assert (other.mentions, {"parties"}) == (one.mentions, one.incomplete)


def test_two_ledgers_share_nothing() -> None:
    one, other = Ledger(), Ledger()
    one.fault(V, ("", ""), "p", "r")
    one.incomplete.add("parties")
    assert ([], set()) == (other.faults, other.incomplete)


def test_mentions_are_ordered_by_path_first() -> None:
    later = Mention("b", "a", "a", "a", "a")
    assert [Mention("a", "z", "z", "z", "z"), later] == sorted(
        [later, Mention("a", "z", "z", "z", "z")]
    )
