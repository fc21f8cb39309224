"""Which parts of Qt the frozen program does without, and which libraries go with them. Not for freezing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath

Entry = tuple[str, str, str]  # PyInstaller's: place in the folder, file it comes from, kind
Libraries = Callable[[str], Iterable[str]]  # a binary file -> the file names of what it links to

# Every plugin not named here is left out. Folder of plugins -> the plugins that stay, on all platforms.
KEPT_PLUGINS = {
    "platforms": {"qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"},
    # Without these nobody can type Chinese, Japanese or an accent into the palette.
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    # The other theme loads GTK and doubles the memory.
    "platformthemes": {"qxdgdesktopportal"},
    "styles": {"qmodernwindowsstyle", "qmacstyle"},
    "iconengines": {"qsvgicon"},
    "imageformats": {"qgif", "qico", "qjpeg", "qsvg", "qwebp"},
    "wayland-shell-integration": {"xdg-shell"},
}


def without_unused_parts(
    binaries: Iterable[Entry], datas: Iterable[Entry], libraries: Libraries
) -> tuple[list[Entry], list[Entry]]:
    """The same lists without unused plugins, the libraries only those need, and Qt's own translations."""
    binaries = list(binaries)
    dropped = [entry for entry in binaries if is_unused_plugin(entry[0])]
    kept = [entry for entry in binaries if not is_unused_plugin(entry[0])]
    suspects = _linked(dropped, kept, libraries)
    needed = _linked([entry for entry in kept if _name(entry) not in suspects], kept, libraries)
    orphans = suspects - needed
    return (
        [entry for entry in kept if _name(entry) not in orphans],
        # Links to libraries count as data.
        [
            entry
            for entry in datas
            if _name(entry) not in orphans and "translations" not in PurePath(entry[0]).parts
        ],
    )


def is_unused_plugin(place: str) -> bool:
    """Whether ``place`` in the folder is a Qt plugin that is not in KEPT_PLUGINS."""
    parts = PurePath(place.replace("\\", "/")).parts
    if "PySide6" not in parts or "plugins" not in parts:
        return False
    folder, file = parts[-2], PurePath(parts[-1])
    return file.stem.removeprefix("lib") not in KEPT_PLUGINS.get(folder, set())


def imported_libraries(file: str) -> Iterable[str]:
    """The file names of the libraries that ``file`` links to, as PyInstaller reads them."""
    from PyInstaller.depend.bindepend import get_imports

    return [PurePath(name).name for name, _ in get_imports(file)]


def _linked(roots: Iterable[Entry], among: Iterable[Entry], libraries: Libraries) -> set[str]:
    """Names of the entries of ``among`` that ``roots`` link to, directly or through others."""
    known = {_name(entry): entry for entry in among}
    found: set[str] = set()
    left = list(roots)
    while left:
        for name in libraries(left.pop()[1]):
            if name in known and name not in found:
                found.add(name)
                left.append(known[name])
    return found


def _name(entry: Entry) -> str:
    return PurePath(entry[0].replace("\\", "/")).name
