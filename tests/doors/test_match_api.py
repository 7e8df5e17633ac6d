"""The matching call over a real server on loopback, in the shapes that clients of yente expect."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import httpx
import pytest
import uvicorn
import yente_client

from celtrace.doors.match_api import MOST_BYTES, MOST_QUERIES, app_of
from celtrace.doors.match_service import Service
from celtrace.listing import ListState
from screened import GONE, USCC, alias, entity, numbered, person, row, state

NOW = state(
    entity(
        "34022", "SEK STUDIO", aliases=(alias("SCIENTIFIC EDUCATION STUDIO", "weak"),),
        countries=("Korea, North",), programmes=("DPRK3",), **numbered("uscc", USCC, "China"),
    ),
    person("7", "KIM, Chol Su", born=("1970-03-04",), nationalities=("Korea, North",)),
    person("8", "PETROV, Ivan", spans=GONE), row("9", "CHOL SU", form="vessel"),
    person("u1", "KIM Chol Su", list_="un_sc", regime="UN"),
)  # fmt: skip


class Ready(uvicorn.Server):
    """A server that does not touch the signals of the process that tests it."""

    def install_signal_handlers(self) -> None:
        """Leave them alone."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """The address of a server that answers from the invented lists."""
    server = Ready(uvicorn.Config(app_of(Service(NOW)), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)


@pytest.fixture
def client(base: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=base, timeout=10, trust_env=False) as found:
        yield found


def example(schema: str, **properties: object) -> dict[str, Any]:
    return {"queries": {"q": {"schema": schema, "properties": properties}}}


def match(client: httpx.Client, body: dict[str, Any], **params: Any) -> dict[str, Any]:
    dataset = params.pop("dataset", "default")
    answer = client.post(f"/match/{dataset}", json=body, params=params)
    assert 200 == answer.status_code, answer.text
    found: dict[str, Any] = answer.json()
    return found


def ids(client: httpx.Client, body: dict[str, Any], **params: Any) -> list[str]:
    return [one["id"] for one in match(client, body, **params)["responses"]["q"]["results"]]


KIM = example("Person", name=["Kim Chol Su"])


# --- shapes ---------------------------------------------------------------------------------


def test_an_answer_has_responses_matcher_and_limit(client: httpx.Client) -> None:
    found = match(client, KIM)
    assert {"responses", "matcher", "limit"} == found.keys()
    assert 5 == found["limit"]
    assert all({"description", "coefficient", "url"} == doc.keys()
               for doc in found["matcher"].values())  # fmt: skip


def test_a_response_has_status_results_total_and_the_cleaned_query(client: httpx.Client) -> None:
    body = example("Person", name="Kim Chol Su", birthDate=[" 1970 "], weakAlias=[])
    one = match(client, body)["responses"]["q"]
    assert (200, {"value": 2, "relation": "eq"}) == (one["status"], one["total"])
    assert {"name": ["Kim Chol Su"], "birthDate": ["1970"]} == one["query"]["properties"]


def test_a_result_has_every_field_that_clients_read(client: httpx.Client) -> None:
    one = match(client, example("Company", name=["SEK Studio"]))["responses"]["q"]["results"][0]
    assert {
        "id", "caption", "schema", "properties", "datasets", "referents", "target", "first_seen",
        "last_seen", "last_change", "score", "features", "explanations", "match",
    } == one.keys()  # fmt: skip
    assert ("us_ofac_sdn-34022", "SEK STUDIO", "Organization", ["us_ofac_sdn"], ["ofac-34022"]) == (
        one["id"], one["caption"], one["schema"], one["datasets"], one["referents"],
    )  # fmt: skip
    assert datetime(2024, 1, 1) == datetime.fromisoformat(one["first_seen"])  # noqa: DTZ001 - yente's times have no zone
    assert one["target"]
    assert ["SCIENTIFIC EDUCATION STUDIO"] == one["properties"]["weakAlias"]
    assert one["features"].keys() == one["explanations"].keys()
    assert {"score", "detail", "query", "candidate"} == one["explanations"]["name"].keys()


def test_an_id_is_passed_through(client: httpx.Client) -> None:
    body = {"queries": {"q": {"id": "mine", "schema": "Person", "properties": {"name": ["x"]}}}}
    assert "mine" == match(client, body)["responses"]["q"]["query"]["id"]


def test_many_examples_are_answered_under_their_own_keys(client: httpx.Client) -> None:
    answer = client.post("/match/default", json={"queries": KIM["queries"] | {
        "other": {"schema": "Company", "properties": {"name": ["SEK Studio"]}}}})  # fmt: skip
    assert {"q", "other"} == answer.json()["responses"].keys()
    assert "2" == answer.headers["x-batch-size"]


# --- what decides ---------------------------------------------------------------------------


def test_a_number_that_decides_scores_one(client: httpx.Client) -> None:
    body = example("Company", name=["Sunny"], registrationNumber=[USCC], jurisdiction=["cn"])
    (one,) = match(client, body)["responses"]["q"]["results"]
    assert (1.0, True) == (one["score"], one["match"])
    assert "unified social credit code" in one["explanations"]["identifier"]["detail"]


def test_a_rejected_candidate_is_no_match_and_says_why(client: httpx.Client) -> None:
    body = example("Person", name=["Kim Chol Su"], birthDate=["1950"])
    found = match(client, body, cutoff=0)["responses"]["q"]["results"]
    one = next(one for one in found if one["id"] == "us_ofac_sdn-7")
    assert not one["match"]
    assert "born 1950, the row says 1970-03-04" in one["explanations"]["rejected"]["detail"]
    assert ["un_sc-u1"] == ids(client, body)


def test_a_row_that_stands_no_more_is_no_target(client: httpx.Client) -> None:
    (one,) = match(client, example("Person", name=["Ivan Petrov"]))["responses"]["q"]["results"]
    assert not one["target"]
    assert "topics" not in one["properties"]
    assert [] == ids(client, example("Person", name=["Ivan Petrov"]), topics=["sanction"])


def test_a_ship_is_compared_with_ships(client: httpx.Client) -> None:
    assert ["us_ofac_sdn-9"] == ids(client, example("Vessel", name=["Chol Su"]))


def test_names_may_be_given_in_parts(client: httpx.Client) -> None:
    body = example("Person", firstName=["Chol Su"], lastName=["Kim"])
    assert "us_ofac_sdn-7" in ids(client, body)


# --- parameters -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ["un_sc-u1", "us_ofac_sdn-7"]), ({"dataset": "us_ofac_sdn"}, ["us_ofac_sdn-7"]),
        ({"include_dataset": ["un_sc"]}, ["un_sc-u1"]), ({"exclude_dataset": "un_sc"},
        ["us_ofac_sdn-7"]), ({"exclude_schema": "Person"}, []),
        ({"exclude_entity_ids": ["ofac-7"]}, ["un_sc-u1"]), ({"changed_since": "2024-02-01"}, []),
        ({"topics": ["role.pep"]}, []), ({"algorithm": "best"}, ["un_sc-u1", "us_ofac_sdn-7"]),
        ({"algorithm": "logic-v2"}, ["un_sc-u1", "us_ofac_sdn-7"]), ({"limit": 1}, None),
    ],
    ids=str,
)  # fmt: skip
def test_parameters_of_the_call_narrow_the_results(
    client: httpx.Client, params: dict[str, Any], expected: list[str] | None
) -> None:
    found = ids(client, KIM, **params)
    assert len(found) == 1 if expected is None else expected == sorted(found)


def test_the_threshold_decides_what_is_a_match(client: httpx.Client) -> None:
    body = example("Person", name=["Kim Chol Soo"])
    one = match(client, body, threshold=1)["responses"]["q"]["results"]
    assert not any(found["match"] for found in one)


# --- other calls ----------------------------------------------------------------------------


def test_the_server_is_healthy_and_ready(client: httpx.Client) -> None:
    assert [{"status": "ok"}] * 2 == [client.get(f"/{name}").json() for name in
                                      ("healthz", "readyz")]  # fmt: skip


def test_the_catalog_has_every_list_with_its_date_and_a_collection(client: httpx.Client) -> None:
    found = client.get("/catalog").json()
    names = {one["name"]: one for one in found["datasets"]}
    assert "2026-01-01" == names["us_ofac_sdn"]["version"]
    assert ["un_sc", "us_ofac_sdn"] == names["default"]["children"]
    assert {"load", "index_current", "index_version", "title"} <= names["un_sc"].keys()


def test_the_algorithms_name_one_default(client: httpx.Client) -> None:
    found = client.get("/algorithms").json()
    assert ("celtrace", "celtrace") == (found["default"], found["best"])


def test_an_entity_is_found_by_its_id_and_by_the_number_of_ofac(client: httpx.Client) -> None:
    one = client.get("/entities/us_ofac_sdn-34022").json()
    assert one == client.get("/entities/ofac-34022").json()
    assert [USCC] == one["properties"]["uscCode"]
    assert ["kp"] == one["properties"]["country"]


def test_search_finds_by_likeness_then_by_words_with_facets(client: httpx.Client) -> None:
    found = client.get("/search/default", params={"q": "chol su"}).json()
    assert {"results", "facets", "total", "limit", "offset"} == found.keys()
    assert {"us_ofac_sdn-7", "us_ofac_sdn-9", "un_sc-u1"} == {o["id"] for o in found["results"]}
    datasets = found["facets"]["datasets"]["values"]
    assert {"name": "us_ofac_sdn", "label": "us_ofac_sdn", "count": 2} in datasets
    params = {"q": "chol su", "limit": 1, "offset": 1, "schema": "Person", "countries": ["KP"]}
    assert 1 == client.get("/search/default", params=params).json()["total"]["value"]


def test_search_without_a_text_goes_through_all_rows(client: httpx.Client) -> None:
    assert len(NOW.rows) == client.get("/search/default").json()["total"]["value"]


# --- the client that OpenSanctions publishes -------------------------------------------------


@pytest.fixture
def published(base: str) -> Iterator[yente_client.Client]:
    with yente_client.Client(base_url=base) as found:
        yield found


def test_the_published_client_reads_every_answer(published: yente_client.Client) -> None:
    assert ("ok", "ok") == (published.healthz().status, published.readyz().status)
    assert "celtrace" == published.algorithms().best
    assert {"un_sc", "us_ofac_sdn", "default"} == {d.name for d in published.datasets().datasets}
    assert "SEK STUDIO" == published.fetch("us_ofac_sdn-34022").caption
    assert 1 == published.search("sek studio").total.value


def test_the_published_client_matches_with_filters(published: yente_client.Client) -> None:
    asked = yente_client.Person(name="Kim Chol Su", birthDate="1970-03-04", nationality="kp")
    found = published.match(asked, datasets=["us_ofac_sdn"], topics=["sanction"], threshold=0.7)
    assert ["us_ofac_sdn-7"] == [one.id for one in found.matches]
    assert "the dates of birth fit" in (found.matches[0].explanations["name"].detail or "")


def test_the_published_client_reads_problems_as_its_own_errors(
    published: yente_client.Client,
) -> None:
    with pytest.raises(yente_client.NotFoundError, match="no entity"):
        published.fetch("nobody")
    with pytest.raises(yente_client.BadRequestError, match="no algorithm"):
        published.match(yente_client.Person(name="x"), algorithm="zz")


# --- bad input ------------------------------------------------------------------------------

DEEP = b'{"queries":{"q":{"schema":"Person","properties":{"a":' + b"[" * 99_999
BAD: list[tuple[int, str, bytes]] = [
    (404, "/match/nope", b'{"queries":{"q":{"schema":"Person"}}}'),
    (400, "/match/default", b"not json"), (400, "/match/default", b'{"queries":{}}'),
    (422, "/match/default", b'{"queries":{"q":{"properties":{"name":"x"}}}}'),
    (400, "/match/default", b'{"queries":{"q":{"schema":"xxx"}}}'),
    (422, "/match/default", b"[]"), (422, "/match/default?limit=0", b"{}"),
    (422, "/match/default?limit=many", b"{}"),
    (400, "/match/default?algorithm=zz", b'{"queries":{"q":{"schema":"Person"}}}'),
    (404, "/match/default?exclude_dataset=zz", b"{}"), (404, "/nothing", b"{}"),
    (400, "/match/default", DEEP), (400, "/match/default", b"\xff\xfe"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "path", "body"), BAD, ids=lambda value: str(value)[:50])
def test_an_error_is_a_problem_document(
    client: httpx.Client, status: int, path: str, body: bytes
) -> None:
    answer = client.post(path, content=body)
    assert status == answer.status_code, answer.text
    assert "application/problem+json" == answer.headers["content-type"]
    problem = answer.json()
    assert status == problem["status"]
    assert isinstance(problem["detail"], str)
    assert {"type", "title", "status", "detail"} == problem.keys()


def test_too_many_examples_and_too_many_bytes_are_refused(client: httpx.Client) -> None:
    one = KIM["queries"]["q"]
    many = {"queries": {str(i): one for i in range(MOST_QUERIES + 1)}}
    assert 400 == client.post("/match/default", json=many).status_code
    large = b'{"queries":{"q":{"schema":"' + b"x" * MOST_BYTES + b'"}}}'
    assert 413 == client.post("/match/default", content=large).status_code


@pytest.mark.parametrize("name", ["", "A" * 10_000, "\u202e\u200b", "=1+1", "<script>", "김" * 999])
def test_any_name_is_answered(client: httpx.Client, name: str) -> None:
    assert isinstance(ids(client, example("LegalEntity", name=[name])), list)


@pytest.mark.parametrize("value", [None, 5, [None], [{"a": 1}], {"a": 1}, [[["x"]]]], ids=str)
def test_any_value_of_a_property_is_answered(client: httpx.Client, value: object) -> None:
    assert isinstance(ids(client, example("Person", name=["Kim"], birthDate=value)), list)


def test_a_server_without_lists_is_not_ready() -> None:
    service = Service(ListState((), ()))
    assert set() == service.lists


def test_the_api_describes_itself(client: httpx.Client) -> None:
    assert "/match/{dataset}" in client.get("/openapi.json").json()["paths"]
