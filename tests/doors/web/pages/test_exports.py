"""Exports for other programs, by the room."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from celtrace.cases.recompute import recompute
from celtrace.cases.verify import verify
from celtrace.doors.web.pages.exports import CHAINS, EVENTS
from doors.web.conftest import People


@pytest.mark.parametrize("name", ["chain.svg", "chain.gexf", "chain.graphml"])
def test_the_chain_is_taken_along_as_a_graph(people: People, name: str) -> None:
    client = people.signed_in("Vic", "viewer")
    assert f'href="/report/exports/{name}"' in client.get("/report").text
    answer = client.get(f"/report/exports/{name}")
    assert (200, CHAINS[name][1]) == (answer.status_code, answer.headers["content-type"])
    ET.fromstring(answer.text)  # noqa: S314 - our own
    assert "Northlight Drawing" in answer.text
    people.room.sealed(lambda folder: [] == [*verify(folder, recompute)] or pytest.fail("changed"))


def test_entities_and_events_are_lines_that_other_programs_read(people: People) -> None:
    client = people.signed_in("Ana")
    entities = [json.loads(line) for line in
                client.get("/report/exports/entities.ftm.json").text.splitlines()]  # fmt: skip
    assert {"id", "schema", "properties"} <= set(entities[0])
    events = [json.loads(line) for line in
              client.get("/report/exports/events.jsonl").text.splitlines()]  # fmt: skip
    assert {"message", "datetime", "timestamp_desc"} <= set(events[0])
    assert "message" in client.get("/report/exports/events.csv").text.splitlines()[0]
    assert set(EVENTS) == {"events.jsonl", "events.csv"}


def test_there_is_no_other_export(people: People) -> None:
    assert 404 == people.signed_in("Ana").get("/report/exports/none.zip").status_code
