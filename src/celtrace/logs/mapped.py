"""Any log in CSV (RFC 4180) or JSON, read by the columns that the dossier names.

The dossier gives, for this log, `columns: {our field: their column or dotted path}`, and
`celtrace access` the same with `--column`.
`time` and `account` are needed. `action` turns rows into acts on files, sign-ins or ends
of sessions by its word; without it every row is a sign-in. This reader never claims a log
by itself: it is used where columns are named.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import END, REFUSED, SIGN_IN, SIGNED_IN, Does, Format, does_file
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note
from celtrace.records import LOG_COLUMNS

FORMAT = "mapped"
TITLE = "Any CSV or JSON log, by named columns"

NEEDED = ("time", "account")
_WORDS: dict[str, Does] = {
    "login": SIGN_IN, "log in": SIGN_IN, "logon": SIGN_IN, "signin": SIGN_IN, "sign in": SIGN_IN,
    "sign_in": SIGN_IN, "sign-in": SIGN_IN, "authentication": SIGN_IN, "success": SIGNED_IN,
    "login_success": SIGNED_IN, "login_failure": REFUSED, "login failed": REFUSED,
    "failure": REFUSED, "logout": END, "log out": END, "logoff": END, "signout": END,
    "sign out": END, "sign_out": END,
    "download": does_file("download"), "downloaded": does_file("download"),
    "upload": does_file("upload"), "uploaded": does_file("upload"), "view": does_file("view"),
    "viewed": does_file("view"), "preview": does_file("view"), "edit": does_file("edit"),
    "delete": does_file("delete"), "deleted": does_file("delete"), "copy": does_file("copy"),
    "move": does_file("move"), "rename": does_file("move"), "share": does_file("share"),
    "list": does_file("list"),
}  # fmt: skip


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - it is used only where it is named
    """Always 0: only the user can say what the columns mean."""
    return 0.0


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log; times without a zone are in the log's zone."""
    if faults := list(_faults(log.columns)):
        for fault in faults:
            note("columns", fault, "the log was not read")
        return iter(())
    return _events.read(_shape(log.columns), log, note)


def _faults(columns: dict[str, str]) -> Iterator[str]:
    for field in NEEDED:
        if field not in columns:
            yield (
                f"no column is named for `{field}` (`columns: {{{field}: ...}}` in the dossier, "
                f"`--column {field}=...` on the command line)"
            )
    for field in sorted(set(columns) - set(LOG_COLUMNS)):
        yield f"`{field}` is no field; known are {', '.join(LOG_COLUMNS)}"


def _shape(columns: dict[str, str]) -> Format:
    fields = {field: (column,) for field, column in columns.items() if field != "action"}
    if action := columns.get("action"):
        fields["kind"] = (action,)
    kinds = _WORDS if action else {"": SIGN_IN}
    marks = ((columns["time"], columns["account"]),)
    return Format(
        name=FORMAT, system="", marks=marks, kinds=kinds, fields=fields, failed=_FAILED,
        succeeded=_SUCCEEDED,
    )  # fmt: skip


_SUCCEEDED = frozenset(
    {"success", "succeeded", "successful", "ok", "true", "yes", "allow", "allowed", "0", "200"}
)
_FAILED = frozenset(
    {"failure", "failed", "fail", "false", "no", "denied", "deny", "error", "refused", "401", "403"}
)
