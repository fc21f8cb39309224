"""`sidecue channel tidy`: removes files that no desk needs any more."""

from __future__ import annotations

import argparse

from content.channels.publish.folder import owned
from content.channels.publish.reading import open_repository
from content.channels.publish.tidying import superfluous
from overlay.cli.channel.signing import yes
from overlay.cli.counted import counted
from overlay.cli.exits import FINE


def tidy(arguments: argparse.Namespace) -> int:
    """Needs no keys: nothing that counts is changed."""
    with owned(arguments.folder):
        files = [arguments.folder / path for path in superfluous(open_repository(arguments.folder))]
        size = sum(file.stat().st_size for file in files)
        found = counted(len(files), "file")
        print(f"{found} that no desk needs any more, {size:,} bytes.")
        if files and (arguments.yes or yes("Remove them?", "Nothing was removed.")):
            for file in files:
                file.unlink()
            print("Removed.")
    return FINE
