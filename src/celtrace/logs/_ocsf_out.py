"""Our records as OCSF events, one JSON object a line (https://schema.ocsf.io, version 1.5.0).

Sign-ins and ends of sessions become 3002 Authentication, acts on files 6006 File Hosting
Activity. What the schema has no place for stands in `unmapped`, so that what was
written can be read back whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from celtrace.logs._ocsf_kinds import FILE_HOSTING
from celtrace.logs._tally import LogRecord
from celtrace.records import FileAccess, SessionEnd, SignIn

VERSION = "1.5.0"
_START = datetime(1970, 1, 1, tzinfo=UTC)


def lines(records: Iterable[LogRecord]) -> Iterator[bytes]:
    """Events as JSON, each with its line end, in the order of the records."""
    encode = msgspec.json.Encoder(order="deterministic").encode
    for record in records:
        yield encode(event(record)) + b"\n"


def event(record: LogRecord) -> dict[str, Any]:
    """An OCSF event; every key with an empty value is left out."""
    class_uid, activity = _class(record)
    made: dict[str, Any] = {
        "category_uid": class_uid // 1_000,
        "class_uid": class_uid,
        "activity_id": activity,
        "type_uid": class_uid * 100 + activity,
        "severity_id": 1,
        "time": _milliseconds(record.time),
        "time_dt": record.time.isoformat(),
        "status_detail": record.reason,
        "metadata": {
            "version": VERSION,
            "uid": record.event,
            "log_name": record.system,
            "product": {"name": "Celtrace", "vendor_name": "Celtrace"},
        },
        "user": {"name": record.account},
        "session": {"uid": record.session},
        "src_endpoint": {"ip": record.ip},
        "unmapped": {
            "source": record.seen.source,
            "place": record.seen.place,
            "sha256": record.seen.digest,
        },
    }
    if not isinstance(record, SessionEnd):
        _add_common(made, record)
    if isinstance(record, SignIn):
        _add_sign_in(made, record)
    elif isinstance(record, FileAccess):
        _add_file(made, record)
    return _filled(made)


def _class(record: LogRecord) -> tuple[int, int]:
    if isinstance(record, FileAccess):
        return 6006, FILE_HOSTING[record.action]
    return 3002, 2 if isinstance(record, SessionEnd) else 1


def _add_common(made: dict[str, Any], record: SignIn | FileAccess) -> None:
    made["status_id"] = 1 if record.result == "success" else 2
    made["src_endpoint"] |= {
        "hostname": record.host, "intermediate_ips": list(record.via),
        "location": {"country": record.country_stated},
        "autonomous_system": {"number": record.asn_stated},
    }  # fmt: skip
    made["http_request"] = {"user_agent": record.user_agent}
    made["device"] = {"uid": record.device, "type_id": 0} if record.device else {}
    made["service"] = {"name": record.application}
    made["unmapped"]["trust"] = record.trust


def _add_sign_in(made: dict[str, Any], record: SignIn) -> None:
    factor = {"factor_type": record.mfa, "device": {"uid": record.passkey}}
    made["auth_factors"] = [_filled(factor)]
    made["unmapped"]["mfa_device"] = record.mfa_device
    if record.managed is not None:
        made["device"] = {"type_id": 0, **made["device"], "is_managed": record.managed}
    if record.until:
        made["end_time"] = _milliseconds(record.until)
        made["end_time_dt"] = record.until.isoformat()


def _add_file(made: dict[str, Any], record: FileAccess) -> None:
    made["file"] = {
        "name": record.path.rpartition("/")[2] or record.path, "path": record.path,
        "uid": record.item, "size": record.size, "parent_folder": record.project, "type_id": 1,
    }  # fmt: skip


def _milliseconds(instant: datetime) -> int:
    return (instant - _START) // timedelta(milliseconds=1)


def _filled(made: dict[str, Any]) -> dict[str, Any]:
    kept = {k: _filled(v) if isinstance(v, dict) else v for k, v in made.items()}
    return {k: v for k, v in kept.items() if v not in ("", None, {}, [], [{}])}
