"""A real HTTP server on loopback that speaks as OpenAI's does, keeps every byte, and can misbehave."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from tests.loopback import Answering, listening


def reply_of(content: object) -> bytes:
    """What a server sends whose model wrote ``content``."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return json.dumps({"id": "1", "object": "chat.completion", "choices": [choice], "usage": {}}).encode()


@dataclass
class Model:
    """What is answered, and what was asked: ``received`` holds every byte that came in."""

    answer: Callable[[Handler], None]
    address: str = ""
    received: bytearray = field(default_factory=bytearray)
    asked: list[str] = field(default_factory=list)
    requests: list[dict[str, str]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)

    def says(self, content: object) -> None:
        """From now on the model writes this."""
        self.answer = lambda handler: handler.say(200, reply_of(content))

    def sends(self, body: bytes, status: int = 200, **headers: str) -> None:
        """From now on the server answers so."""
        self.answer = lambda handler: handler.say(status, body, **headers)


class Recording:
    """A connection's input that keeps what is read from it."""

    def __init__(self, source: BinaryIO, kept: bytearray) -> None:
        self._source, self._kept = source, kept

    def readline(self, size: int = -1) -> bytes:
        return self._keep(self._source.readline(size))

    def read(self, size: int = -1) -> bytes:
        return self._keep(self._source.read(size))

    def close(self) -> None:
        self._source.close()

    @property
    def closed(self) -> bool:
        return self._source.closed

    def _keep(self, data: bytes) -> bytes:
        self._kept += data
        return data


class Handler(Answering):
    """Reads one question and leaves the answer to its model."""

    model: Model

    def setup(self) -> None:
        super().setup()
        self.rfile = cast("Any", Recording(cast("BinaryIO", self.rfile), self.model.received))

    def do_POST(self) -> None:
        self.model.asked.append(self.path)
        self.model.requests.append({name.lower(): value for name, value in self.headers.items()})
        self.model.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.model.answer(self)


@contextmanager
def serving(content: object = "NO_ANSWER") -> Iterator[Model]:
    """A model that writes ``content`` while the block runs."""
    model = Model(lambda _handler: None)
    model.says(content)
    with listening(Handler, model=model) as model.address:
        yield model
