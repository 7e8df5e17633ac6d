"""`/api/v1`, the settings: accounts, tokens, how long what is kept."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from celtrace.cases.accounts import Role
from celtrace.cases.retention import MOST, Category, due, erase_in, held_in, keep_period, periods
from celtrace.cases.staff import Access, Staff
from celtrace.doors.api.parts import (
    ERRORS,
    LINE,
    TEXT,
    Admin,
    Caller,
    Cursor,
    Id,
    Limit,
    Page,
    Reader,
    Reason,
    fitting,
    found,
    paged,
    plain,
)
from celtrace.store.accounts import Token, User

router = APIRouter(prefix="/api/v1", responses=ERRORS)


class AccountBody(BaseModel):
    """A new account; `party` for a vendor, and for nobody else."""

    name: str = Field(min_length=1, max_length=80, pattern=TEXT)
    password: str = Field(min_length=10, max_length=1_000)
    role: Role
    party: str = Field(default="", max_length=200, pattern=LINE)


class AccessBody(BaseModel):
    """What an account is to be; without a password the one that stands is left."""

    role: Role
    active: bool = True
    password: str | None = Field(default=None, min_length=10, max_length=1_000)


class PeriodBody(BaseModel):
    """How long a category is kept; without days, as the package has it. Empty words stay."""

    days: int | None = Field(default=None, ge=1, le=MOST)
    purpose: str = Field(default="", max_length=500, pattern=LINE)
    basis: str = Field(default="", max_length=500, pattern=LINE)


class ErasureBody(BaseModel):
    """What is erased of what is due, and why."""

    category: Category
    why: Reason


@router.get("/accounts", response_model=Page)
def accounts(caller: Admin, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Accounts, without what signs anybody in."""
    users = sorted(caller.site.accounts.store.users(), key=lambda one: one.key)
    return paged([_account(one) for one in users], cursor, limit)


@router.post("/accounts", status_code=201)
def add(caller: Admin, body: AccountBody) -> dict[str, Any]:
    """Add an account."""
    told = (body.name, body.password, body.role, body.party)
    return caller.once(body, lambda: _account(_staff(caller).add(*told)))


@router.put("/accounts/{key}")
def change(caller: Admin, key: Id, body: AccessBody) -> dict[str, Any]:
    """Give an account another role or password, or take its access."""
    wanted = Access(body.role, body.active, body.password or "")
    found(caller.site.accounts.store.user(key), f"There is no account {key}.")
    with fitting():
        return _account(_staff(caller).change(key, wanted))


@router.get("/tokens", response_model=Page)
def tokens(caller: Reader, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """One's own access tokens, without their secrets."""
    return paged([_token(one) for one in _staff(caller).tokens(caller.user)], cursor, limit)


@router.delete("/tokens/{digest}")
def drop(caller: Reader, digest: Id) -> dict[str, Any]:
    """Take a token of one's own back."""
    return _token(_staff(caller).drop(caller.user, digest))


@router.get("/retention")
def retention(caller: Admin) -> dict[str, Any]:
    """For each category its period, purpose and legal basis; and what is due."""
    held = held_in(caller.room)
    return plain({"periods": periods(held.entries), "due": due(held)})


@router.put("/retention/{category}")
def keep(caller: Admin, category: Annotated[Category, Path()], body: PeriodBody) -> dict[str, Any]:
    """Set a period, its purpose and its basis."""
    words = (body.purpose, body.basis)
    with fitting():
        return plain(keep_period(caller.room, caller.user.name, category, body.days, words))


@router.post("/erasures", status_code=201)
def erase(caller: Admin, body: ErasureBody) -> dict[str, Any]:
    """Erase what is due; a case as a whole goes from the command line, the server stopped."""
    who = caller.user.name
    return caller.once(
        body, lambda: {"erased": erase_in(caller.room, who, body.why, body.category)}
    )


def _staff(caller: Caller) -> Staff:
    return Staff(caller.room, caller.site.accounts, caller.user.name)


def _account(user: User) -> dict[str, Any]:
    keys = [key.label for key in user.passkeys if not key.ended]
    return {
        "key": user.key, "name": user.name, "role": user.role, "party": user.party,
        "active": user.active, "password": bool(user.secret), "provider": bool(user.subject),
        "passkeys": keys,
    }  # fmt: skip


def _token(token: Token) -> dict[str, Any]:
    return {
        "digest": token.digest, "label": token.label, "scopes": list(token.scopes),
        "until": token.until.isoformat(),
    }  # fmt: skip
