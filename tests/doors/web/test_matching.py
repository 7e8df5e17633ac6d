"""The matching call in the room: the real client of yente, with a token, beside the screens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import yente_client

from celtrace.doors.match_service import Current
from celtrace.listing import ListState
from doors.web.conftest import People


@pytest.fixture
def client(people: People) -> Iterator[yente_client.Client]:
    head = people.token("Mia", "viewer", "match")
    secret = head["authorization"].partition(" ")[2]
    with yente_client.Client(base_url=people.base, api_key=secret) as found:
        yield found


def test_the_published_client_works_by_changing_a_url_and_a_key(
    client: yente_client.Client,
) -> None:
    found = client.match(yente_client.Company(name="SEK Studio"))
    assert "us_ofac_sdn-34022" in {one.id for one in found.results}
    assert client.match(yente_client.Company(name="Nobody At All Like It")).results == []


def test_a_client_without_a_good_key_is_refused(people: People) -> None:
    for key in (None, "ct_" + "A" * 43):
        with (
            yente_client.Client(base_url=people.base, api_key=key) as stranger,
            pytest.raises(yente_client.YenteError),
        ):
            stranger.match(yente_client.Company(name="SEK Studio"))
    answer = people.anybody().post("/match/default", json={"queries": {}})
    assert (401, "application/problem+json") == (
        answer.status_code, answer.headers["content-type"]
    )  # fmt: skip


def test_a_key_that_reads_the_case_does_not_match_and_the_other_way_round(people: People) -> None:
    read = people.token("Ron", "viewer", "read")
    match = people.token("Mat", "viewer", "match")
    client = people.anybody()
    assert 401 == client.get("/catalog", headers=read).status_code
    assert 200 == client.get("/catalog", headers=match).status_code
    assert 401 == client.get("/api/v1/case", headers=match).status_code


def test_what_the_service_refuses_is_a_problem(people: People) -> None:
    head = people.token("Mat", "viewer", "match")
    answer = people.anybody().post("/match/nowhere", json={"queries": {}}, headers=head)
    assert (404, True) == (answer.status_code, "There is no dataset nowhere" in answer.text)


def test_the_search_of_the_screens_is_not_the_search_of_lists(people: People) -> None:
    screen = people.signed_in("Ana").get("/search?q=north")
    assert "text/html" in screen.headers["content-type"]
    rows = people.anybody().get(
        "/search/default?q=sek", headers=people.token("Mat", "viewer", "match")
    )
    assert rows.json()["results"]


def test_the_lists_are_those_of_the_day_and_made_once_for_what_is_held() -> None:
    made: list[date] = []
    day, mark = date(2026, 7, 11), "one"

    def state(asked: date) -> ListState:
        made.append(asked)
        return ListState((), ())

    current = Current(state, lambda: day, lambda: mark)
    assert current() is current()
    first = current()
    day = date(2026, 7, 12)
    assert first is not current()
    mark = "another"
    later = current()
    assert later is current()
    assert [date(2026, 7, 11), date(2026, 7, 12), date(2026, 7, 12)] == made
