"""The machine's policy file: where it lies, whether it may be trusted, what it decides. No Qt.

Reading it takes parsers, 4 MB that nothing else needs while the app is idle: the app has it read by a process
of its own (``ApartPolicy``). On a desk without a policy nothing of all this is loaded or started.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from content.policy.model import NO_POLICY, Endpoint, Policy, PolicyChannel, RecordStore
from content.problems import Problem, Severity

_TRIAL = "SIDECUE_POLICY"  # names one where the machine has none
_PATIENCE = 10.0  # seconds; it takes a tenth of one


def find_policy() -> tuple[Path, bool] | None:
    """The policy file of this desk, and whether it is the machine's own; None on a desk without one."""
    own = _place()
    if os.path.lexists(own):
        return own, True
    trial = os.environ.get(_TRIAL, "")
    return (Path(trial).absolute(), False) if trial else None


def load_policy() -> Policy:
    """What this desk's policy file decides. Raises nothing: what is wrong is among its problems."""
    found = find_policy()
    if found is None:
        return NO_POLICY
    # Only a desk with a policy pays for the parsers.
    from content.policy.reader import read_policy
    from overlay.settings.policy import check

    file, of_machine = found
    if of_machine and (fault := _fault(file)):
        remedy = "give it, and the folders around it, to root, writable for nobody else"
        message = f"is not used, because {fault}"
        return Policy(str(file), problems=(Problem(str(file), 0, "", message, remedy, name="unsafe-policy"),))
    return read_policy(file, check)


class ApartPolicy:
    """``load_policy`` in a process that runs ``command`` (which prints ``tell_policy``), begun at once."""

    def __init__(self, command: Sequence[str]) -> None:
        self._file = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._fault = ""
        if found := find_policy():
            self._file = str(found[0])
            try:
                self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
            except OSError as error:
                self._fault = f"its reader cannot be started: {error.strerror or error}"

    def wait(self) -> Policy:
        """What the policy decides, when the process has read it. Raises nothing."""
        if self._process is not None:
            try:
                said, _ = self._process.communicate(timeout=_PATIENCE)
                return _from_json(said)
            except subprocess.TimeoutExpired:
                self._fault = f"it was not read within {_PATIENCE:g} seconds"
            except (ValueError, KeyError, TypeError):
                self._fault = f"its reader ended with status {self._process.returncode}"
            finally:
                self.close()
        if not self._file:
            return NO_POLICY
        message, remedy = f"is not used, because {self._fault}", "start Sidecue again"
        return Policy(self._file, problems=(Problem(self._file, 0, "", message, remedy, name="unreadable"),))

    def close(self) -> None:
        """End the process if it still runs; may be called twice."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def tell_policy() -> str:
    """This desk's policy, for ``ApartPolicy``."""
    policy = load_policy()
    return json.dumps(
        {
            "file": policy.file,
            "settings": dict(policy.settings),
            "channels": [asdict(channel) for channel in policy.channels],
            "problems": [asdict(problem) for problem in policy.problems],
            "answers": asdict(policy.answers) if policy.answers else None,
            "xapi": asdict(policy.xapi) if policy.xapi else None,
        }
    )


def _from_json(said: bytes) -> Policy:
    data = json.loads(said)
    return Policy(
        data["file"],
        data["settings"],
        tuple(PolicyChannel(**channel) for channel in data["channels"]),
        tuple(Problem(**{**found, "severity": Severity(found["severity"])}) for found in data["problems"]),
        Endpoint(**data["answers"]) if data["answers"] else None,
        RecordStore(**data["xapi"]) if data["xapi"] else None,
    )


if sys.platform == "win32":

    def _place() -> Path:
        return Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / "Sidecue" / "policy.yaml"

    def _fault(_file: Path) -> str:
        return ""  # rights are the folder's, as docs/policy.md tells administrators to set them
else:

    def _place() -> Path:
        elsewhere = {"darwin": "/Library/Application Support/Sidecue/policy.yaml"}
        return Path(elsewhere.get(sys.platform, "/etc/sidecue/policy.yaml"))

    def _fault(file: Path) -> str:
        from content.policy.trust import Rights, fault

        way = []
        try:
            real = file.resolve(strict=True)
            for path in (real, *real.parents):
                status = path.stat()
                way.append(Rights(str(path), status.st_uid, status.st_gid, status.st_mode))
        except (OSError, RuntimeError) as error:
            return f"it cannot be reached ({getattr(error, 'strerror', None) or error})"
        return fault(way)
