"""Fixtures shared by all tests."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test fails for the time that a busy machine takes; performance is of benchmarks/.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

NEEDS_OPENCV = [
    "papers/test_*.py",
    "frames/test_*.py",
    "cases/test_frames*.py",
    "cases/test_paper*.py",
    "doors/test_frames.py",
    "doors/test_worker_read.py",
]


def _opencv_fault() -> str:
    """Why OpenCV cannot be loaded, for example for lack of libGL; empty if it can."""
    try:
        importlib.import_module("cv2")
    except ImportError as error:
        return str(error)
    return ""


OPENCV_FAULT = _opencv_fault()
collect_ignore_glob = NEEDS_OPENCV if OPENCV_FAULT else []


def pytest_report_header() -> str:
    """Say what is left out on this machine, and what would bring it in."""
    if not OPENCV_FAULT:
        return "OpenCV loads: tests of pictures run"
    remedy = "on Debian: apt-get install libgl1 libglib2.0-0"
    return f"skipped: {', '.join(NEEDS_OPENCV)} (OpenCV cannot be loaded: {OPENCV_FAULT}; {remedy})"


SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real data beside the checkout; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the real data folder is not beside this checkout")
    return SHARED
