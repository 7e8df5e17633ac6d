"""What people outside read, by language; one YAML file a screen."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

ENGLISH = "en"


@cache
def texts(screen: str) -> dict[str, dict[str, str]]:
    """Language to key to sentence."""
    text = files(__package__).joinpath(f"{screen}.yaml").read_text("utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return found


def chosen(screen: str, wanted: str, accepts: str) -> str:
    """The language asked for, else the first that a browser accepts, else English.

    `accepts` is the header Accept-Language (RFC 9110, section 12.5.4).
    """
    known = texts(screen)
    if wanted in known:
        return wanted
    for part in accepts.split(","):
        tag = part.split(";")[0].strip().lower().split("-")[0]
        if tag in known:
            return tag
    return ENGLISH
