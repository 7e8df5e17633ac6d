"""Who may call which route. A route without an entry answers nobody."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from celtrace.cases.accounts import DECIDES, READS, WRITES, Role, Scope

PUBLIC: frozenset[Role] = frozenset()
"""No sign-in is asked for."""
ADMIN: frozenset[Role] = frozenset({"admin"})
AUDIT: frozenset[Role] = frozenset({"admin", "auditor"})
VENDOR: frozenset[Role] = frozenset({"vendor"})
ANYBODY: frozenset[Role] = READS | VENDOR

ACCESS: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "GET /setup": PUBLIC,
        "POST /setup": PUBLIC,
        "GET /login": PUBLIC,
        "POST /login": PUBLIC,
        "POST /login/keys/{act}": PUBLIC,
        "GET /login/provider": PUBLIC,
        "GET /login/provider/back": PUBLIC,
        "POST /logout": ANYBODY,
        "GET /account": ANYBODY,
        "POST /account/password": ANYBODY,
        "POST /account/passkeys": ANYBODY,
        "POST /account/keys/{act}": ANYBODY,
        "GET /static/{name}": PUBLIC,
        "POST /hooks/{provider}": PUBLIC,
        "GET /join": PUBLIC,
        "GET /join/ended": PUBLIC,
        "GET /join/{link}": PUBLIC,
        "GET /join/meeting/{id_}.ics": PUBLIC,
        "POST /join/language": PUBLIC,
        "POST /join/consent": PUBLIC,
        "POST /join/withdraw": PUBLIC,
        "POST /join/about": PUBLIC,
        "POST /join/answer": PUBLIC,
        "POST /join/files/{what}": PUBLIC,
        "POST /join/meeting": PUBLIC,
        "POST /join/keys/{act}": PUBLIC,
        "GET /": ANYBODY,
        "GET /search": READS,
        "GET /hits": READS,
        "GET /hits/{id_}": READS,
        "GET /parties": READS,
        "GET /parties/{id_}": READS,
        "GET /chain": READS,
        "GET /signins": READS,
        "GET /files": READS,
        "GET /files/{digest}": READS,
        "GET /pictures/{digest}": READS,
        "GET /compare": READS,
        "GET /workers": READS,
        "GET /workers/packs/{name}": READS,
        "GET /workers/files": WRITES,
        "POST /workers/files": WRITES,
        "GET /workers/files/{person}": WRITES,
        "GET /workers/files/{person}/{digest}": DECIDES,
        "POST /workers/files/{person}/read": WRITES,
        "POST /workers/files/{person}/faces": DECIDES,
        "POST /workers/files/{person}/step": WRITES,
        "POST /workers/files/{person}/met": WRITES,
        "POST /workers/files/{person}/adverse": DECIDES,
        "POST /workers/files/{person}/forget": ADMIN,
        "GET /case": READS,
        "GET /case/timeline": READS,
        "GET /subjects/{kind}/{id_:path}": READS,
        "GET /findings/{id_}": READS,
        "GET /questions": READS,
        "GET /questions.ics": READS,
        "GET /report": READS,
        "GET /report/{name}": READS,
        "GET /report/frozen/{name}": READS,
        "POST /report/freeze": DECIDES,
        "GET /import": READS,
        "GET /import/progress": READS,
        "GET /import/events": READS,
        "POST /import/upload": WRITES,
        "POST /import/undo": WRITES,
        "POST /import/columns": WRITES,
        "POST /import/dossier": WRITES,
        "POST /import/review": WRITES,
        "POST /decide": DECIDES,
        "POST /note": WRITES,
        "POST /assign": WRITES,
        "POST /ask": WRITES,
        "POST /answer": WRITES | VENDOR,
        "GET /settings": ADMIN,
        "POST /settings/accounts": ADMIN,
        "POST /settings/accounts/{key}": ADMIN,
        "GET /settings/retention": ADMIN,
        "POST /settings/retention": ADMIN,
        "POST /settings/retention/erase": ADMIN,
        "GET /tokens": READS,
        "POST /tokens": READS,
        "POST /tokens/{digest}/drop": READS,
        "GET /audit": AUDIT,
        "GET /audit/journal.jsonl": AUDIT,
        "GET /vendor": VENDOR,
    }
)
API: Mapping[str, Scope] = MappingProxyType(
    {
        "GET /api/v1/case": "read",
        "GET /api/v1/subjects": "read",
        "GET /api/v1/parties": "read",
        "GET /api/v1/candidates": "read",
        "GET /api/v1/findings": "read",
        "GET /api/v1/findings/{id_}": "read",
        "GET /api/v1/standings/{target}": "read",
        "GET /api/v1/questions": "read",
        "GET /api/v1/journal": "read",
        "POST /api/v1/decisions": "decide",
        "POST /api/v1/notes": "note",
        "POST /api/v1/questions": "note",
        "POST /match/{dataset}": "match",
        "GET /search/{dataset}": "match",
        "GET /entities/{entity_id}": "match",
        "GET /catalog": "match",
        "GET /algorithms": "match",
        "GET /healthz": "match",
        "GET /readyz": "match",
    }
)
"""Which scope a token needs for which call; a test holds that each call asks for it."""
