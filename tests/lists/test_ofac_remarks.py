"""The grammar of remarks: handled, ignored by name, or kept and counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.lists import _ofac_remarks
from celtrace.lists._draft import Draft
from celtrace.lists._tally import Tally
from celtrace.records import Alias, Identifier

ID = Identifier


def of(remarks: str, *, cut: bool = False) -> Draft:
    return with_notes(remarks, cut=cut)[0]


def with_notes(remarks: str, *, cut: bool = False) -> tuple[Draft, list[str]]:
    draft, tally, notes = Draft(row="1"), Tally(), list[str]()
    _ofac_remarks.read(remarks, draft, tally, "line 1", cut=cut)
    tally.tell(lambda _place, reason, _consequence: notes.append(reason))
    return draft, notes


@pytest.mark.parametrize(
    ("identifier", "segment"),
    [
        (ID("passport", "F000111", "China"), "Passport F000111 (China)"),
        (ID("passport", "F1", "China"), "alt. Passport F1 (China) issued 1 Jan 2020"),
        (ID("passport", "F1", "Iran"), "Diplomatic Passport F1 (Iran) expires 2 Feb 2022"),
        (ID("passport", "F1"), "Passport F1"),
        (ID("national_id", "K357514(4)", "Hong Kong"), "National ID No. K357514(4) (Hong Kong)"),
        (ID("uscc", "91X", "China"), "Unified Social Credit Code (USCC) 91X (China)"),
        (ID("uen", "299912345K", "Singapore"), "Identification Number 299912345K (Singapore)"),
        (ID("id", "5", "Freedonia"), "Identification Number 5 (Freedonia)"),
        (ID("imo", "9990001"), "Vessel Registration Identification IMO 9990001"),
        (ID("imo", "9990001"), "Company Number IMO 9990001"),
        (ID("registration", "2 (Elm)", "Mexico"), "Folio Mercantil No. 2 (Elm) (Mexico)"),
        (ID("tax_id", "890115794-3", "Colombia"), "NIT # 890115794-3 (Colombia)"),
        (ID("lei", "2534"), "Legal Entity Number 2534"),
        (ID("swift", "ABCDEF2L"), "SWIFT/BIC ABCDEF2L"),
        (ID("email", "a@b.example"), "alt. Email Address a@b.example"),
        (ID("website", "www.b.example"), "Website www.b.example"),
        (ID("phone", "(98)(21)"), "Telephone (98)(21)"),
        (ID("phone", "86123"), "Phone Number 86123"),
        (ID("vat", "BG 121", "Bulgaria"), "V.A.T. Number BG 121 (Bulgaria)"),
    ],
)  # fmt: skip
def test_identifier_is_read_with_type_value_and_country(
    identifier: Identifier, segment: str
) -> None:
    assert [identifier] == of(f"{segment}.").identifiers


def test_wallet_is_the_address_without_the_name_of_the_coin() -> None:
    address = "1Invented" * 4
    assert [Identifier("wallet", address)] == of(
        f"Digital Currency Address - XBT {address}"
    ).identifiers


def test_label_in_the_xml_names_the_coin_and_the_value_is_the_address() -> None:
    draft = Draft(row="1")
    _ofac_remarks.labelled("Digital Currency Address - ETH", "0xabc", "", draft, Tally(), "")
    assert [Identifier("wallet", "0xabc")] == draft.identifiers


@pytest.mark.parametrize("origin", ["a", "f", "n"])
def test_quoted_alias_in_the_remarks_is_weak(origin: str) -> None:
    draft = of(f"DOB 1955; alt. {origin}.k.a. 'THE PENCIL'.")
    assert [Alias("THE PENCIL", "weak", "remarks")] == draft.aliases


def test_dates_of_birth_nationality_and_links_are_read() -> None:
    draft = of(
        "DOB 06 Apr 1974; alt. DOB circa 1975; nationality Freedonia; citizen Sylvania; "
        "Linked To: LANTERN REEL, S.A. DE C.V.; Linked To: OAK, Tam."
    )
    assert ["1974-04-06", "1975~"] == draft.born
    assert ["Freedonia", "Sylvania"] == draft.nationalities
    assert ["LANTERN REEL, S.A. DE C.V.", "OAK, Tam"] == draft.linked_to
    assert [] == draft.remarks


def test_links_in_brackets_are_read() -> None:
    draft = of("Invented; (Linked To: LANTERN REEL (PORT ELM); Linked To: OAK, Tam)")
    assert ["LANTERN REEL (PORT ELM)", "OAK, Tam"] == draft.linked_to


def test_last_full_stop_is_not_part_of_a_name() -> None:
    assert ["TIN DRUM CO., LTD."] == of("Linked To: TIN DRUM CO., LTD..").linked_to


def test_known_facts_without_a_field_stay_in_the_remarks_without_a_note() -> None:
    draft, notes = with_notes("POB Port Elm; Gender Male; Target Type State-Owned Enterprise.")
    assert ["POB Port Elm", "Gender Male", "Target Type State-Owned Enterprise"] == draft.remarks
    assert [] == notes


@pytest.mark.parametrize(
    "segment",
    [
        "Secondary sanctions risk: section 1(b) of Executive Order 1",
        "Additional Sanctions Information - Subject to Secondary Sanctions",
        "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions: x",
        "alt. Executive Order 13846 information: FOREIGN EXCHANGE. Sec. 5(a)(ii)",
        "Listing Date (EO 14024 Directive 2): 24 Feb 2022",
        "Effective Date (CMIC) 02 Aug 2021",
    ],
)
def test_what_the_listing_does_is_ignored_by_name(segment: str) -> None:
    assert (Draft(row="1"), []) == with_notes(segment)


def test_unknown_label_is_kept_and_counted_once_for_all_rows() -> None:
    draft, notes = with_notes("Secret Handshake No. 7 (Freedonia); Secret Handshake No. 8")
    assert ["Secret Handshake No. 7 (Freedonia)", "Secret Handshake No. 8"] == draft.remarks
    assert ["unknown label 'Secret Handshake No.' (2 times, first here)"] == notes


def test_free_text_is_kept_and_counted() -> None:
    draft, notes = with_notes("brother of nobody.")
    assert ["brother of nobody"] == draft.remarks
    assert ["free text without a known label (once)"] == notes


def test_date_of_birth_that_is_not_understood_is_kept_and_counted() -> None:
    draft, notes = with_notes("DOB before the war")
    assert ["DOB before the war"] == draft.remarks
    assert ["value of 'DOB' not understood (once)"] == notes


def test_title_that_stands_in_its_own_column_is_not_told_again() -> None:
    draft = Draft(row="1", remarks=["Title: Director"])
    _ofac_remarks.read("Director.", draft, Tally(), "")
    assert ["Title: Director"] == draft.remarks


def test_segment_cut_at_the_limit_is_not_read() -> None:
    draft, notes = with_notes("Linked To: OAK; Passport F00", cut=True)
    assert ["OAK"] == draft.linked_to
    assert [] == draft.identifiers
    assert ["Passport F00"] == draft.remarks
    assert ["remarks cut at 1,000 characters, continuation not among the files (once)"] == notes


SEGMENT = st.text(st.characters(exclude_characters=";.'\"()", categories=["L", "N", "P", "Zs"]))


@given(st.lists(SEGMENT, max_size=5))
def test_no_segment_is_lost(segments: list[str]) -> None:
    """Strict interpretation: every value is handled, ignored by name, or noted."""
    draft, notes = with_notes(";".join(segments))
    unread = [part.strip() for part in segments if part.strip()]
    held = len(draft.remarks) + len(draft.identifiers) + len(draft.born) + len(draft.nationalities)
    assert held == len(unread)
    assert bool(notes) == bool(unread) or held > len(draft.remarks)
