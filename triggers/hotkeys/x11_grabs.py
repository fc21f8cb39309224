"""Taking keys from the X server for ourselves, and giving them back. Knows no chords and no callbacks."""

from __future__ import annotations

from Xlib import X, error

from triggers.hotkeys.x11_keymap import Combination, Keymap
from triggers.xdisplay import XConnection


def grab(connection: XConnection, wanted: Combination, keymap: Keymap) -> bool:
    """Take a key combination whatever locks are on; False if another program has it, and nothing is kept."""
    taken = error.CatchError(error.BadAccess)
    with connection.guarded():
        for lock in keymap.lock_masks():
            connection.root.grab_key(
                wanted.code, wanted.mask | lock, False, X.GrabModeAsync, X.GrabModeAsync, onerror=taken
            )
    connection.sync()
    if taken.get_error() is None:
        return True
    ungrab(connection, wanted, keymap)
    return False


def ungrab(connection: XConnection, held: Combination, keymap: Keymap) -> None:
    """Give a combination back; the grabs of other programs stay as they are."""
    with connection.guarded():
        for lock in keymap.lock_masks():
            connection.root.ungrab_key(held.code, held.mask | lock)
    connection.sync()
