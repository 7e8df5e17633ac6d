"""Parties beside list rows: what is settled, what a number shows, what is only a name."""

from __future__ import annotations

import pytest

from celtrace.cases.screening.screener import Screener, Suggestion
from celtrace.names.supplement import Supplement, SupplementAlias, SupplementEntry, SupplementSource
from celtrace.records import Identifier, Party, Settled
from screened import GONE, USCC, alias, entity, found, numbered, only, party, person, row, state

KIM = person("1", "KIM, Chol Su", born=("1970-03-04",), **numbered("passport", "654320142", "KP"))
NINGS = entity("2", "NINGS CARTOON STUDIO", **numbered("uscc", USCC, "China"), countries=("China",))


# --- form -----------------------------------------------------------------------------------


def test_a_form_that_nobody_stated_does_not_reject_a_person() -> None:
    one = only(party("Kim Chol Su"), KIM)
    assert ("1", "open") == (one.row, one.state)


def test_a_company_is_no_candidate_for_a_person_or_a_rejected_one() -> None:
    states = {one.state for one in found(party("Kim Chol Su", form="company"), KIM)}
    assert states <= {"rejected"}


def test_a_person_is_no_candidate_for_a_ship_or_a_rejected_one() -> None:
    ship = row("9", "KIM CHOL SU", form="vessel")
    (one,) = found(party("Kim Chol Su", form="person"), ship)
    assert "rejected" == one.state
    assert "the row is of a vessel, the party is a person" in one.because


def test_a_name_typed_and_a_kind_that_the_dossier_left_out_are_screened_alike() -> None:
    left_out = Party(seen=KIM.designation.seen, id="p", name="Kim Chol Su")
    assert "open" == only(left_out, KIM).state


# --- names ----------------------------------------------------------------------------------


def test_a_name_never_confirms_and_says_what_would_decide() -> None:
    one = only(party("Kim Chol Su"), KIM)
    assert ("name", "open") == (one.by, one.state)
    assert "what would decide: the date of birth (1970-03-04), the passport number" in one.because


def test_two_rows_as_like_cannot_be_decided_by_name() -> None:
    others = (KIM, person("3", "KIM, Chol Su", born=("1981",)))
    said = [one.because for one in found(party("Kim Chol Su"), *others)]
    assert [True, True] == ["cannot be decided by name: " in because for because in said]
    assert all("what would decide: the date of birth" in because for because in said)


def test_a_rejected_row_does_not_make_the_other_undecidable() -> None:
    rows = (KIM, person("3", "KIM, Chol Su", born=("1991",)))
    states = {c.row: c for c in found(party("Kim Chol Su", form="person", born="1970"), *rows)}
    assert ("open", "rejected") == (states["1"].state, states["3"].state)
    assert "cannot be decided" not in states["1"].because


def test_the_best_of_all_names_of_a_party_counts() -> None:
    one = only(party("Ocean House", aliases=("Nings Cartoon Studio",)), NINGS)
    assert ("Nings Cartoon Studio", "NINGS CARTOON STUDIO") == one.names


def test_a_row_that_matches_by_a_weak_alias_says_so() -> None:
    weak = person("4", "PETROV, Ivan Sergeevich", aliases=(alias("Wanja Cobra", "weak"),))
    one = only(party("Wanja Cobra"), weak)
    assert one.weak
    assert "only a weak alias of the row is alike" in one.because


def test_a_name_of_our_own_supplement_is_said_to_be_ours_with_its_source() -> None:
    source = SupplementSource("https://paper.example/1", "The Paper", "2024-04")
    given = SupplementAlias("Blue Crane Cartoons", "Latn", "credits", "paper", "B2")
    entry = SupplementEntry("us_ofac_sdn", "2", NINGS.designation.name, "entity", "designated",
                            (given,))  # fmt: skip
    own = Supplement("invented", "1", {"paper": source}, (entry,))
    (one,) = Screener((NINGS,), own=own).candidates(party("Blue Crane Cartoons"))
    assert ("open", "Blue Crane Cartoons") == (one.state, one.names[1])
    assert "our own supplement, not in the row: The Paper, 2024-04" in one.because
    assert () == Screener((NINGS,)).candidates(party("Blue Crane Cartoons"))


def test_a_name_of_the_packaged_supplement_finds_its_row() -> None:
    sek = entity("34022", "SEK STUDIO")
    one = only(party("조선4.26만화영화촬영소"), sek)
    assert "our own supplement, not in the row" in one.because


def test_a_name_of_the_same_words_is_found_whatever_it_scores() -> None:
    one = only(party("Blue Crane Cartoons"), entity("5", "CARTOONS, Blue Crane"))
    assert "5" == one.row


def test_a_row_of_our_own_supplement_is_told_from_a_list_of_an_authority() -> None:
    ours = entity("5", "Blue Crane Cartoons", list_="celtrace_dprk", regime="")
    one = only(party("Blue Crane Cartoons"), ours)
    assert "celtrace_dprk is our own supplement, no authority's list" in one.because
    assert "" == one.regime


def test_a_row_that_stands_no_more_says_from_when_to_when_it_stood() -> None:
    one = only(party("Nings Cartoon Studio"), entity("2", "NINGS CARTOON STUDIO", spans=GONE))
    assert "it was listed from 2022-01-01 to 2023-05-01" in one.because


def test_a_partial_snapshot_is_named() -> None:
    one = only(party("Nings Cartoon Studio"), NINGS, us_ofac_sdn="names-only")
    assert "the snapshot of the list is partial (names-only)" in one.because


# --- numbers --------------------------------------------------------------------------------


def test_a_number_confirms_whatever_the_names_are() -> None:
    one = only(party("Sunny Films", **numbered("uscc", " 9135 0100-M000100Y43 ")), NINGS)
    assert ("identifier", "confirmed") == (one.by, one.state)
    assert "unified social credit code" in one.because


def test_a_number_that_does_not_decide_and_a_name_are_one_candidate() -> None:
    contact = entity("6", "NINGS CARTOON STUDIO", **numbered("email", "a@nings.example"))
    one = only(party("Nings Cartoon Studio", emails=("A@nings.example",)), contact)
    assert ("identifier", "open") == (one.by, one.state)
    assert "a contact can be shared" in one.because
    assert "the name is like the row's, too" in one.because


def test_a_number_from_free_text_never_decides_and_says_where_it_stood() -> None:
    screener = Screener.of(state(NINGS))
    suggested = (Suggestion(Identifier("uscc", USCC, "CN"), "line 7, column `Remarks`"),)
    (one,) = screener.candidates(party("Sunny Films"), suggested)
    assert "open" == one.state
    assert "read from free text at line 7, column `Remarks`" in one.because


def test_facts_that_fit_do_not_confirm_a_name() -> None:
    who = party("Kim Chol Su", form="person", born="1970-03-04", nationality="KP")
    one = only(who, KIM)
    assert "open" == one.state
    assert "the dates of birth fit" in one.because


# --- settled --------------------------------------------------------------------------------


def test_what_the_dossier_settled_comes_before_numbers_and_names() -> None:
    settled = (Settled("us_ofac_sdn", "2", "another company of that name"),)
    who = party("Nings Cartoon Studio", not_listed_as=settled, **numbered("uscc", USCC))
    one = only(who, NINGS)
    assert ("settled", "rejected") == (one.by, one.state)
    assert "another company of that name" in one.because


def test_a_settlement_with_a_row_that_is_not_there_is_missing() -> None:
    settled = Settled("us_ofac_sdn", "999")
    who = party("House", listed_as=(settled,))
    assert [settled] == list(Screener.of(state(NINGS)).missing(who))


# --- order and bad input --------------------------------------------------------------------


def test_candidates_do_not_depend_on_the_order_of_rows_that_a_list_gives() -> None:
    rows = [KIM, NINGS, person("3", "KIM, Chol-su"), person("7", "KIM, Chul Soo")]
    forward = Screener(tuple(rows)).candidates(party("Kim Chol Su"))
    backward = Screener(tuple(reversed(rows))).candidates(party("Kim Chol Su"))
    assert forward == backward


@pytest.mark.parametrize(
    "name",
    [
        "NINGS C\u0430RTOON STUDIO", "Nings\u200b Cart\u200doon Studio",
        "\u202eNings Cartoon Studio",
        "\uff2e\uff29\uff2e\uff27\uff33 \uff23\uff21\uff32\uff34\uff2f\uff2f\uff2e Studio",
        "Nings Cartoon Studio (formerly known)", "  nings   CARTOON  studio ",
    ],
    ids=["homoglyph", "zero-width", "bidi", "full-width", "note in brackets", "spaces and case"],
)  # fmt: skip
def test_a_name_that_was_disguised_or_badly_typed_is_found(name: str) -> None:
    assert ["2"] == [one.row for one in found(party(name), NINGS)]


@pytest.mark.parametrize("name", ["Mr. Kim Chol Su", "KIM Chol-su, Director"])
def test_titles_do_not_hide_a_person(name: str) -> None:
    assert "1" in [one.row for one in found(party(name), KIM)]


@pytest.mark.parametrize(
    "name", ["", " ", "\u200b", "---", "12345", "\x00\x07", "Ltd.", "(" * 50, "🎬🎬"]
)
def test_a_name_without_letters_finds_nothing_and_breaks_nothing(name: str) -> None:
    assert () == found(party(name), KIM, NINGS)


@pytest.mark.parametrize("name", ["A" * 10_000, "Kim Chol Su " * 800, "김" * 10_000])
def test_a_name_of_10_000_characters_is_answered(name: str) -> None:
    assert isinstance(found(party(name), KIM, NINGS), tuple)
