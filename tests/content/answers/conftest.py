"""A server that writes answers, and two cards to write them from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from content.answers.model import Asked, AskedCard
from content.policy.model import Endpoint
from tests.content.answers.server import Model, serving
from tests.loopback import without_proxies


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    without_proxies(monkeypatch)


@pytest.fixture
def model() -> Iterator[Model]:
    with serving() as made:
        yield made


@pytest.fixture
def endpoint(model: Model) -> Endpoint:
    return Endpoint(f"{model.address}/v1", "small-8b", timeout=20)


@pytest.fixture
def asked() -> Asked:
    undo = AskedCard("desk/undo", "Undo a payment", "Open the run.\nPress “Recall” before 16:00, not later.")
    return Asked("How do I undo a payment?", (undo, AskedCard("desk/terms", "Payment terms", "Thirty days.")))
