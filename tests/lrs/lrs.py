"""A real Learning Record Store, ralph-malph, on loopback; and its models as a judge. No stand-in of ours."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.policy.model import RecordStore

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-lrs" / "bin" / "python"
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # whatever the environment names
_PATIENCE = 40.0  # seconds for it to answer; it takes two

# Its folder backend refuses every request after the first unless it is told to append (5.1.0).
_SERVE = """
import json, os, sys
import bcrypt

folder, port = sys.argv[1], int(sys.argv[2])
agent = {"account": {"homePage": "https://example.org", "name": "desk"}}
hashed = bcrypt.hashpw(b"secret", bcrypt.gensalt(4)).decode()
with open(os.path.join(folder, "auth.json"), "w") as stream:
    json.dump([{"username": "desk", "hash": hashed, "scopes": ["all"], "agent": agent}], stream)
os.environ["RALPH_RUNSERVER_BACKEND"] = "fs"
os.environ["RALPH_APP_DIR"] = folder
os.environ["RALPH_AUTH_FILE"] = os.path.join(folder, "auth.json")
os.environ["RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH"] = os.path.join(folder, "statements")

from ralph.backends.data.base import BaseOperationType
from ralph.backends.data.fs import FSDataBackend

FSDataBackend.default_operation_type = BaseOperationType.APPEND

import uvicorn
from ralph.api import app

uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")
"""

# Stricter than the server itself, which takes a duration of "42s": all fields are judged, none is unknown.
_JUDGE = """
import sys
from ralph.models.xapi.base.statements import BaseXapiStatement

for line in sys.stdin:
    try:
        BaseXapiStatement.model_validate_json(line)
    except ValueError as error:
        print("refused", str(error).replace("\\n", " "))
    else:
        print("fine")
"""


@dataclass
class Lrs:
    """One that runs; ``key`` is a file with what lets us in."""

    address: str
    key: Path

    @property
    def record_store(self) -> RecordStore:
        """As a policy names it."""
        return RecordStore(f"{self.address}/xAPI", str(self.key), timeout=20)

    def statements(self) -> list[dict[str, Any]]:
        """All that it has, the oldest first."""
        found, more = [], "/xAPI/statements?ascending=true&limit=100"
        while more:
            answer = json.loads(self._get(more))
            found += answer["statements"]
            more = answer.get("more") or ""
        return found

    def _get(self, path: str) -> bytes:
        headers = {"Authorization": "Basic ZGVzazpzZWNyZXQ=", "X-Experience-API-Version": "1.0.3"}
        with _DIRECT.open(urllib.request.Request(self.address + path, headers=headers)) as answer:
            return bytes(answer.read())


@contextmanager
def running(folder: Path, port: int = 0) -> Iterator[Lrs]:
    """An LRS that keeps its statements in ``folder`` and runs while the block does."""
    ensure_installed()
    (folder / "statements").mkdir(parents=True, exist_ok=True)
    key = folder / "lrs.key"
    key.write_text("desk:secret\n")
    port = port or free_port()
    log = folder / "lrs.log"
    with log.open("ab") as stream:
        process = subprocess.Popen(
            [PYTHON, "-c", _SERVE, str(folder), str(port)], stdout=stream, stderr=stream, cwd=folder
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/__heartbeat__", process, log)
        yield Lrs(f"http://127.0.0.1:{port}", key)
    finally:
        process.kill()
        process.wait()


def judged(statements: list[str]) -> list[str]:
    """What the LRS's models say of each statement: "fine", or "refused" and why."""
    ensure_installed()
    done = subprocess.run(
        [PYTHON, "-c", _JUDGE],
        input="\n".join(statements) + "\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.splitlines()


def ensure_installed() -> None:
    """Make its environment, as `make test-unit` does before; with several workers, one of them does it."""
    import fcntl

    with (ROOT / ".venv-lrs.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(["packaging/environment.sh", "lrs"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        try:
            with _DIRECT.open(address, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise AssertionError(f"the LRS does not answer:\n{log.read_text(errors='replace')}")
