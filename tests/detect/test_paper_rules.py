"""Rules on workers' documents: what counts, what is context, and what is nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from celtrace.findings import Category
from celtrace.records import ContactSpan, PersonalDocument
from detect.paper_scenes import TWO, ZONE, page, pair, person, phones, stint, trace
from detect.scenes import found, only, run

ANN = person("ann")


# --- lines that were read ------------------------------------------------------------------------


def damaged() -> tuple[str, ...]:
    return ZONE[0], ZONE[1][:-1] + "9"


def test_lines_that_two_recognisers_read_alike_count() -> None:
    one = only("mrz_invalid", ANN, page(zone=damaged()))
    assert ("worker:ann", Category.SUPPORTING) == (one.subject, one.strength)
    assert "whole zone" in one.sentence


@pytest.mark.parametrize("facts", [{"agreed": False}, {"flaws": ("blurred",)}])
def test_a_reading_that_may_have_slipped_is_context(facts: dict[str, Any]) -> None:
    assert Category.CONTEXT is only("mrz_invalid", ANN, page(zone=damaged(), **facts)).strength


def test_a_page_without_lines_finds_nothing() -> None:
    assert () == found("mrz_invalid", ANN, page(zone=()))


def stated(**facts: Any) -> Any:
    return person("ann", documents=(PersonalDocument(path="papers/a.jpg", **facts),))


@pytest.mark.parametrize("facts", [{"number": "Y9"}, {"expires": date(2031, 1, 31)}])
def test_what_is_stated_is_held_against_what_was_read(facts: dict[str, Any]) -> None:
    one = only("document_mismatch", stated(**facts), page())
    assert ("papers/a.jpg", "papers") == (one.evidence[0].source, one.evidence[0].reader)


def test_what_is_stated_of_another_file_is_not() -> None:
    assert () == found("document_mismatch", stated(number="Y9"), page(path="papers/b.jpg"))


def test_two_people_with_one_number_read_are_found() -> None:
    one = only("duplicate_applicant", *TWO, page("ann"), page("ben", "papers/b.jpg"))
    assert "document number X1234567" in one.sentence


@pytest.mark.parametrize(("country", "shared"), [("", True), ("UTO", True), ("PH", False)])
def test_a_stated_number_is_that_of_a_document_that_was_read(country: str, *, shared: bool) -> None:
    ben = person("ben", documents=(PersonalDocument(number="X123 4567", country=country),))
    assert shared == bool(found("duplicate_applicant", ANN, ben, page("ann")))


def test_a_number_whose_digits_fail_joins_nobody() -> None:
    pages = page("ann", zone=damaged()), page("ben", "papers/b.jpg", zone=damaged())
    assert () == found("duplicate_applicant", *TWO, *pages)


# --- pictures ------------------------------------------------------------------------------------


def test_every_flaw_is_said_and_weighs_nothing() -> None:
    one = only("id_image_quality", ANN, page(flaws=("small", "glare"), zone=()))
    assert "has too few pixels, has a reflection on it" in one.sentence
    assert Category.CONTEXT is one.strength


def test_a_poor_picture_that_was_read_twice_alike_is_good_enough() -> None:
    assert () == found("id_image_quality", ANN, page(flaws=("small",)))


def test_a_page_with_two_documents_is_told_of_once() -> None:
    pages = [page(flaws=("small",), zone=(), document=n) for n in (1, 2)]
    assert 1 == len(found("id_image_quality", ANN, *pages))


# --- traces --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("traces", "strength"),
    [
        (("after signing",), Category.SUPPORTING),
        (("signature broken",), Category.SUPPORTING),
        (("editor",), Category.CONTEXT),
        (("dates",), Category.CONTEXT),
        (("saved over",), Category.CONTEXT),
        (("editor", "dates"), Category.SUPPORTING),
    ],
)
def test_one_soft_trace_is_context_two_kinds_count(
    traces: tuple[str, ...], strength: Category
) -> None:
    one = only("document_tampered", ANN, *(trace(what, what) for what in traces))
    assert strength is one.strength


def test_two_traces_of_one_kind_are_one() -> None:
    one = only("document_tampered", ANN, trace("dates", "a"), trace("dates", "b"))
    assert (Category.CONTEXT, "a; b") == (one.strength, one.values["traces"])


def test_a_file_that_two_handed_in_is_said_of_each() -> None:
    told = found("document_tampered", *TWO, trace("editor"), trace("editor", worker="ben"))
    assert ["worker:ann", "worker:ben"] == sorted(one.subject for one in told)


# --- pairs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "said"),
    [("photograph", "one photograph of"), ("text", "one text"), ("source", "one source file")],
)
def test_a_pair_says_what_is_shared(what: str, said: str) -> None:
    one = only("document_reused", *TWO, pair(what))
    assert ("cluster:ann+ben", Category.SUPPORTING) == (one.subject, one.strength)
    assert said in one.sentence
    assert "70 of 100" in one.sentence


def test_what_many_share_is_a_template() -> None:
    assert Category.CONTEXT is only("document_reused", *TWO, pair(holders=6)).strength


@pytest.mark.parametrize(
    ("what", "beyond", "strength"),
    [
        ("photograph", True, Category.SUPPORTING),
        ("photograph", False, Category.CONTEXT),
        ("text", False, Category.SUPPORTING),
        ("source", False, Category.SUPPORTING),
        ("whole file", False, Category.CONTEXT),
    ],
)
def test_a_photograph_counts_where_the_portrait_agrees_too(
    what: str, *, beyond: bool, strength: Category
) -> None:
    """Two genuine documents of one design agree as far as an altered copy does."""
    assert strength is only("document_reused", *TWO, pair(what, beyond=beyond)).strength


@pytest.mark.parametrize("same", [31, 49, 65, 97, 100])
def test_however_much_of_the_page_agrees_a_design_may_explain_it(same: int) -> None:
    one = only("document_reused", *TWO, pair(same=same, beyond=False))
    assert Category.CONTEXT is one.strength
    assert "one photograph, or two documents of one design" in one.sentence
    assert any("one design" in cause for cause in one.innocent)


def test_one_person_registered_twice_reused_nothing() -> None:
    twice = person("ann", name="Ann A."), person("ben", name="ANN  A")
    assert () == found("document_reused", *twice, pair())


# --- dates of a CV -------------------------------------------------------------------------------

TOOL = {"tool": "OpenToonz", "released": date(2016, 3, 26)}
BACKWARDS = stint("2019-2015", "2019-01-01", "2015-12-31")


def test_one_fault_is_a_slip_and_two_count() -> None:
    early = stint("2010-2012", "2010-01-01", "2012-12-31", **TOOL)
    assert Category.CONTEXT is only("cv_impossible_dates", ANN, BACKWARDS).strength
    both = only("cv_impossible_dates", ANN, BACKWARDS, early)
    assert Category.SUPPORTING is both.strength
    assert "OpenToonz, which came out on 2016-03-26" in both.sentence


@pytest.mark.parametrize(
    "fine",
    [
        stint("2014-2018", "2014-01-01", "2018-12-31", **TOOL),
        stint("2016", "2016-01-01", "2016-12-31", **TOOL),
        stint("2015 - now", "2015-01-01", **TOOL),
        stint("2023-2024", "2023-01-01", "2024-12-31"),
    ],
    ids=["in use before the end", "year of release", "open", "this year"],
)
def test_a_span_that_can_be_so_is_nothing(fine: Any) -> None:
    assert () == found("cv_impossible_dates", ANN, fine)


def test_a_span_that_lies_ahead_is_said() -> None:
    one = only("cv_impossible_dates", ANN, stint("2031-2033", "2031-01-01", "2033-12-31"))
    assert "begins after 2024-06-01" in one.sentence


def test_work_in_childhood_is_held_against_the_lines_of_the_passport() -> None:
    early = stint("2019-2020", "1999-01-01", "2000-12-31", tool="Flash", released=date(1996, 5, 1))
    assert "before the age of 14" in only("cv_impossible_dates", ANN, page(), early).sentence
    assert () == found("cv_impossible_dates", ANN, page(zone=()), early)


# --- contact data --------------------------------------------------------------------------------


def test_three_numbers_within_a_year_are_often() -> None:
    one = only("contact_churn", phones("2023-01-01", "2023-02-01", "2023-03-01", "2020-01-01"))
    assert ("2023-01-01", "2023-03-01", 3) == tuple(
        one.values[name] for name in ("first_day", "last_day", "count")
    )


@pytest.mark.parametrize("kind", ["phone", "mail", "address", "account"])
def test_a_value_that_comes_back_is_counted_once(kind: Any) -> None:
    spans = [ContactSpan(kind, v, date(2023, m, 1)) for m, v in enumerate(("a", "b", "A ", "b"), 1)]
    assert () == found("contact_churn", person("ann", contacts=tuple(spans)))


def test_what_has_no_day_is_not_counted() -> None:
    spans = tuple(ContactSpan("phone", value) for value in "abcd")
    assert () == found("contact_churn", person("ann", contacts=spans))


def test_without_dated_contacts_nothing_was_checked() -> None:
    (ran,) = [one for one in run(ANN).ran if one.rule == "contact_churn"]
    assert ran.skipped_because
