"""How a desk fetches and verifies, behind the command line of TUF's conformance suite. Not a test itself.

make conformance SUITE=FOLDER        with a checkout of theupdateframework/tuf-conformance
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from tuf.api.exceptions import DownloadError, RepositoryError
from tuf.ngclient import Updater

from content.channels.desk.fetcher import DeskFetcher
from content.channels.desk.transports import Transports


def main() -> int:
    """Run one command of the suite's protocol; 1 says that nothing was taken over."""
    asked = _arguments()
    trusted = asked.metadata_dir.parent / "invitation-root.json"
    if asked.command == "init":
        trusted.write_bytes(asked.root.read_bytes())
        (asked.metadata_dir / "root.json").write_bytes(asked.root.read_bytes())
        return 0
    transports = Transports()
    fetcher = DeskFetcher(transports, asked.metadata_dir.parent / "partial", datetime.now(UTC))
    try:
        _update(asked, trusted.read_bytes(), fetcher)
    except (RepositoryError, DownloadError, OSError, ValueError) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    finally:
        transports.close()
    return 0


def _update(asked: argparse.Namespace, root: bytes, fetcher: DeskFetcher) -> None:
    folder = str(asked.target_dir) if asked.target_dir else None
    updater = Updater(
        str(asked.metadata_dir),
        asked.metadata_url,
        folder,
        asked.target_base_url,
        fetcher=fetcher,
        bootstrap=root,
    )
    updater.refresh()
    for name in asked.target_name or ():
        info = updater.get_targetinfo(name)
        if info is None:
            raise ValueError(f"{name} is not signed")
        if updater.find_cached_target(info) is None:
            updater.download_target(info)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--metadata-dir", type=Path, required=True)
    parser.add_argument("--metadata-url")
    parser.add_argument("--target-name", action="append")
    parser.add_argument("--target-dir", type=Path)
    parser.add_argument("--target-base-url")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("init").add_argument("root", type=Path)
    commands.add_parser("refresh")
    commands.add_parser("download")
    return parser.parse_args()


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
