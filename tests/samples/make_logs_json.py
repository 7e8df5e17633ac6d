"""Log samples that are JSON or CSV: invented people, documentation addresses."""

from __future__ import annotations

import json
from typing import Any

Events = list[dict[str, Any]]
AGENT = "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"


def lines(events: Events) -> str:
    """One object on each line."""
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)


def okta(kind: str, who: str, when: str, result: str, **more: Any) -> dict[str, Any]:
    """A Systemlog event."""
    return {
        "uuid": f"u-{when[11:19]}", "published": when, "eventType": kind, "version": "0",
        "actor": {"id": "00u1", "type": "User", "alternateId": who, "displayName": who},
        "client": {
            "ipAddress": "192.0.2.7", "userAgent": {"rawUserAgent": AGENT}, "device": "Computer",
            "geographicalContext": {"country": "Canada"},
        },
        "authenticationContext": {"externalSessionId": "s1"},
        "securityContext": {"asNumber": 64500, "isProxy": False},
        "outcome": {"result": result, "reason": more.pop("reason", None)},
        "request": {"ipChain": [{"ip": "192.0.2.7"}, {"ip": "198.51.100.1"}]}, **more,
    }  # fmt: skip


OKTA = [
    okta("user.session.start", "mina@example.org", "2024-03-01T08:00:00.123Z", "SUCCESS"),
    okta("user.session.start", "jun@example.org", "2024-03-01T08:05:00.000Z", "FAILURE",
         reason="INVALID_CREDENTIALS"),
    okta("user.authentication.sso", "mina@example.org", "2024-03-01T08:06:00.000Z", "SUCCESS",
         target=[{"type": "AppInstance", "displayName": "Kitsu"}]),
    okta("user.authentication.auth_via_mfa", "jun@example.org", "2024-03-01T08:07:00.000Z",
         "CHALLENGE"),
    okta("policy.rule.update", "admin@example.org", "2024-03-01T08:08:00.000Z", "SUCCESS"),
    okta("user.session.end", "mina@example.org", "2024-03-01T09:00:00.000Z", "SUCCESS"),
]  # fmt: skip

GOOGLE = {
    "kind": "admin#reports#activities",
    "items": [
        {
            "kind": "admin#reports#activity",
            "id": {"time": "2024-03-01T08:00:00.123Z", "uniqueQualifier": "1",
                   "applicationName": "login"},
            "actor": {"email": "mina@example.org", "profileId": "1"}, "ipAddress": "2001:db8::7",
            "events": [
                {"type": "login", "name": "login_failure", "parameters": [
                    {"name": "login_failure_type", "value": "login_failure_invalid_password"},
                    {"name": "login_challenge_method", "multiValue": ["password"]}]},
                {"type": "login", "name": "login_success", "parameters": [
                    {"name": "login_type", "value": "google_password"}]},
            ],
        },
        {
            "kind": "admin#reports#activity",
            "id": {"time": "2024-03-01T08:10:00Z", "uniqueQualifier": "2",
                   "applicationName": "drive"},
            "actor": {"email": "jun@example.org"}, "ipAddress": "192.0.2.8",
            "events": [{"type": "access", "name": "download", "parameters": [
                {"name": "doc_title", "value": 'E01 {cut} "12".mov'},
                {"name": "doc_id", "value": "d1"}]}],
        },
    ],
}  # fmt: skip
GOOGLE_FLAT = [
    {"id": {"applicationName": "gmail", "time": "2024-03-01T08:00:00Z"}, "name": "download",
     "actor": {"email": "mina@example.org"}, "type": "x"},
    {"id": {"applicationName": "login", "time": "2024-03-01 08:00:00.5"}, "name": "logout",
     "actor": {"email": "mina@example.org"}, "type": "login", "ipAddress": "192.0.2.7"},
]  # fmt: skip


def entra(who: str, when: str, code: int, category: str = "SignInLogs") -> dict[str, Any]:
    """An event of the diagnostic export."""
    return {
        "time": when, "resourceId": "/tenants/t/providers/Microsoft.aadiam", "category": category,
        "operationName": "Sign-in activity", "resultType": str(code),
        "callerIpAddress": "192.0.2.7",
        "properties": {
            "id": f"e-{when[11:19]}", "createdDateTime": when, "userPrincipalName": who,
            "ipAddress": "192.0.2.7", "appDisplayName": "Office 365", "userAgent": AGENT,
            "status": {"errorCode": code, "failureReason": "Other." if not code else "Bad secret"},
            "deviceDetail": {"deviceId": "dev-1"}, "autonomousSystemNumber": 64500,
            "location": {"countryOrRegion": "JP"},
        },
    }  # fmt: skip


ENTRA = [
    entra("mina@example.org", "2024-03-01T08:00:00.1234567Z", 0),
    entra("jun@example.org", "2024-03-01T08:01:00Z", 50126),
    entra("bot@example.org", "2024-03-01T08:02:00Z", 0, "NonInteractiveUserSignInLogs"),
    entra("admin@example.org", "2024-03-01T08:03:00Z", 0, "AuditLogs"),
]
ENTRA_GRAPH = {
    "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#auditLogs/signIns",
    "value": [
        {"id": "g1", "createdDateTime": "2024-03-01T08:00:00Z", "ipAddress": "203.0.113.9",
         "userPrincipalName": "lee@example.org", "appDisplayName": "Teams",
         "status": {"errorCode": 0}, "deviceDetail": {"deviceId": "dev-2"},
         "location": {"countryOrRegion": "KR"}},
    ],
}  # fmt: skip
ENTRA_CSV = """\
\ufeffDate (UTC),Request ID,User agent,User,Username,Application,IP address,Location,Status,Failure reason,Device ID
2024-03-01T08:00:00Z,r1,Firefox,Mina Park,mina@example.org,"Office, 365",192.0.2.7,"Seoul, KR",Success,,dev-1
2024-03-01T08:05:00Z,r2,Firefox,Jun,jun@example.org,Teams,192.0.2.8,,Failure,Bad secret,
"""

M365 = [
    {"CreationTime": "2024-03-01T08:00:00", "Id": "m1", "Operation": "UserLoggedIn",
     "RecordType": 15, "UserId": "mina@example.org", "ClientIP": "192.0.2.7:51234",
     "Workload": "AzureActiveDirectory",
     "ExtendedProperties": [{"Name": "UserAgent", "Value": AGENT}],
     "DeviceProperties": [{"Name": "SessionId", "Value": "s1"}]},
    {"CreationTime": "2024-03-01T08:01:00", "Id": "m2", "Operation": "UserLoginFailed",
     "RecordType": 15, "UserId": "jun@example.org", "ClientIP": "[2001:db8::9]:443",
     "LogonError": "InvalidUserNameOrPassword", "Workload": "AzureActiveDirectory"},
    {"CreationTime": "2024-03-01T08:02:00", "Id": "m3", "Operation": "FileDownloaded",
     "RecordType": 6, "UserId": "mina@example.org", "ClientIP": "::ffff:192.0.2.7",
     "Workload": "SharePoint", "ObjectId": "https://x.example/e01/cut012.tga", "FileSizeBytes": 99},
    {"CreationTime": "2024-03-01T08:03:00", "Id": "m4", "Operation": "Set-Mailbox",
     "RecordType": 1, "UserId": "mina@example.org", "Workload": "Exchange"},
]  # fmt: skip

CLOUDTRAIL = {
    "Records": [
        {"eventVersion": "1.08", "eventTime": "2024-03-01T08:00:00Z",
         "eventSource": "signin.amazonaws.com", "eventName": "ConsoleLogin",
         "userIdentity": {"type": "IAMUser", "userName": "mina"}, "sourceIPAddress": "192.0.2.7",
         "userAgent": AGENT, "responseElements": {"ConsoleLogin": "Success"},
         "additionalEventData": {"MFAUsed": "Yes"}, "eventID": "c1"},
        {"eventVersion": "1.08", "eventTime": "2024-03-01T08:01:00Z",
         "eventSource": "signin.amazonaws.com", "eventName": "ConsoleLogin",
         "userIdentity": {"type": "Root", "arn": "arn:aws:iam::123456789012:root"},
         "sourceIPAddress": "198.51.100.9", "responseElements": {"ConsoleLogin": "Failure"},
         "errorMessage": "Failed authentication", "eventID": "c2"},
        {"eventVersion": "1.08", "eventTime": "2024-03-01T08:02:00Z",
         "eventSource": "s3.amazonaws.com", "eventName": "GetObject",
         "userIdentity": {"type": "IAMUser", "userName": "jun", "accessKeyId": "AKIAEXAMPLE"},
         "sourceIPAddress": "192.0.2.8", "eventID": "c3",
         "requestParameters": {"bucketName": "dailies", "key": "e01/cut012.mov"},
         "additionalEventData": {"bytesTransferredIn": 0, "bytesTransferredOut": 4096}},
        {"eventVersion": "1.08", "eventTime": "2024-03-01T08:03:00Z",
         "eventSource": "s3.amazonaws.com", "eventName": "PutObject", "errorCode": "AccessDenied",
         "userIdentity": {"type": "AWSService", "invokedBy": "ec2.amazonaws.com"},
         "sourceIPAddress": "ec2.amazonaws.com", "eventID": "c4",
         "requestParameters": {"bucketName": "dailies", "key": "e01/x"}},
        {"eventVersion": "1.08", "eventTime": "2024-03-01T08:04:00Z",
         "eventSource": "ec2.amazonaws.com", "eventName": "DescribeInstances",
         "userIdentity": {"type": "IAMUser", "userName": "jun"}, "eventID": "c5"},
    ]
}  # fmt: skip

SLACK_AUDIT = {
    "entries": [
        {"id": "s1", "date_create": 1709280000, "action": "user_login",
         "actor": {"type": "user", "user": {"id": "W1", "name": "Mina", "email": "mina@example.org"}},
         "entity": {"type": "user"}, "context": {"ua": AGENT, "ip_address": "192.0.2.7",
                                                 "session_id": 7}},
        {"id": "s2", "date_create": 1709280060, "action": "file_downloaded",
         "actor": {"type": "user", "user": {"id": "W2", "name": "Jun"}},
         "entity": {"type": "file", "file": {"id": "F1", "name": "cut012.psd"}},
         "context": {"ua": AGENT, "ip_address": "192.0.2.8"}},
        {"id": "s3", "date_create": 1709280120, "action": "user_logout",
         "actor": {"type": "user", "user": {"id": "W1", "email": "mina@example.org"}},
         "entity": {"type": "user"}, "context": {"ip_address": "192.0.2.7"}},
        {"id": "s4", "date_create": 1709280180, "action": "app_installed",
         "actor": {"type": "user", "user": {"id": "W1"}}, "entity": {"type": "app"},
         "context": {"ip_address": "192.0.2.7"}},
    ],
    "response_metadata": {"next_cursor": ""},
}  # fmt: skip
SLACK_ACCESS = {
    "ok": True,
    "logins": [
        {"user_id": "U1", "username": "mina", "date_first": 1709280000, "date_last": 1709290000,
         "count": 8, "ip": "192.0.2.7", "user_agent": AGENT, "isp": "Example Net", "country": "CA",
         "region": "ON"},
        {"user_id": "U2", "username": "jun", "date_first": 1709280060, "date_last": 1709280060,
         "count": 1, "ip": "", "user_agent": "", "isp": None, "country": None, "region": None},
    ],
    "paging": {"count": 100, "total": 2, "page": 1, "pages": 1},
}  # fmt: skip

ZOOM = {
    "from": "2024-03-01", "to": "2024-03-02", "page_size": 30, "next_page_token": "",
    "activity_logs": [
        {"email": "mina@example.org", "time": "2024-03-01T08:00:00Z", "type": "Sign in",
         "ip_address": "192.0.2.7", "client_type": "mac", "version": "5.17.1"},
        {"email": "mina@example.org", "time": "2024-03-01T09:00:00Z", "type": "Sign out",
         "ip_address": "192.0.2.7", "client_type": "mac", "version": "5.17.1"},
    ],
}  # fmt: skip

BOX = {
    "chunk_size": 3, "next_stream_position": "9",
    "entries": [
        {"type": "event", "event_id": "b1", "event_type": "LOGIN", "ip_address": "192.0.2.7",
         "created_at": "2024-03-01T00:00:00-08:00", "session_id": None,
         "created_by": {"type": "user", "id": "1", "login": "mina@example.org"}},
        {"type": "event", "event_id": "b2", "event_type": "FAILED_LOGIN",
         "ip_address": "198.51.100.9", "created_at": "2024-03-01T00:01:00-08:00",
         "created_by": {"type": "user", "id": "2", "login": "jun@example.org"}},
        {"type": "event", "event_id": "b3", "event_type": "DOWNLOAD", "ip_address": "192.0.2.7",
         "created_at": "2024-03-01T00:02:00-08:00",
         "created_by": {"type": "user", "id": "1", "login": "mina@example.org"},
         "source": {"item_type": "file", "item_id": "77", "item_name": "cut012.tga",
                    "parent": {"name": "E01"}},
         "additional_details": {"size": 2048, "service_name": "Box Drive"}},
    ],
}  # fmt: skip

DROPBOX = {
    "events": [
        {"timestamp": "2024-03-01T08:00:00Z", "event_type": {".tag": "login_success"},
         "event_category": {".tag": "logins"}, "details": {".tag": "login_success_details"},
         "actor": {".tag": "user", "user": {".tag": "team_member", "email": "mina@example.org"}},
         "origin": {"geo_location": {"country": "CA", "ip_address": "192.0.2.7"},
                    "access_method": {".tag": "end_user", "end_user": {"session_id": "dbwsid:1"}}}},
        {"timestamp": "2024-03-01T08:01:00Z", "event_type": {".tag": "file_download"},
         "event_category": {".tag": "file_operations"}, "details": {".tag": "x"},
         "actor": {".tag": "user", "user": {".tag": "team_member", "email": "jun@example.org"}},
         "origin": {"geo_location": {"ip_address": "192.0.2.8"}},
         "assets": [{".tag": "file", "file_id": "id:1", "path": {"contextual": "/e01/a.tga"}},
                    {".tag": "file", "file_id": "id:2", "path": {"contextual": "/e01/b.tga"}}]},
    ],
    "cursor": "x", "has_more": False,
}  # fmt: skip

ONELOGIN = {
    "status": {"error": False, "code": 200},
    "data": [
        {"id": 1, "created_at": "2024-03-01T08:00:00.000Z", "event_type_id": 5,
         "user_name": "Mina Park", "user_id": 7, "ipaddr": "192.0.2.7"},
        {"id": 2, "created_at": "2024-03-01T08:01:00.000Z", "event_type_id": 6,
         "user_name": "Jun", "ipaddr": "198.51.100.9", "error_description": "Bad password"},
        {"id": 3, "created_at": "2024-03-01T08:02:00.000Z", "event_type_id": 8,
         "user_name": "Mina Park", "ipaddr": "192.0.2.7", "app_name": "Kitsu"},
        {"id": 4, "created_at": "2024-03-01T08:03:00.000Z", "event_type_id": 13,
         "user_name": "Lee"},
        {"id": 5, "created_at": "2024-03-01T09:00:00.000Z", "event_type_id": 7,
         "user_name": "Mina Park", "ipaddr": "192.0.2.7"},
    ],
}  # fmt: skip


def duo(who: str, when: int, result: str, reason: str) -> dict[str, Any]:
    """An authentication of Duo's second form."""
    return {
        "access_device": {"ip": "192.0.2.7", "browser": "Firefox", "browser_version": "128",
                          "os": "Linux", "epkey": "EP1", "location": {"country": "Canada"}},
        "auth_device": {"ip": "203.0.113.77", "name": "555-010-0199", "key": "DPHONE1"},
        "application": {"key": "DI1", "name": "VPN"}, "event_type": "authentication",
        "factor": "duo_push", "reason": reason, "result": result, "timestamp": when,
        "txid": f"t{when}", "user": {"key": "DU1", "name": who},
    }  # fmt: skip


DUO = {
    "stat": "OK",
    "response": {
        "authlogs": [
            duo("mina", 1709280000, "success", "user_approved"),
            duo("jun", 1709280060, "denied", "no_response"),
            duo("lee", 1709280120, "fraud", "user_marked_fraud"),
        ],
        "metadata": {"next_offset": None, "total_objects": 3},
    },
}
DUO_ADMIN = [
    {"action": "admin_login", "description": '{"ip_address": "192.0.2.7", "factor": "sms", '
     '"device": "555-010-0199"}', "isotimestamp": "2024-03-01T08:00:00+00:00", "object": None,
     "timestamp": 1709280000, "username": "Mina Park"},
    {"action": "admin_login_error", "description": '{"ip_address": "198.51.100.9", "error": "no"}',
     "isotimestamp": "2024-03-01T08:01:00+00:00", "object": None, "timestamp": 1709280060,
     "username": "Jun"},
    {"action": "user_update", "description": "{}", "isotimestamp": "2024-03-01T08:02:00+00:00",
     "object": "lee", "timestamp": 1709280120, "username": "Mina Park"},
]  # fmt: skip

GITHUB = [
    {"@timestamp": 1709280000123, "action": "user.login", "actor": "mina", "actor_ip": "192.0.2.7",
     "user_agent": AGENT, "_document_id": "h1", "actor_location": {"country_code": "CA"}},
    {"@timestamp": 1709280060000, "action": "git.clone", "actor": "jun", "actor_ip": "192.0.2.8",
     "repository": "example/rigs", "org": "example", "_document_id": "h2"},
    {"@timestamp": 1709280120000, "action": "team.add_member", "actor": "mina",
     "_document_id": "h3"},
]  # fmt: skip

KITSU = [
    {"id": "k2", "created_at": "2024-03-01T08:05:00", "ip_address": "10.0.0.2",
     "person_id": "p-jun", "origin": "script"},
    {"id": "k1", "created_at": "2024-03-01T08:00:00", "ip_address": "192.0.2.7, 10.0.0.2",
     "person_id": "p-mina", "origin": "web"},
]  # fmt: skip
KITSU_CSV = """\
id,created_at,ip_address,person_id,origin
k1,2024-03-01T08:00:00,192.0.2.7,p-mina,web
k2,2024-03-01T08:05:00,,p-jun,script
"""
KITSU_EVENTS = [
    {"id": "v1", "created_at": "2024-03-01T08:00:00", "name": "preview-file:add-file",
     "user_id": "p-mina", "project_id": "prod", "data": {"preview_file_id": "pv1"}},
    {"id": "v2", "created_at": "2024-03-01T08:01:00", "name": "task:update",
     "user_id": "p-mina", "project_id": "prod", "data": {"task_id": "t1"}},
]  # fmt: skip

FLOW_CSV = '''\
Id,Event Type,Description,Project,User,Date Created,Entity,Session UUID
9,Shotgun_User_Login,Mina Park logged in,,Mina Park,2024-03-01 08:00:00 UTC,,su-1
10,CRS_Version_Media_Download,"Jun downloaded, ""e01""",Starling,Jun,2024-03-01 08:01:00 -0800,e01_012_v003,su-2
11,Shotgun_Task_Change,changed,Starling,Jun,2024-03-01 08:02:00 UTC,layout,su-2
12,Shotgun_User_FailedLogin,no,,Lee,2024-03-01 08:03:00 UTC,,
13,Shotgun_User_Logout,Mina Park logged out,,Mina Park,2024-03-01 09:00:00 UTC,,su-1
'''
FLOW_JSON = {
    "data": [
        {"type": "EventLogEntry", "id": 1, "attributes": {
            "event_type": "Shotgun_User_Login", "created_at": "2024-03-01T08:00:00Z",
            "meta": {"remote_ip": "192.0.2.7"}, "session_uuid": "su-1"},
         "relationships": {"user": {"data": {"id": 5, "name": "Mina Park", "type": "HumanUser"}}}},
    ],
    "links": {"self": "/api/v1/entity/event_log_entries"},
}  # fmt: skip

FRAMEIO = [
    {"_type": "audit", "account_id": "a", "action": "AssetDownloaded", "actor_id": "fu-1",
     "actor": {"_type": "user", "id": "fu-1", "email": "mina@example.org"}, "id": "f1",
     "inserted_at": "2024-03-01T08:00:00.123456Z", "item_id": "as-1", "item_type": "asset",
     "resource": {"name": "cut012.mov"}, "team_id": "t1"},
    {"_type": "audit", "account_id": "a", "action": "TeamMemberAdded", "actor_id": "fu-1",
     "id": "f2", "inserted_at": "2024-03-01T08:01:00Z", "item_id": "x", "item_type": "team"},
]  # fmt: skip


def nextcloud(who: str, message: str, when: str = "2024-03-01T08:00:00+00:00") -> dict[str, Any]:
    """A line of the audit log."""
    return {
        "reqId": "r1", "level": 1, "time": when, "remoteAddr": "192.0.2.7", "user": who,
        "app": "admin_audit", "method": "GET", "url": "/", "message": message, "userAgent": AGENT,
        "version": "28.0.1.1",
    }  # fmt: skip


NEXTCLOUD = [
    nextcloud("--", 'Login attempt: "mina"'),
    nextcloud("mina", 'Login successful: "mina"'),
    nextcloud("--", 'Login failed: x" (Remote IP: 203.0.113.1)', "March 01, 2024 08:01:00"),
    nextcloud("mina", 'File with id "12" accessed: "/e01/cut "12".tga"'),
    nextcloud("mina", 'File created: "/e01/new.psd"'),
    nextcloud("mina", "Logout occurred", "2024-03-01T18:00:00+09:00"),
]

OCSF = [
    {"class_uid": 3002, "activity_id": 1, "time": 1709280000123, "status_id": 1,
     "user": {"name": "STUDIO\\mina"}, "src_endpoint": {"ip": "192.0.2.7"},
     "device": {"hostname": "WS1"}, "metadata": {"uid": "o1", "log_name": "Security"},
     "logon_type_id": 10, "session": {"uid": "0x3e7"}},
    {"class_uid": 3002, "activity_id": 1, "time": 1709280060000, "status_id": 2,
     "user": {"name": "jun"}, "src_endpoint": {"ip": "198.51.100.9"}, "status_detail": "0xC000006A"},
    {"class_uid": 3002, "activity_id": 2, "time": 1709280120000, "user": {"name": "STUDIO\\mina"},
     "session": {"uid": "0x3e7"}},
    {"class_uid": 3003, "activity_id": 1, "time": 1709280180000, "user": {"name": "lee"},
     "status_id": 1, "session": {"uid": "s9"}},
    {"class_uid": 6006, "activity_id": 2, "time": 1709280240000, "actor": {"user": {"name": "jun"}},
     "src_endpoint": {"ip": "192.0.2.8"}, "file": {"name": "a.tga", "path": "/e01/a.tga", "size": 9}},
    {"class_uid": 4008, "activity_id": 1, "time": 1709280300000, "actor": {"user": {"name": "jun"}},
     "src_endpoint": {"ip": "192.0.2.8"}, "file": {"name": "b.tga"}},
    {"class_uid": 4002, "activity_id": 3, "time": 1709280360000, "actor": {"user": {"name": "jun"}},
     "src_endpoint": {"ip": "192.0.2.8"}, "http_request": {"url": {"path": "/e01/c.tga"}}},
    {"class_uid": 4007, "activity_id": 1, "time": 1709280420000, "actor": {"user": {"name": "kim"}},
     "src_endpoint": {"ip": "2001:db8::5"}},
    {"class_uid": 4005, "activity_id": 7, "time": 1709280480000, "actor": {"user": {"name": "kim"}},
     "src_endpoint": {"ip": "2001:db8::5"}},
    {"class_uid": 1001, "activity_id": 1, "time": 1709280540000, "actor": {"user": {"name": "kim"}}},
]  # fmt: skip

MAPPED_CSV = """\
Wann;Wer;Adresse;Was;Datei;Bytes;Ergebnis
2024-03-01 09:00:00;mina;192.0.2.7;login;;;ok
2024-03-01 09:01:00;"jun; x";192.0.2.8:4711;Download;/e01/a.tga;77;ok
2024-03-01 09:02:00;lee;;logout;;;
2024-03-01 09:03:00;lee;;coffee;;;
"""

SAMPLES: dict[str, dict[str, str]] = {
    "okta": {"system.jsonl": lines(OKTA), "system.json": json.dumps(OKTA, indent=1)},
    "google_workspace": {"page.json": json.dumps(GOOGLE, indent=2),
                         "flat.jsonl": lines(GOOGLE_FLAT)},
    "entra": {"diagnostic.jsonl": lines(ENTRA), "graph.json": json.dumps(ENTRA_GRAPH),
              "portal.csv": ENTRA_CSV},
    "m365": {"audit.json": json.dumps(M365), "purview.csv": "CreationDate,UserIds,Operations,"
             "AuditData\n2024-03-01T08:02:00,mina@example.org,FileDownloaded,"
              '"' + json.dumps(M365[2]).replace('"', '""') + '"\n'},
    "cloudtrail": {"records.json": json.dumps(CLOUDTRAIL), "lookup.json": json.dumps({"Events": [
        {"EventId": "c1", "EventName": "ConsoleLogin", "EventSource": "signin.amazonaws.com",
         "CloudTrailEvent": json.dumps(CLOUDTRAIL["Records"][0])}]})},
    "slack_audit": {"audit.json": json.dumps(SLACK_AUDIT)},
    "slack_access": {"access.json": json.dumps(SLACK_ACCESS)},
    "zoom": {"activities.json": json.dumps(ZOOM)},
    "box": {"events.json": json.dumps(BOX)},
    "dropbox": {"team.json": json.dumps(DROPBOX)},
    "onelogin": {"events.json": json.dumps(ONELOGIN)},
    "duo": {"authlogs.json": json.dumps(DUO)},
    "duo_admin": {"admin.jsonl": lines(DUO_ADMIN)},
    "github_audit": {"audit.jsonl": lines(GITHUB)},
    "kitsu_logins": {"logins.json": json.dumps(KITSU), "logins.csv": KITSU_CSV},
    "kitsu_events": {"events.json": json.dumps(KITSU_EVENTS)},
    "flow_events": {"event_log.csv": FLOW_CSV, "rest.json": json.dumps(FLOW_JSON)},
    "frameio": {"audit.json": json.dumps(FRAMEIO)},
    "nextcloud": {"audit.log": lines(NEXTCLOUD)},
    "ocsf": {"events.jsonl": lines(OCSF)},
    "mapped": {"zugriffe.csv": MAPPED_CSV},
}  # fmt: skip
