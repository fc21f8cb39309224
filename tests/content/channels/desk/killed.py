"""Updates a desk again and again, killed at another step of its writing each time. A process of its own.

Each update is a fork that ends itself by SIGKILL at the n-th thing it does to a file of the profile. What is
left behind must show a whole good bundle, and the next update must bring the new one.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from content.channels.desk.desk import Desk
from content.channels.desk.transports import Transports
from tests.content.channels.desk.publisher import Publisher
from tests.content.channels.desk.siege import versions

_WRITES = frozenset(["os.rename", "os.remove", "os.mkdir", "os.symlink", "os.truncate", "os.rmdir"])
_MOST = 500


def main(folder: Path) -> None:
    """Print how many steps an update has, after trying all of them."""
    publisher = Publisher(folder / "channel")
    publisher.release("1.0")
    publisher.publish()
    desk_of(folder / "before").subscribe(publisher.invited())
    desk_of(folder / "before").update()
    publisher.release("1.1")
    publisher.release("2.0", bundle="other")
    publisher.publish()
    for step in range(1, _MOST):
        profile = folder / f"step-{step}"
        shutil.copytree(folder / "before", profile, symlinks=True)
        if not killed(profile, step):
            sys.stdout.write(str(step - 1))
            return
        left = versions(desk_of(profile))
        if left.get("desk") not in ("1.0", "1.1") or desk_of(profile).active().problems:
            sys.exit(f"killed at step {step} it shows {left}")
        [report] = desk_of(profile).update()
        if not report.fine or versions(desk_of(profile)) != {"desk": "1.1", "other": "2.0"}:
            sys.exit(f"killed at step {step} it does not recover: {report}")
        shutil.rmtree(profile)
    sys.exit(f"an update has more than {_MOST} steps")


def desk_of(profile: Path) -> Desk:
    """The desk that keeps its channels in ``profile``."""
    return Desk(profile, Transports(), lambda: datetime.now(UTC))


def killed(profile: Path, step: int) -> bool:
    """Update in a process that dies at its ``step``-th write; whether it came that far."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    left = step

    def look(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        is_ours = any(str(profile) in str(one) for one in arguments)
        if is_ours and (event in _WRITES or writes(event, arguments)):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)
    desk_of(profile).update()
    os._exit(0)


def writes(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether a file is opened to be written."""
    if event != "open":
        return False
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
