"""Our fetcher and python-tuf behind the command line that the public TUF conformance suite drives.

test_conformance.py runs the suite when TUF_CONFORMANCE names a checkout of
github.com/theupdateframework/tuf-conformance; it needs `faketime`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tuf.api.exceptions import DownloadError, RepositoryError
from tuf.ngclient import Updater

from content.channels.desk.fetcher import DeskFetcher
from content.channels.desk.transports import Transports


def main() -> int:
    """Do what the suite asks; 0 if it could be done."""
    arguments = _arguments()
    if arguments.action == "init":
        arguments.metadata_dir.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(arguments.root, arguments.metadata_dir / "root.json")
        return 0
    with closing(Transports()) as transports:
        fetcher = DeskFetcher(transports, arguments.metadata_dir.with_name("partial"), datetime.now(UTC))
        try:
            _update(arguments, fetcher)
        except (RepositoryError, DownloadError, OSError) as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            return 1
    return 0


def _update(arguments: argparse.Namespace, fetcher: DeskFetcher) -> None:
    # The suite looks at the folder afterwards, so it is the first trust here; on a desk that is root.json.
    updater = Updater(
        str(arguments.metadata_dir),
        arguments.metadata_url,
        arguments.target_dir,
        arguments.target_base_url,
        fetcher=fetcher,
        bootstrap=None,
    )
    updater.refresh()
    for name in arguments.target_name if arguments.action == "download" else ():
        info = updater.get_targetinfo(name)
        if info is None:
            raise RepositoryError(f"there is no target {name}")
        if updater.find_cached_target(info) is None:
            updater.download_target(info)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--metadata-url")
    parser.add_argument("--metadata-dir", type=Path, required=True)
    parser.add_argument("--target-name", action="append", default=[])
    parser.add_argument("--target-dir")
    parser.add_argument("--target-base-url")
    parser.add_argument("-v", "--verbose", action="count")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("init").add_argument("root", type=Path)
    actions.add_parser("refresh")
    actions.add_parser("download")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
