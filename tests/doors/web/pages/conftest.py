"""The same room as the screens have."""

from doors.web.conftest import _cheap, fresh, people, reviewed

__all__ = ["_cheap", "fresh", "people", "reviewed"]
