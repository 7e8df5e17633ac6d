"""Settings: accounts, access tokens, lists; and the audit of the journal."""

from __future__ import annotations

from collections import deque

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from celtrace.cases import outputs
from celtrace.cases.accounts import ROLES, SCOPE_ROLES, SCOPES, Role, Scope
from celtrace.doors.web.site import Forbidden, Form, back, page, site_of, user_of
from celtrace.errors import UsageError

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


def _role(text: str) -> Role:
    role = next((role for role in ROLES if role == text), None)
    if role is None:
        raise UsageError(f"There is no role {text}.", f"Roles: {', '.join(ROLES)}.")
    return role


@router.post("/settings/accounts")
def add(request: Request, form: Form) -> Response:
    """Add an account."""
    site, who = site_of(request), user_of(request)
    role, party = _role(form.get("role", "")), form.get("party", "").strip()
    made = site.accounts.add(form.get("name", ""), form.get("password", ""), role, party)
    site.room.log(who.name, "account added", {"account": made.name, "role": made.role})
    return back({}, f"{made.name} may sign in.", "/settings")


@router.post("/settings/accounts/{key}")
def change(request: Request, key: str, form: Form) -> Response:
    """Give an account another role, or take its access."""
    site, who = site_of(request), user_of(request)
    active = form.get("active", "") == "yes"
    made = site.accounts.change(key, _role(form.get("role", "")), active=active)
    body: dict[str, object] = {"account": made.name, "role": made.role, "active": made.active}
    if password := form.get("password", ""):
        site.accounts.new_password(key, password)
        site.room.log(who.name, "password changed", {"account": made.name})
    site.room.log(who.name, "account changed", body)
    return back({}, f"{made.name} is changed.", "/settings")


@router.get("/tokens")
def tokens(request: Request) -> Response:
    """One's own access tokens."""
    return _tokens(request, "")


def _tokens(request: Request, secret: str) -> Response:
    user = user_of(request)
    held = [t for t in site_of(request).accounts.store.tokens() if t.user == user.key]
    scopes = [scope for scope in SCOPES if user.role in SCOPE_ROLES[scope]]
    return page(request, "tokens.html.j2", tokens=held, scopes=scopes, secret=secret)


@router.post("/tokens")
def grant(request: Request, form: Form) -> Response:
    """Make a token; its secret is shown this once."""
    site, user = site_of(request), user_of(request)
    wanted: list[Scope] = [scope for scope in SCOPES if form.get(f"scope-{scope}")]
    secret = site.accounts.grant(user, form.get("label", ""), wanted)
    site.room.log(user.name, "token made", {"label": form.get("label", ""), "scopes": wanted})
    return _tokens(request, secret)


@router.post("/tokens/{digest}/drop")
def drop(request: Request, digest: str, form: Form) -> Response:
    """Take a token back."""
    store, user = site_of(request).accounts.store, user_of(request)
    token = store.token(digest)
    if token is None or token.user != user.key:
        raise Forbidden("This is not a token of yours.")
    store.drop_token(digest)
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
