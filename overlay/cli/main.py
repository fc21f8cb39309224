"""Where the `sidecue` command begins and ends. Not for what can be asked of it: see verbs.py.

Whoever presses a key of the desktop for `sidecue palette` waits for all that is imported on the way.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from overlay.cli.exits import PROBLEMS


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status: 0 fine, 1 problems found, 2 wrong use."""
    _speak_utf8()
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _palette(words)
        if status is None:
            from overlay.cli.verbs import answer

            status = answer(words)
        print(end="", flush=True)  # what nobody reads any more must show here, not while Python ends
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        from overlay.cli.refusals import of_system

        print(f"sidecue: {of_system(error)}", file=sys.stderr)
        return PROBLEMS
    return status


def _palette(words: Sequence[str]) -> int | None:
    """The answer to ``[--profile DIR] palette [TEXT]``; None for all else, which takes building parsers."""
    folder = words[1] if words[:1] == ["--profile"] and len(words) > 1 else None
    if folder == "":
        return None  # which a path would take for the current folder
    verb, *text = words[0 if folder is None else 2 :] or [""]
    if verb != "palette" or len(text) > 1 or any(word.startswith("-") for word in text):
        return None
    from pathlib import Path

    profile = None if folder is None else Path(folder)
    if profile is not None and not profile.is_dir():
        return None  # refused, or to be made, with the words for that
    from overlay.cli.running import tell

    return tell(profile, {"verb": "palette", "text": "".join(text)})


def _speak_utf8() -> None:
    """Pipes carry UTF-8 on every system, and no byte from outside can end a command."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors=errors)


if __name__ == "__main__":
    sys.exit(main())
