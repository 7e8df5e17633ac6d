"""Trained nets: loaded by the digest of their weights, on as many threads as are asked for."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import pytest

from celtrace import trained
from celtrace.errors import EvidenceChanged

pytest.importorskip("onnxruntime")


@pytest.mark.parametrize("where", ["frames/strokes.onnx", "notes/hangul.onnx"])
def test_weights_are_loaded_by_their_digest_alone(where: str) -> None:
    weights = files("celtrace").joinpath(where).read_bytes()
    sha256 = hashlib.sha256(weights).hexdigest()
    assert ["lines"] == [one.name for one in trained.own(weights, where, sha256).get_inputs()]
    with pytest.raises(EvidenceChanged, match=where):
        trained.own(weights + b"\0", where, sha256)


@pytest.mark.parametrize("threads", [1, 2])
def test_a_session_has_the_threads_it_was_given(threads: int) -> None:
    weights = files("celtrace").joinpath("frames/strokes.onnx").read_bytes()
    how = trained.session(weights, threads).get_session_options()
    assert threads == how.intra_op_num_threads == how.inter_op_num_threads
