"""Settings: accounts, access tokens, lists; and the audit of the journal."""

from __future__ import annotations

from collections import deque

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from celtrace.cases import outputs
from celtrace.cases.accounts import ROLES, SCOPE_ROLES, SCOPES, Scope
from celtrace.cases.staff import Access, Staff
from celtrace.doors.web.site import Form, back, page, site_of, user_of

router = APIRouter()
TAIL = 200


@router.get("/settings")
def settings(request: Request) -> Response:
    """Accounts and lists."""
    site = site_of(request)
    outcome = site.room.outcome
    return page(request, "settings.html.j2", users=site.accounts.store.users(), roles=ROLES,
                oidc=site.oidc.provider if site.oidc else None,
                lists=outcome.assessment.lists if outcome else (), limits=site.room.settings.limits,
                folder=site.room.settings.case)  # fmt: skip


def _staff(request: Request) -> Staff:
    site = site_of(request)
    return Staff(site.room, site.accounts, user_of(request).name)


@router.post("/settings/accounts")
def add(request: Request, form: Form) -> Response:
    """Add an account."""
    told = [form.get(name, "") for name in ("name", "password", "role", "party")]
    made = _staff(request).add(*told)
    return back({}, f"{made.name} may sign in.", "/settings")


@router.post("/settings/accounts/{key}")
def change(request: Request, key: str, form: Form) -> Response:
    """Give an account another role, or take its access."""
    active = form.get("active", "") == "yes"
    wanted = Access(form.get("role", ""), active, form.get("password", ""))
    made = _staff(request).change(key, wanted)
    return back({}, f"{made.name} is changed.", "/settings")


@router.get("/tokens")
def tokens(request: Request) -> Response:
    """One's own access tokens."""
    return _tokens(request, "")


def _tokens(request: Request, secret: str) -> Response:
    user = user_of(request)
    held = _staff(request).tokens(user)
    scopes = [scope for scope in SCOPES if user.role in SCOPE_ROLES[scope]]
    return page(request, "tokens.html.j2", tokens=held, scopes=scopes, secret=secret)


@router.post("/tokens")
def grant(request: Request, form: Form) -> Response:
    """Make a token; its secret is shown this once."""
    wanted: list[Scope] = [scope for scope in SCOPES if form.get(f"scope-{scope}")]
    secret = _staff(request).grant(user_of(request), form.get("label", ""), wanted)
    return _tokens(request, secret)


@router.post("/tokens/{digest}/drop")
def drop(request: Request, digest: str, form: Form) -> Response:
    """Take a token back."""
    _staff(request).drop(user_of(request), digest)
    return back(form, "The token is no longer good for anything.", "/tokens")


@router.get("/audit")
def audit(request: Request) -> Response:
    """The last lines of the journal, and whether its chain holds."""
    journal = site_of(request).room.journal
    last = deque(journal.read(), TAIL)
    return page(request, "audit.html.j2", entries=list(reversed(last)),
                broken=list(journal.check()))  # fmt: skip


@router.get("/audit/journal.jsonl")
def whole(request: Request) -> Response:
    """The journal as JSON lines, with its hashes."""
    journal = site_of(request).room.journal
    lines = (outputs.lines((entry,)) for entry in journal.read())
    kept = {"content-disposition": 'attachment; filename="journal.jsonl"'}
    return StreamingResponse(lines, media_type="application/x-ndjson", headers=kept)
