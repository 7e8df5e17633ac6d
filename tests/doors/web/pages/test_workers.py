"""The workers' page: evidence packs to take along."""

from __future__ import annotations

import io
import zipfile

import pytest

from celtrace.cases.verify import verify
from celtrace.cases.workers.packs import controls
from celtrace.doors.web.pages.workers import FORMS, PACKS
from doors.web.conftest import People

STARTS = {"html": b"<!doctype html>", "pdf": b"%PDF-", "docx": b"PK"}


def test_every_pack_there_is_can_be_taken_along() -> None:
    assert {*controls().packs, "advisory"} == set(PACKS)


@pytest.mark.parametrize("form", FORMS)
def test_a_pack_comes_in_each_form_and_the_case_stays_as_it_was(people: People, form: str) -> None:
    client = people.signed_in("Vic", "viewer")
    assert f'href="/workers/packs/mpa.{form}"' in client.get("/workers").text
    answer = client.get(f"/workers/packs/mpa.{form}")
    assert (200, True) == (
        answer.status_code,
        answer.content.lower().startswith(STARTS[form].lower()),
    )
    assert f'filename="mpa-pack.{form}"' in answer.headers["content-disposition"]
    people.room.sealed(lambda folder: [] == [*verify(folder)] or pytest.fail("not sound"))


def test_what_stands_in_a_pack_is_counted_from_the_records(people: People) -> None:
    data = people.signed_in("Ana").get("/workers/packs/ofac.docx").content
    with zipfile.ZipFile(io.BytesIO(data)) as paper:
        assert "commitment" in paper.read("word/document.xml").decode().lower()


@pytest.mark.parametrize("name", ["none.html", "mpa.exe", "mpa", "mpa.html.pdf"])
def test_there_is_no_other_pack(people: People, name: str) -> None:
    assert 404 == people.signed_in("Ana").get(f"/workers/packs/{name}").status_code
