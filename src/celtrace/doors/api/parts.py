"""What every call of the API shares: problems, tokens, pages, and acts that count once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import Depends, Header, Path, Query, Request, Response
from pydantic import BaseModel, Field

from celtrace.cases.accounts import Scope
from celtrace.cases.decisions.acts import Desk
from celtrace.cases.outcome import Outcome
from celtrace.cases.room import Room
from celtrace.doors.web.site import Site, address_of, site_of
from celtrace.errors import UsageError
from celtrace.store.accounts import User

MOST = 200
PROBLEM = "application/problem+json"
KINDS = ("bearer", "apikey")
"""How a token is sent: as RFC 6750 has it, or as clients of yente do."""
ID = r"^[^\x00-\x1f]{1,200}$"
TEXT = r"[^\s\x00-\x1f\x85]"
"""A text has something to read in it."""
LINE = r"^[^\x00-\x1f]*$"
"""A line may be empty, and is one line."""
LONGEST_REASON = 10_000
PICTURE: dict[int | str, dict[str, Any]] = {200: {"content": {"image/*": {}}}}
"""How a call that answers with a picture describes it."""
T = TypeVar("T")


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
        (409, "It does not fit what is there, or somebody acted in the meantime."),
        (422, "The request is not valid."),
        (429, "Too many requests."),
        (503, "A review is running."),
    )
}  # fmt: skip
Cursor = Annotated[str, Query(pattern=r"^\d{0,9}$", description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Key = Annotated[str, Header(max_length=100, description="Marks the request; it counts once.")]
Id = Annotated[str, Path(pattern=ID)]
Reason = Annotated[str, Field(min_length=1, max_length=LONGEST_REASON, pattern=TEXT)]


def problem(status: int, title: str, detail: str = "") -> Response:
    """A problem document."""
    value = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return Response(msgspec.json.encode(value), status, media_type=PROBLEM)


class Caller:
    """Whoever calls with a token, and where."""

    def __init__(self, request: Request, user: User, key: str = "") -> None:
        self.request = request
        self.user = user
        self.key = key
        """The `Idempotency-Key` of an act; empty without one."""

    @property
    def site(self) -> Site:
        """The site that is called."""
        return site_of(self.request)

    @property
    def room(self) -> Room:
        """The room of the site."""
        return self.site.room

    def once(self, body: BaseModel | None, act: Callable[[], T]) -> dict[str, Any]:
        """Do an act, once for each key that the caller gives; what it made, as a document."""
        place = (self.user.key, f"{self.request.method} {self.request.url.path}", self.key)
        told = body.model_dump(mode="json") if body else None
        with fitting():
            return self.site.once.do(place, told, lambda: plain(act()))

    def desk(self, body: BaseModel, act: Callable[[Desk, str], object]) -> dict[str, Any]:
        """Let an act of the caller in at the desk, once for each key."""
        return self.once(body, lambda: self.room.act(lambda desk: act(desk, self.user.name)))


class Holder:
    """Whoever holds a token with all of some scopes."""

    def __init__(self, *scopes: Scope) -> None:
        self.scopes = scopes

    def __call__(self, request: Request, authorization: Annotated[str, Header()] = "") -> Caller:
        """The caller; 401 if the token is not good for it."""
        return Caller(request, self.user(request, authorization))

    def user(self, request: Request, authorization: str) -> User:
        """The user of the token; 401 if there is none."""
        kind, _, secret = authorization.partition(" ")
        accounts, rates = site_of(request).accounts, site_of(request).rates
        user = accounts.by_token(secret, *self.scopes) if kind.lower() in KINDS else None
        wait = rates.calls.wait(secret) if user else rates.wrong_tokens.wait(address_of(request))
        if wait:
            raise ApiError(429, "Too many requests.", f"Try again in {ceil(wait)} seconds.")
        if user is None:
            raise ApiError(401, f"A token with the scope {' and '.join(self.scopes)} is needed.")
        return user


class Doer(Holder):
    """The same for an act, which may carry a key so that it counts once."""

    def __call__(
        self, request: Request, authorization: Annotated[str, Header()] = "",
        idempotency_key: Key = "",
    ) -> Caller:  # fmt: skip
        """The caller with the key."""
        return Caller(request, self.user(request, authorization), idempotency_key)


Reader = Annotated[Caller, Depends(Holder("read"))]
Noter = Annotated[Caller, Depends(Doer("note"))]
Decider = Annotated[Caller, Depends(Doer("decide"))]
Importer = Annotated[Caller, Depends(Doer("import"))]
Keeper = Annotated[Caller, Depends(Holder("people"))]
Tender = Annotated[Caller, Depends(Doer("people"))]
Looker = Annotated[Caller, Depends(Holder("people", "decide"))]
Judge = Annotated[Caller, Depends(Doer("people", "decide"))]
Forgetter = Annotated[Caller, Depends(Doer("people", "admin"))]
Auditor = Annotated[Caller, Depends(Holder("audit"))]
Admin = Annotated[Caller, Depends(Doer("admin"))]


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


@contextmanager
def fitting() -> Iterator[None]:
    """409 where a valid request does not fit what is there."""
    try:
        yield
    except UsageError as error:
        if type(error) is not UsageError:
            raise
        raise ApiError(409, error.message, error.remedy) from error


def found(value: T | None, said: str) -> T:
    """The value; 404 with what is said if there is none."""
    if value is None:
        raise ApiError(404, said)
    return value


def paged(things: Sequence[Any], cursor: str, limit: int) -> dict[str, Any]:
    """One page of a list, and the cursor of the next."""
    start = int(cursor or 0)
    shown = things[start : start + limit]
    more = str(start + limit) if start + limit < len(things) else None
    return {"items": [plain(one) for one in shown], "next": more, "total": len(things)}


def plain(value: Any) -> dict[str, Any]:  # noqa: ANN401 - a struct or a document
    """A value as the document that is sent."""
    made: dict[str, Any] = msgspec.to_builtins(value, str_keys=True)
    return made
