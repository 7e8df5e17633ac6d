"""What every call of the API shares: problems, tokens, pages, and acts that count once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import Annotated, Any

import msgspec
from fastapi import Depends, Header, Path, Query, Request, Response
from pydantic import BaseModel

from celtrace.cases.accounts import Scope
from celtrace.cases.outcome import Outcome
from celtrace.doors.web.site import address_of, site_of
from celtrace.errors import UsageError
from celtrace.store.accounts import User

MOST = 200
PROBLEM = "application/problem+json"
KINDS = ("bearer", "apikey")
"""How a token is sent: as RFC 6750 has it, or as clients of yente do."""
ID = r"^[^\x00-\x1f]{1,200}$"
TEXT = r"[^\s\x00-\x1f\x85]"
"""A text has something to read in it."""


class ApiError(Exception):
    """An answer that is a problem document."""

    def __init__(self, status: int, title: str, detail: str = "") -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.detail = detail


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""


class Page(BaseModel):
    """One page of a list."""

    items: list[dict[str, Any]]
    next: str | None = None
    total: int


ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"description": said, "content": {PROBLEM: {"schema": Problem.model_json_schema()}}}
    for status, said in (
        (400, "The request cannot be carried out."), (401, "No token, or one that is not good."),
        (403, "A second, different person has to do it."), (404, "There is none."),
        (409, "Somebody acted in the meantime."), (422, "The request is not valid."),
        (429, "Too many requests."),
        (503, "A review is running."),
    )
}  # fmt: skip
Cursor = Annotated[str, Query(pattern=r"^\d{0,9}$", description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Key = Annotated[str, Header(max_length=100, description="Marks the request; it counts once.")]
Id = Annotated[str, Path(pattern=ID)]


def problem(status: int, title: str, detail: str = "") -> Response:
    """A problem document."""
    value = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return Response(msgspec.json.encode(value), status, media_type=PROBLEM)


class Holder:
    """Whoever holds a token of a scope."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def __call__(self, request: Request, authorization: Annotated[str, Header()] = "") -> User:
        """The user of the token; 401 if there is none."""
        kind, _, secret = authorization.partition(" ")
        accounts, rates = site_of(request).accounts, site_of(request).rates
        user = accounts.by_token(secret, self.scope) if kind.lower() in KINDS else None
        wait = rates.calls.wait(secret) if user else rates.wrong_tokens.wait(address_of(request))
        if wait:
            raise ApiError(429, "Too many requests.", f"Try again in {ceil(wait)} seconds.")
        if user is None:
            raise ApiError(401, f"A token with the scope {self.scope} is needed.")
        return user


Reader = Annotated[User, Depends(Holder("read"))]
Noter = Annotated[User, Depends(Holder("note"))]
Decider = Annotated[User, Depends(Holder("decide"))]
Importer = Annotated[User, Depends(Holder("import"))]


def _outcome(request: Request) -> Outcome:
    outcome = site_of(request).room.outcome
    if outcome is None:
        raise ApiError(404, "Nothing was reviewed yet.")
    return outcome


Case = Annotated[Outcome, Depends(_outcome)]


def there(outcome: Outcome, target: str) -> None:
    """404 if the case has no such target."""
    try:
        outcome.basis(target)
    except UsageError as error:
        raise ApiError(404, error.message, error.remedy) from error


def paged(things: Sequence[Any], cursor: str, limit: int) -> dict[str, Any]:
    """One page of a list, and the cursor of the next."""
    start = int(cursor or 0)
    shown = things[start : start + limit]
    more = str(start + limit) if start + limit < len(things) else None
    return {"items": [plain(one) for one in shown], "next": more, "total": len(things)}


def plain(value: Any) -> dict[str, Any]:  # noqa: ANN401 - a struct or a document
    """A value as the document that is sent."""
    found: dict[str, Any] = msgspec.to_builtins(value)
    return found


def once(
    request: Request, user: User, key: str, body: BaseModel, act: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Do an act, once for each key that its user gives."""
    place = (user.key, request.url.path, key)
    return site_of(request).once.do(place, body.model_dump(mode="json"), act)
