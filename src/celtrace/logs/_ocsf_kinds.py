"""What OCSF's classes and activities are to us, both ways (https://schema.ocsf.io/classes)."""

from __future__ import annotations

from celtrace.logs._events import END, REFUSED, SIGN_IN, Does, does_file
from celtrace.logs._json import Event

FILE_HOSTING = {
    "upload": 1, "download": 2, "edit": 3, "delete": 4, "copy": 6, "move": 7, "view": 9,
    "share": 12, "list": 99,
}  # fmt: skip
"""Activities of class 6006."""

KINDS: dict[str, Does] = {
    "3002:1": SIGN_IN, "3002:2": END, "3002:credentialchallenge": SIGN_IN,
    "3002:userauthentication": SIGN_IN,
    "3003:1": SIGN_IN, "3003:2": SIGN_IN,
    "4005:4": SIGN_IN, "4005:7": END, "4005:8": SIGN_IN,
    "4007:1": SIGN_IN, "4007:2": END, "4007:3": END, "4007:4": REFUSED, "4007:5": REFUSED,
    **{f"6006:{number}": does_file(act) for act, number in FILE_HOSTING.items() if number != 99},  # noqa: PLR2004
    "6006:5": does_file("move"), "6006:14": does_file("view"), "6006:15": does_file("download"),
    "6006:99": does_file("list"),
    "4008:1": does_file("upload"), "4008:2": does_file("download"), "4008:4": does_file("delete"),
    "4008:5": does_file("move"), "4008:6": does_file("list"),
    "4002:2": does_file("delete"), "4002:3": does_file("download"), "4002:6": does_file("upload"),
    "4002:7": does_file("upload"),
}  # fmt: skip


def kind_of(event: Event) -> str:
    """`class:activity`; of an Other activity (99) its name, which the source gave."""
    activity = event.get("activity_id")
    named = str(event.get("activity_name", "")).lower()
    if activity == 99 and f"{event.get('class_uid')}:{named}" in KINDS:  # noqa: PLR2004
        return f"{event.get('class_uid')}:{named}"
    return f"{event.get('class_uid')}:{activity}"
