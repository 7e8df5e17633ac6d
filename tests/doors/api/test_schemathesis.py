"""schemathesis drives the API by its own description and finds nothing.

It makes up requests from the OpenAPI document, valid ones and invalid ones, and holds every
answer to what the document says of it: status, content type, schema, headers, and no 5xx.
"""

from __future__ import annotations

import hypothesis
import pytest

schemathesis = pytest.importorskip("schemathesis")

from celtrace.cases.accounts import SCOPES  # noqa: E402
from celtrace.cases.verify import verify  # noqa: E402
from celtrace.doors.api.calls import API  # noqa: E402
from doors.web.conftest import People  # noqa: E402

EACH = hypothesis.settings(
    max_examples=5, deadline=None, derandomize=True, database=None,
    phases=[hypothesis.Phase.generate], suppress_health_check=list(hypothesis.HealthCheck),
)  # fmt: skip


def drive(operation: schemathesis.schemas.APIOperation, base: str, head: dict[str, str]) -> int:
    """Send what schemathesis makes up for one operation; how many requests that were."""
    sent = 0

    @EACH
    @hypothesis.given(case=operation.as_strategy())
    def check(case: schemathesis.Case) -> None:
        nonlocal sent
        case.call_and_validate(base_url=base, headers=head)
        sent += 1

    check()
    return sent


@pytest.mark.timeout(1200)
def test_made_up_requests_are_answered_as_the_description_says(people: People) -> None:
    head = people.token("Rhea", "admin", *SCOPES)
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", people.app)
    found = [result.ok() for result in schema.get_all_operations()]
    found.sort(key=lambda one: one.label == "POST /api/v1/reviews")  # it has the case then
    sent = {one.label: drive(one, people.base, head) for one in found}
    assert {call for call in API if " /api/" in call} == set(sent)
    assert all(sent.values()), sent
    assert people.room.jobs.wait(60).state in ("done", "failed")
    people.room.close()
    assert () == verify(people.room.settings.case)
