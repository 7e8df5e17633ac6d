"""Pictures of a report from the vault: bounded, and none of a person once names are out."""

from __future__ import annotations

import io
from typing import Literal

import pytest

from celtrace.cases.enclosed import LARGEST, MOST, enclosed, handed_on
from celtrace.records import Digest
from celtrace.report.content import ReportContent
from celtrace.report.document import Picture, Section, words
from celtrace.report.redact import Person, redacted
from celtrace.store.memory import MemoryVault
from report.small import bare, made


@pytest.fixture
def vault() -> MemoryVault:
    return MemoryVault()


def put(vault: MemoryVault, data: bytes) -> str:
    return vault.put(io.BytesIO(data))[0]


def content(*pictures: Picture) -> ReportContent:
    blank = made(bare())
    return ReportContent(
        blank.title, blank.as_of, "0", blank.digest, "", 0, (Section("s", "S", pictures),)
    )


def picture(
    digest: str, caption: str = "", kind: Literal["drawing", "document"] = "drawing"
) -> Picture:
    return Picture(digest, words(caption), "", kind)


def test_the_bytes_of_the_pictures_named_come_from_the_vault(vault: MemoryVault) -> None:
    held, lost = put(vault, b"one"), "f" * 64
    assert {held: b"one"} == enclosed(content(picture(held), picture(lost)), vault)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_what_is_no_digest_opens_nothing(vault: MemoryVault, digest: str) -> None:
    assert {} == enclosed(content(picture(digest)), vault)


def test_hundreds_of_pictures_and_huge_ones_are_left_in_the_vault(vault: MemoryVault) -> None:
    many = [picture(put(vault, b"%d" % n)) for n in range(MOST + 5)]
    assert MOST == len(enclosed(content(*many), vault))
    huge = put(vault, b"x" * (LARGEST + 1))
    assert {} == enclosed(content(picture(huge)), vault)


def test_a_picture_of_a_document_or_with_a_name_under_it_is_not_handed_on(
    vault: MemoryVault,
) -> None:
    drawing, named, paper = (put(vault, one) for one in (b"d", b"n", b"p"))
    whole = content(
        picture(drawing, "A_0001.png"), picture(named, "kim_min_su.png"),
        picture(paper, "Both documents", "document"),
    )  # fmt: skip
    changed = redacted(whole, [Person("[person 1]", ("kim_min_su.png",))])
    assert {drawing, named, paper} == set(enclosed(whole, vault))
    assert {drawing} == set(handed_on(whole, changed, vault))
    assert Digest(drawing) in handed_on(whole, whole, vault)
