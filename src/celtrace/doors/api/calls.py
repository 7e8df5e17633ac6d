"""Which scopes a token needs for which call, and which call does what a screen does."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from celtrace.cases.accounts import Scope

_BY_SCOPE: Mapping[tuple[Scope, ...], tuple[str, ...]] = MappingProxyType(
    {
        ("read",): (
            "GET /case", "GET /today", "GET /gaps", "GET /subjects", "GET /subjects/{kind}/{id_}",
            "GET /parties", "GET /parties/{id_}", "GET /chain", "GET /candidates",
            "GET /candidates/{id_}", "GET /findings", "GET /findings/{id_}",
            "GET /standings/{target}", "GET /questions", "GET /questions.ics", "GET /notes",
            "GET /timeline", "GET /workers", "GET /levels", "GET /signins", "GET /files",
            "GET /files/{digest}", "GET /pictures/{digest}", "GET /matches", "GET /search",
            "GET /uploads", "GET /dossier", "GET /columns", "GET /reviews/last",
            "GET /reports/{name}", "GET /packs/{name}", "GET /exports/{name}", "GET /frozen",
            "GET /frozen/{name}", "GET /tokens", "DELETE /tokens/{digest}",
        ),
        ("note",): (
            "POST /notes", "POST /questions", "POST /assignments", "POST /answers",
            "POST /translations",
        ),
        ("decide",): ("POST /decisions", "POST /frozen"),
        ("import",): (
            "POST /uploads", "DELETE /uploads/last", "PUT /dossier", "PUT /columns",
            "POST /reviews",
        ),
        ("people",): (
            "GET /worker-files", "POST /worker-files", "GET /worker-files/{person}",
            "POST /worker-files/{person}/readings", "POST /worker-files/{person}/steps",
            "POST /worker-files/{person}/meetings/{id_}",
        ),
        ("people", "decide"): (
            "GET /worker-files/{person}/pictures/{digest}", "POST /worker-files/{person}/faces",
            "POST /worker-files/{person}/adverse",
        ),
        ("people", "admin"): ("DELETE /worker-files/{person}",),
        ("audit",): ("GET /journal",),
        ("admin",): (
            "GET /accounts", "POST /accounts", "PUT /accounts/{key}", "GET /retention",
            "PUT /retention/{category}", "POST /erasures",
        ),
    }
)  # fmt: skip
_MATCHING = ("POST /match/{dataset}", "GET /search/{dataset}", "GET /entities/{entity_id}",
             "GET /catalog", "GET /algorithms", "GET /healthz", "GET /readyz")  # fmt: skip
_MATCH: tuple[Scope, ...] = ("match",)


def _whole(call: str) -> str:
    return call.replace(" /", " /api/v1/", 1)


API: Mapping[str, tuple[Scope, ...]] = MappingProxyType(
    {_whole(call): scopes for scopes, calls in _BY_SCOPE.items() for call in calls}
    | dict.fromkeys(_MATCHING, _MATCH)
)
"""Which scopes a token needs for which call; a test holds that each call asks for them."""

_SESSION = "begins or ends a session of the browser; a program has a token"
_OWN = "how somebody signs in is changed by themselves, signed in: no stolen token locks them out"
_JOIN = "a worker's own page, opened by a link; nobody there has an account"
_DEVICE = "a passkey is made by the device, in its browser"
WEB_ONLY: Mapping[str, str] = MappingProxyType(
    {
        "GET /setup": _SESSION, "POST /setup": _SESSION, "GET /login": _SESSION,
        "POST /login": _SESSION, "POST /login/keys/{act}": _SESSION,
        "GET /login/provider": _SESSION, "GET /login/provider/back": _SESSION,
        "POST /logout": _SESSION,
        "GET /account": _OWN, "POST /account/password": _OWN, "POST /account/passkeys": _OWN,
        "POST /account/keys/{act}": _DEVICE,
        "GET /static/{name}": "a part of the pages",
        "POST /hooks/{provider}": "is a call itself, signed by the provider",
        "GET /join": _JOIN, "GET /join/ended": _JOIN, "GET /join/{link}": _JOIN,
        "GET /join/meeting/{id_}.ics": _JOIN, "POST /join/language": _JOIN,
        "POST /join/consent": _JOIN, "POST /join/withdraw": _JOIN, "POST /join/about": _JOIN,
        "POST /join/answer": _JOIN, "POST /join/files/{what}": _JOIN, "POST /join/meeting": _JOIN,
        "POST /join/keys/{act}": _JOIN,
        "POST /tokens": "a token makes no token: a stolen one would never end",
        "GET /vendor": "a vendor has no token; what it was asked is GET /api/v1/questions",
    }
)  # fmt: skip
"""What the browser does and no call does, and why."""

TWINS: Mapping[str, str] = MappingProxyType(
    {screen: _whole(call) for screen, call in {
        "GET /": "GET /today", "GET /search": "GET /search", "GET /hits": "GET /candidates",
        "GET /hits/{id_}": "GET /candidates/{id_}", "GET /parties": "GET /parties",
        "GET /parties/{id_}": "GET /parties/{id_}", "GET /chain": "GET /chain",
        "GET /signins": "GET /signins", "GET /files": "GET /files",
        "GET /files/{digest}": "GET /files/{digest}",
        "POST /files/{digest}/translation": "POST /translations",
        "GET /pictures/{digest}": "GET /pictures/{digest}", "GET /compare": "GET /matches",
        "GET /workers": "GET /levels", "GET /workers/packs/{name}": "GET /packs/{name}",
        "GET /workers/files": "GET /worker-files", "POST /workers/files": "POST /worker-files",
        "GET /workers/files/{person}": "GET /worker-files/{person}",
        "GET /workers/files/{person}/{digest}": "GET /worker-files/{person}/pictures/{digest}",
        "POST /workers/files/{person}/read": "POST /worker-files/{person}/readings",
        "POST /workers/files/{person}/faces": "POST /worker-files/{person}/faces",
        "POST /workers/files/{person}/step": "POST /worker-files/{person}/steps",
        "POST /workers/files/{person}/met": "POST /worker-files/{person}/meetings/{id_}",
        "POST /workers/files/{person}/adverse": "POST /worker-files/{person}/adverse",
        "POST /workers/files/{person}/forget": "DELETE /worker-files/{person}",
        "GET /case": "GET /subjects", "GET /case/timeline": "GET /timeline",
        "GET /subjects/{kind}/{id_:path}": "GET /subjects/{kind}/{id_}",
        "GET /findings/{id_}": "GET /findings/{id_}", "GET /questions": "GET /questions",
        "GET /questions.ics": "GET /questions.ics", "GET /report": "GET /gaps",
        "GET /report/{name}": "GET /reports/{name}",
        "GET /report/frozen/{name}": "GET /frozen/{name}",
        "GET /report/exports/{name}": "GET /exports/{name}", "POST /report/freeze": "POST /frozen",
        "GET /import": "GET /columns", "GET /import/progress": "GET /reviews/last",
        "GET /import/events": "GET /reviews/last", "POST /import/upload": "POST /uploads",
        "POST /import/undo": "DELETE /uploads/last", "POST /import/columns": "PUT /columns",
        "POST /import/dossier": "PUT /dossier", "POST /import/review": "POST /reviews",
        "POST /decide": "POST /decisions", "POST /note": "POST /notes",
        "POST /assign": "POST /assignments", "POST /ask": "POST /questions",
        "POST /answer": "POST /answers", "GET /settings": "GET /accounts",
        "POST /settings/accounts": "POST /accounts",
        "POST /settings/accounts/{key}": "PUT /accounts/{key}",
        "GET /settings/retention": "GET /retention",
        "POST /settings/retention": "PUT /retention/{category}",
        "POST /settings/retention/erase": "POST /erasures", "GET /tokens": "GET /tokens",
        "POST /tokens/{digest}/drop": "DELETE /tokens/{digest}", "GET /audit": "GET /journal",
        "GET /audit/journal.jsonl": "GET /journal",
    }.items()}
)  # fmt: skip
"""What the browser does, and the call that does the same."""
