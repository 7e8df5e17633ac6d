"""The drawn shows and their index, as the tests of frames make them."""

from __future__ import annotations

from contextlib import suppress

with suppress(ImportError):
    from frames.indexed import index, scene, shows

__all__ = ["index", "scene", "shows"]
