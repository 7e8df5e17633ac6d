"""Readers on real, published events; what is expected comes from the JSON by its own paths."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from celtrace import registry
from celtrace.logs import cloudtrail, duo, ocsf, sshd, vsftpd, web_access
from logs.reading import line, read

Event = dict[str, Any]
Fact = tuple[str, str, str]


def events(folder: Path, name: str) -> Iterator[Event]:
    """The events of a file of test cases."""
    for text in (folder / "logs" / "panther" / f"{name}.jsonl").read_text("utf-8").splitlines():
        yield json.loads(text)["log"]


def when(text: str) -> str:
    """A time as the files write it, in UTC to the second."""
    return text.replace("T", " ").removesuffix("Z")[:19]


def _ended(e: Event) -> str:
    return str(e.get("outcome", {}).get("result", ""))


def okta(e: Event) -> Fact | None:
    kind = e.get("eventType", e.get("eventtype"))
    wanted = (
        "user.session.start",
        "user.authentication.sso",
        "user.authentication.auth_via_mfa",
        "user.authentication.auth_via_IDP",
    )
    stamps = (str(e.get(key)) for key in ("published", "p_event_time"))
    stamp = next((one for one in stamps if one.startswith("20")), "")
    if kind not in wanted or not stamp or _ended(e) in ("CHALLENGE", "SKIPPED"):
        return None
    return e["actor"]["alternateId"], when(stamp), e["client"]["ipAddress"]


def google(e: Event) -> Fact | None:
    names = ("view", "download", "upload", "edit", "copy", "create", "trash", "rename", "delete",
             "change_user_access", "change_document_visibility",
             "change_document_access_scope")  # fmt: skip
    application, name = e["id"].get("applicationName"), e.get("name")
    read_ = (application == "drive" and name in names) or (
        application == "login" and name in ("login_success", "login_failure")
    )
    stamp = e["id"].get("time", e.get("p_event_time"))
    if not read_ or not stamp or "email" not in e.get("actor", {}):
        return None
    return e["actor"]["email"], when(stamp), e.get("ipAddress", "")


def entra(e: Event) -> Fact | None:
    if not str(e["category"]).endswith("SignInLogs"):
        return None
    inner = e["properties"]
    stamp = inner.get("createdDateTime") or e.get("time") or e.get("p_event_time")
    who = next(
        (inner[k] for k in ("userPrincipalName", "userId", "servicePrincipalName", "appDisplayName")
         if inner.get(k)), "",
    )  # fmt: skip
    ip = inner.get("ipAddress") or e.get("callerIpAddress") or e.get("calleripaddress", "")
    return (who, when(stamp), ip) if who and stamp else None


def m365(e: Event) -> Fact | None:
    if e.get("Operation") not in ("UserLoggedIn", "UserLoginFailed", "AddedToSecureLink"):
        return None
    return e["UserId"], when(e["CreationTime"]), e["ClientIP"]


def aws(e: Event) -> Fact | None:
    kinds = ("ConsoleLogin", "GetObject", "PutObject", "CopyObject", "DeleteObject", "CheckMfa",
             "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "CompleteMultipartUpload",
             "ListObjects", "CredentialChallenge")  # fmt: skip
    who, stamp = e.get("userIdentity") or {}, e.get("eventTime", e.get("p_event_time"))
    extra = e.get("additionalEventData") or {}
    account = who.get("userName") or extra.get("UserName") or who.get("arn")
    account = account or who.get("principalId") or who.get("invokedBy")
    if e.get("eventName") not in kinds or not stamp or not account:
        return None
    ip = e.get("sourceIPAddress", "")
    return account, when(stamp), ip


def slack(e: Event) -> Fact | None:
    if e["action"] not in ("user_logout", "user_login", "file_downloaded"):
        return None
    return e["actor"]["user"]["email"], when(e["date_create"]), e["context"]["ip_address"]


def box(e: Event) -> Fact | None:
    stamp, by = e.get("created_at", e.get("p_event_time")), e.get("created_by") or {}
    kinds = ("LOGIN", "FAILED_LOGIN", "DOWNLOAD", "PREVIEW", "DELETE", "ITEM_SHARED_CREATE")
    if e.get("event_type") not in kinds or not stamp:
        return None
    return by["login"], when(stamp), e.get("ip_address", "")


def dropbox(e: Event) -> Fact | None:
    kind = e["event_type"].get("_tag")
    if not str(kind).startswith(("file_", "sign_in", "shared_content_add")) or "timestamp" not in e:
        return None
    actor = e["actor"].get("user") or e["actor"].get("admin")
    return actor["email"], when(e["timestamp"]), e["origin"]["geo_location"]["ip_address"]


def onelogin(e: Event) -> Fact | None:
    stamp = e.get("created_at", e.get("p_event_time"))
    if str(e["event_type_id"]) not in ("5", "6", "7", "8") or not stamp:
        return None
    who = e.get("user_name") or e.get("actor_user_name")
    return (who, when(stamp), e.get("ipaddr", "")) if who else None


def duo_admin(e: Event) -> Fact | None:
    if e["action"] not in ("admin_login", "admin_2fa_error"):
        return None
    told = json.loads(e["description"])
    return told.get("email", e["username"]), when(e["isotimestamp"]), told["ip_address"]


def zoom(e: Event) -> Fact | None:
    if e["type"] != "Sign in":
        return None
    return e["email"], when(e["time"]), e["ip_address"]


TYPES: list[tuple[str, str, Callable[[Event], bool], Callable[[Event], Fact | None]]] = [
    ("Okta.SystemLog", "okta",
     lambda e: ("eventType" in e or "eventtype" in e) and "actor" in e and "eventName" not in e,
     okta),
    ("GSuite.ActivityEvent", "google_workspace",
     lambda e: isinstance(e.get("id"), dict) and "applicationName" in e["id"], google),
    ("Azure.Audit", "entra", lambda e: "category" in e and "properties" in e, entra),
    ("Microsoft365.Audit.AzureActiveDirectory", "m365", lambda _: True, m365),
    ("Microsoft365.Audit.Exchange", "m365", lambda _: True, m365),
    ("Microsoft365.Audit.SharePoint", "m365", lambda _: True, m365),
    ("AWS.CloudTrail", "cloudtrail", lambda e: "eventName" in e and "eventSource" in e, aws),
    ("Slack.AuditLogs", "slack_audit", lambda e: isinstance(e.get("actor"), dict), slack),
    ("Box.Event", "box", lambda e: "event_type" in e and e.get("type") == "event", box),
    ("Dropbox.TeamEvent", "dropbox", lambda _: True, dropbox),
    ("OneLogin.Events", "onelogin", lambda e: "event_type_id" in e, onelogin),
    ("Duo.Administrator", "duo_admin", lambda _: True, duo_admin),
    ("Zoom.Activity", "zoom", lambda e: "client_type" in e and "email" in e, zoom),
]  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize(("name", "format_", "ours", "fact"), TYPES, ids=[t[0] for t in TYPES])
def test_every_event_that_is_claimed_is_read_with_account_time_and_address(
    shared_data: Path,
    name: str,
    format_: str,
    ours: Callable[[Event], bool],
    fact: Callable[[Event], Fact | None],
) -> None:
    chosen = [event for event in events(shared_data, name) if ours(event)]
    data = b"".join(json.dumps(event).encode() + b"\n" for event in chosen)
    reader = registry.best_reader("logs", data[:65536], f"{name}.jsonl")
    assert reader is not None
    assert format_ == reader.FORMAT
    found, _ = read(reader, data)
    expected = [f for event in chosen if (f := fact(event))]
    assert expected == [
        (r.account, f"{r.time:%Y-%m-%d %H:%M:%S}", r.ip or getattr(r, "host", "")) for r in found
    ]


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    ["plaso/atlassian-bitbucket-access.log", "plaso/azure_activity_log.jsonl",
     "plaso/azure_application_gateway_access.json", "plaso/gcp_logging.jsonl",
     "plaso/sync_log.log", "plaso/utmp_x86_64", "plaso/wtmp.1"],
)  # fmt: skip
def test_logs_of_other_formats_are_claimed_by_nobody(shared_data: Path, name: str) -> None:
    head = (shared_data / "logs" / name).read_bytes()[:65536]
    assert registry.best_reader("logs", head, name) is None


@pytest.mark.shared
def test_no_file_of_test_cases_is_claimed_for_the_events_inside(shared_data: Path) -> None:
    files = sorted((shared_data / "logs" / "panther").iterdir())
    assert 16 == len(files)
    assert {None} == {registry.best_reader("logs", p.read_bytes()[:65536], p.name) for p in files}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["Auth0.Events", "Zoom.Operation"])
def test_events_of_formats_that_are_not_read_are_claimed_by_nobody(
    shared_data: Path, name: str
) -> None:
    data = b"".join(json.dumps(event).encode() + b"\n" for event in events(shared_data, name))
    assert registry.best_reader("logs", data[:65536], name) is None


@pytest.mark.shared
def test_an_authentication_without_a_time_is_noted_and_not_dated(shared_data: Path) -> None:
    data = b"".join(
        json.dumps(event).encode() + b"\n" for event in events(shared_data, "Duo.Authentication")
    )
    reader = registry.best_reader("logs", data, "x")
    assert reader is duo
    found, notes = read(duo, data)
    assert [] == found
    assert 14 == sum("states no time" in reason for _, reason, _ in notes)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "reader", "count"),
    [("syslog_ssh.log", sshd, 7), ("vsftpd.log", vsftpd, 20), ("apache_access.log", web_access, 15),
     ("aws_cloudtrail.jsonl", cloudtrail, 0)],
)  # fmt: skip
def test_servers_logs_are_told_and_read(
    shared_data: Path, name: str, reader: Any, count: int
) -> None:
    data = (shared_data / "logs" / "plaso" / name).read_bytes()
    assert reader is registry.best_reader("logs", data[:65536], name)
    assert count == len(read(reader, data, year=2016)[0])


@pytest.mark.shared
def test_the_published_pair_of_a_raw_and_a_mapped_event_is_the_same_sign_in(
    shared_data: Path,
) -> None:
    folder = shared_data / "logs" / "ocsf"
    broken = (folder / "authentication.ocsf").read_bytes()
    mended = broken.replace(b"},\n    },", b"}\n    },")
    (raw,), _ = read(cloudtrail, (folder / "authentication.raw").read_bytes())
    (mapped,), _ = read(ocsf, mended)
    assert "success test 2024-09-19 16:32:46 0.0.0.0" == line(raw) == line(mapped)
    assert datetime(2024, 9, 19, 16, 32, 46, tzinfo=UTC) == mapped.time
    assert [("event 1", "it is no JSON")] == [
        (place, reason[:13]) for place, reason, _ in read(ocsf, broken)[1]
    ]
