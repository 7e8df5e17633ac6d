"""The drawn shows and their index, as the tests of frames make them."""

from __future__ import annotations

from frames.conftest import index, scene, shows

__all__ = ["index", "scene", "shows"]
