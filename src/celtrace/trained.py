"""Trained nets on the processor (onnxruntime, which only some extras bring)."""

from __future__ import annotations

import hashlib
from importlib import import_module
from typing import Any

from celtrace.errors import EvidenceChanged


def session(model: bytes, threads: int = 1) -> Any:  # noqa: ANN401 - onnxruntime's own class
    """A session of a model in ONNX; errors alone are logged."""
    runtime: Any = import_module("onnxruntime")
    how = runtime.SessionOptions()
    how.intra_op_num_threads = how.inter_op_num_threads = threads
    how.log_severity_level = 3
    return runtime.InferenceSession(model, how, providers=["CPUExecutionProvider"])


def own(model: bytes, name: str, sha256: str, threads: int = 1) -> Any:  # noqa: ANN401 - as above
    """The same of weights of our own; EvidenceChanged where they are not those measured."""
    if hashlib.sha256(model).hexdigest() != sha256:
        raise EvidenceChanged(f"{name} is not what was trained.", "Install Celtrace again.")
    return session(model, threads)
