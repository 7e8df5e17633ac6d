"""Authors that delivered files name."""

from __future__ import annotations

import msgspec

from celtrace.findings import Category
from celtrace.records import Trait
from detect.file_scenes import AUTHOR, delivered, drawer, file, server, trait
from detect.scenes import found, only

ANN = drawer("ann", "w", "ann@w.example")


def test_a_worker_of_another_party_in_a_delivered_file_is_supporting() -> None:
    one = only("document_author", *AUTHOR, ANN)
    assert (Category.SUPPORTING, "party:v", "Ann") == (
        one.strength, one.subject, one.values["author"],
    )  # fmt: skip
    assert "2024-01-02" == str(one.start)


def test_the_name_is_compared_letter_for_letter_and_case_is_forgiven() -> None:
    named = (file("in/a.psd"), trait("a.psd", "last_editor", "ANN"), delivered("v"), ANN)
    assert 1 == len(found("document_author", *named))
    other = (file("in/a.psd"), trait("a.psd", "author", "Anne"), delivered("v"), ANN)
    assert () == found("document_author", *other)


def test_a_name_that_no_list_has_says_nothing() -> None:
    assert () == found("document_author", *AUTHOR, drawer("bob", "w", "bob@w.example"))


def test_somebody_on_the_lists_of_both_is_not_reported() -> None:
    assert () == found("document_author", *AUTHOR, ANN, drawer("a2", "v", "ann@w.example"))


def test_files_that_were_found_and_not_delivered_are_not_held_against_anybody() -> None:
    there = (server(), file("server/a.psd"), trait("a.psd", "author", "Ann"), ANN)
    assert () == found("document_author", *there, delivered("v"))


def test_many_files_are_one_finding() -> None:
    more = [one for n in range(5) for one in (
        file(f"in/{n}.psd"), trait(f"{n}.psd", "author", "Ann"),
    )]  # fmt: skip
    assert 5 == only("document_author", *more, delivered("v"), ANN).values["files"]


def test_a_name_without_letters_is_nobody_of_the_list() -> None:
    nameless = [msgspec.structs.replace(one, value="---") if isinstance(one, Trait) else one
                for one in AUTHOR]  # fmt: skip
    assert () == found("document_author", *nameless, drawer("---", "w", "..."))
