"""How this program starts another process of itself, installed, from a folder of sources, or frozen.

Python would look for modules in the current folder first, where anybody's files may be: -P keeps it from
that. Not for other programs.
"""

from __future__ import annotations

import sys
from pathlib import Path

# Where this very program is comes last, so that nothing there takes the place of a library.
_BEGIN = "import sys; sys.path.append({!a}); from overlay.cli.main import main; sys.exit(main())"


def own_command(*arguments: str) -> list[str]:
    """The command line of `sidecue` with these arguments."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-c", _BEGIN.format(str(Path(__file__).absolute().parents[1])), *arguments]
