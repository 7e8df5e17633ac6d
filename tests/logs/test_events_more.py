"""Logs of events: every kind of event of a format, one case a line."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import pytest

from celtrace.logs import (
    box,
    cloudtrail,
    dropbox,
    duo,
    duo_admin,
    entra,
    flow_events,
    frameio,
    github_audit,
    google_workspace,
    kitsu_events,
    kitsu_logins,
    m365,
    nextcloud,
    okta,
    onelogin,
    slack_access,
    slack_audit,
    zoom,
)  # fmt: skip
from logs.reading import line, read

AT = "2024-03-01T08:00:00Z"
IP = "192.0.2.7"
Event = dict[str, Any]
PASSED = "they are no sign-ins and no file accesses, and were passed over"

BASES: dict[ModuleType, Event] = {
    okta: {"eventType": "user.session.start", "published": AT, "actor": {"alternateId": "m"},
           "client": {"ipAddress": IP}, "outcome": {"result": "SUCCESS"}},
    entra: {"createdDateTime": AT, "userPrincipalName": "m", "ipAddress": IP,
            "status": {"errorCode": 0}},
    cloudtrail: {"eventSource": "s", "eventName": "ConsoleLogin", "eventTime": AT,
                 "userIdentity": {"userName": "m"}, "sourceIPAddress": IP},
    box: {"event_type": "LOGIN", "type": "event", "created_at": AT, "created_by": {"login": "m"},
          "ip_address": IP, "source": {"item_name": "/a"}},
    duo: {"event_type": "authentication", "factor": "push", "result": "success", "timestamp": 1709280000,  # noqa: E501
          "access_device": {"ip": IP}, "user": {"name": "m"}},
    duo_admin: {"action": "admin_login", "isotimestamp": AT, "username": "m",
                "description": json.dumps({"ip_address": IP})},
    m365: {"Operation": "UserLoggedIn", "RecordType": 15, "CreationTime": AT[:-1], "UserId": "m",
           "ClientIP": IP, "ObjectId": "/a"},
    github_audit: {"action": "user.login", "actor": "m", "@timestamp": 1709280000000, "actor_ip": IP,  # noqa: E501
                   "repo": "/a"},
    onelogin: {"event_type_id": 5, "created_at": AT, "user_name": "m", "ipaddr": IP},
    slack_audit: {"action": "user_login", "date_create": 1709280000,
                  "actor": {"type": "user", "user": {"email": "m"}},
                  "context": {"ip_address": IP}, "entity": {"file": {"name": "/a"}}},
    zoom: {"email": "m", "type": "Sign in", "client_type": "Mac", "ip_address": IP, "time": AT},
    kitsu_logins: {"email": "m", "person_id": "p", "ip_address": IP, "created_at": AT[:-1]},
    slack_access: {"username": "m", "ip": IP, "date_first": 1709280000, "date_last": 1709280060},
    nextcloud: {"reqId": "r", "app": "admin_audit", "message": 'Login successful: "m"', "user": "m",
                "remoteAddr": IP, "time": "2024-03-01T08:00:00+00:00"},
    flow_events: {"event_type": "Shotgun_User_Login", "created_at": AT, "user": {"name": "m"},
                  "meta": {"ip": IP}, "entity": {"name": "/a"}},
    frameio: {"action": "AssetDownloaded", "actor_id": "m", "inserted_at": AT, "ip": IP,
              "resource": {"name": "/a"}},
    kitsu_events: {"name": "preview-file:add-file", "user_id": "m", "created_at": AT[:-1],
                   "project_id": "p", "data": {"name": "/a"}},
    dropbox: {"event_type": {".tag": "login_success"}, "timestamp": AT,
              "actor": {"user": {"email": "m"}}, "origin": {"geo_location": {"ip_address": IP}},
              "assets": [{"display_name": "/a"}]},
    google_workspace: {"id": {"applicationName": "login", "time": AT}, "name": "login_success",
                       "actor": {"email": "m"}, "ipAddress": IP, "parameters": {"doc_title": "/a"}},
}  # fmt: skip
FORMATS = sorted(BASES, key=lambda reader: str(reader.FORMAT))


def ids(reader: object) -> str | None:
    """The name of a reader."""
    return getattr(reader, "FORMAT", None)


def put(reader: ModuleType, **facts: Any) -> Event:
    """An event of the format with other facts; `a__b` stands for a path."""
    event: Event = json.loads(json.dumps(BASES[reader]))
    for path, value in facts.items():
        *steps, last = path.split("__")
        inner = event
        for step in steps:
            inner = inner.setdefault(step, {})
        inner[last] = value
    return event


def given(reader: ModuleType, *events: Event, **facts: Any) -> tuple[list[Any], list[Any]]:
    """Records and notes of events, one on each line."""
    return read(reader, b"".join(json.dumps(one).encode() + b"\n" for one in events), **facts)


def found(reader: ModuleType, *events: Event, **facts: Any) -> list[str]:
    """What came of events, without account, time and address that all have."""
    return [
        line(one).replace(f" m 2024-03-01 08:00:00 {IP}", "")
        for one in given(reader, *events, **facts)[0]
    ]


@pytest.mark.parametrize(
    ("expected", "reader", "facts"),
    [
        ("success", okta, {}),
        ("failure", okta, {"outcome__result": "FAILURE"}),
        ("failure", okta, {"outcome__result": "DENY"}),
        ("success", okta, {"outcome__result": "ALLOW"}),
        ("success", okta, {"eventType": "user.authentication.sso"}),
        ("success", okta, {"eventType": "user.authentication.auth_via_IDP"}),
        ("end", okta, {"eventType": "user.session.end"}),
        ("success", entra, {}),
        ("success", entra, {"status__errorCode": "0"}),
        ("failure", entra, {"status__errorCode": 50126}),
        ("failure", entra, {"status__errorCode": 50074}),
        ("success", cloudtrail, {"responseElements": {"ConsoleLogin": "Success"}}),
        ("failure", cloudtrail, {"responseElements": {"ConsoleLogin": "Failure"}}),
        ("failure", cloudtrail, {"errorCode": "AccessDenied"}),
        ("end", cloudtrail, {"eventName": "SignOut"}),
        ("download success a/b", cloudtrail,
         {"eventName": "GetObject", "requestParameters": {"key": "a/b"}}),
        ("upload success a 9", cloudtrail,
         {"eventName": "PutObject", "requestParameters": {"key": "a"},
          "additionalEventData": {"bytesTransferredIn": 9.0}}),
        ("download failure a", cloudtrail,
         {"eventName": "GetObject", "requestParameters": {"key": "a"}, "errorCode": "AccessDenied"}),  # noqa: E501
        ("success", box, {}),
        ("failure", box, {"event_type": "FAILED_LOGIN"}),
        ("download success /a", box, {"event_type": "DOWNLOAD"}),
        ("upload success /a 7", box, {"event_type": "UPLOAD", "additional_details": {"size": 7}}),
        ("upload success /a 7", box, {"event_type": "UPLOAD", "additional_details": '{"size": 7}'}),
        ("delete success /a", box, {"event_type": "ITEM_TRASH"}),
        ("move success /a", box, {"event_type": "RENAME"}),
        ("success", duo, {}),
        ("failure", duo, {"result": "denied"}),
        ("failure", duo, {"result": "FRAUD"}),
        ("success", duo_admin, {}),
        ("failure", duo_admin, {"action": "admin_login_error"}),
        ("success", m365, {}),
        ("failure", m365, {"Operation": "UserLoginFailed"}),
        ("download success /a", m365, {"Operation": "FileDownloaded"}),
        ("upload success /a 8", m365, {"Operation": "FileUploaded", "FileSizeBytes": 8}),
        ("share success /a", m365, {"Operation": "AnonymousLinkCreated"}),
        ("move success /a", m365, {"Operation": "FileRenamed"}),
        ("success", github_audit, {}),
        ("failure", github_audit, {"action": "user.failed_login"}),
        ("end", github_audit, {"action": "user.logout"}),
        ("download success /a", github_audit, {"action": "git.clone"}),
        ("upload success /a", github_audit, {"action": "git.push"}),
        ("success", onelogin, {}),
        ("failure", onelogin, {"event_type_id": "6"}),
        ("end", onelogin, {"event_type_id": 7}),
        ("success", onelogin, {"event_type_id": 8}),
        ("failure", slack_audit, {"action": "user_login_failed"}),
        ("end", slack_audit, {"action": "user_logout"}),
        ("download success /a", slack_audit, {"action": "file_downloaded"}),
        ("download failure /a", slack_audit, {"action": "file_downloaded_blocked"}),
        ("share success /a", slack_audit, {"action": "file_public_link_created"}),
        ("end", zoom, {"type": "Sign out"}),
        ("failure", nextcloud, {"message": 'Login failed: "m" (Remote IP: 192.0.2.1)'}),
        ("end", nextcloud, {"message": "Logout occurred"}),
        ("download success /a", nextcloud, {"message": 'File with id "7" accessed: "/a"'}),
        ("edit success /a", nextcloud, {"message": 'File updated: "/a"'}),
        ("upload success /a", nextcloud, {"message": 'Folder created: "/a"'}),
        ('delete success /a" x', nextcloud, {"message": 'File deleted: "/a" x"'}),
        ("view success /a", nextcloud, {"message": 'Preview accessed: "/a" (width: "9")'}),
        ("failure", flow_events, {"event_type": "Shotgun_User_FailedLogin"}),
        ("download success /a", flow_events, {"event_type": "Shotgun_Attachment_Download"}),
        ("delete success /a", flow_events, {"event_type": "Shotgun_Attachment_Retirement"}),
        ("download success /a", frameio, {}),
        ("upload success /a", frameio, {"action": "FileUploaded"}),
        ("share success /a", frameio, {"action": "ReviewLinkShared"}),
        ("end", dropbox, {"event_type": {"_tag": "logout"}}),
        ("failure", dropbox, {"event_type": {".tag": "sso_error"}}),
        ("download success /a", dropbox, {"event_type": {".tag": "file_download"}}),
        ("failure", google_workspace, {"name": "login_failure"}),
        ("end", google_workspace, {"name": "logout"}),
        ("download success /a", google_workspace,
         {"id__applicationName": "drive", "name": "download"}),
        ("share success /a", google_workspace,
         {"id__applicationName": "drive", "name": "change_user_access"}),
    ],
)  # fmt: skip
def test_each_kind_of_event_becomes_its_record(
    expected: str, reader: ModuleType, facts: Event
) -> None:
    assert [expected] == found(reader, put(reader, **facts), timezone="Asia/Tokyo")


@pytest.mark.parametrize("reader", FORMATS, ids=ids)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/Los_Angeles"])
def test_times_of_services_are_utc_whatever_the_dossiers_zone(
    reader: ModuleType, zone: str
) -> None:
    (record,), notes = given(reader, put(reader), timezone=zone)
    assert "2024-03-01 08:00:00" in line(record)
    assert [] == notes


KINDS = {
    okta: ("eventType", "policy.rule.update"), cloudtrail: ("eventName", "RunInstances"),
    box: ("event_type", "GROUP_CREATION"), duo_admin: ("action", "user_update"),
    m365: ("Operation", "Set-Mailbox"), github_audit: ("action", "team.add_member"),
    onelogin: ("event_type_id", "13"), slack_audit: ("action", "emoji_added"),
    zoom: ("type", "Change"), nextcloud: ("message", "User created"),
    flow_events: ("event_type", "Shotgun_Task_Change"), frameio: ("action", "TeamMemberAdded"),
    kitsu_events: ("name", "task:update"),
}  # fmt: skip


@pytest.mark.parametrize("reader", sorted(KINDS, key=lambda r: str(r.FORMAT)), ids=ids)
def test_unknown_kinds_are_counted_in_one_sentence(reader: ModuleType) -> None:
    field, kind = KINDS[reader]
    records, notes = given(reader, put(reader, **{field: kind}), put(reader, **{field: kind}))
    assert [] == records
    assert [("whole log", f"events of other kinds: 2 ({kind} 2)", PASSED)] == notes


@pytest.mark.parametrize("result", ["CHALLENGE", "SKIPPED", "UNKNOWN"])
def test_an_outcome_that_is_neither_is_counted_with_its_kind(result: str) -> None:
    records, notes = given(okta, put(okta, outcome__result=result))
    said = f"events of other kinds: 1 (user.session.start with result {result.lower()} 1)"
    assert ([], [("whole log", said, PASSED)]) == (records, notes)


@pytest.mark.parametrize(
    ("ip", "host", "via", "stated"),
    [
        ("192.0.2.9", "", (), "192.0.2.9:51234"),
        ("192.0.2.9", "", (), "::ffff:192.0.2.9"),
        ("192.0.2.9", "", (), "[::ffff:192.0.2.9]:443"),
        ("2001:db8::9", "", (), "[2001:DB8:0::9]:443"),
        ("192.0.2.9", "", ("10.0.0.1",), "192.0.2.9, 10.0.0.1"),
        ("", "ec2.amazonaws.com", (), "ec2.amazonaws.com"),
        ("", "", (), "-"),
        ("", "", (), None),
        ("", "300.1.1.1", (), "300.1.1.1"),
    ],
)
@pytest.mark.parametrize(
    ("reader", "path"),
    [(m365, "ClientIP"), (cloudtrail, "sourceIPAddress"), (okta, "client__ipAddress")],
    ids=["m365", "cloudtrail", "okta"],
)  # fmt: skip
def test_an_address_is_read_however_a_service_writes_it(
    reader: ModuleType, path: str, ip: str, host: str, via: tuple[str, ...], stated: object
) -> None:  # fmt: skip
    (record,), _ = given(reader, put(reader, **{path: stated}))
    assert (ip, host, via) == (record.ip, record.host, record.via)


@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        ("user.session.start names no account", {"actor": {}}),
        ("user.session.start names no account", {"actor": {"alternateId": "-"}}),
        ("user.session.start: it states no time", {"published": None}),
        ("user.session.start: it states no time", {"published": []}),
        ("user.session.start: `soon` is no time that can be read", {"published": "soon"}),
    ],
)
def test_an_event_that_lacks_what_is_needed_is_noted_with_its_kind(
    reason: str, facts: Event
) -> None:
    records, notes = given(okta, put(okta, **facts), put(okta))
    assert (1, [("line 1", reason, "the event was left out")]) == (len(records), notes)


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_an_event_on_several_files_is_one_act_for_each(count: int) -> None:
    assets = [{"display_name": f"/{n}"} for n in range(count)]
    event = put(dropbox, event_type={".tag": "file_download"}, assets=assets)
    paths = [f"/{n}" for n in range(count)] or [""]
    assert [f"download success {path}" for path in paths] == found(dropbox, event)
