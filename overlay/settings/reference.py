"""Writes docs/settings.md from the table: ``python -m overlay.settings.reference``. Not for reading them."""

from __future__ import annotations

import itertools
from pathlib import Path

from overlay.settings.table import SETTINGS

FILE = Path(__file__).parents[2] / "docs" / "settings.md"

_OPENING = """# Settings

<!-- Made by `python -m overlay.settings.reference` from overlay/settings/table.py; edit that. -->

Change them in the settings window, or from a terminal:

```
sidecue settings                        # all settings with their values
sidecue settings text_scale             # one of them
sidecue settings text_scale 125         # change it
```

They are kept in the profile (see [what is stored where](state.md)). A stored value that is not allowed is
reported in the problems list, and the default is used until it is changed.
"""


def reference() -> str:
    """The whole page as Markdown."""
    sections = [_OPENING]
    for group, settings in itertools.groupby(SETTINGS, key=lambda setting: setting.group):
        sections.append(f"## {group}\n")
        for setting in settings:
            default = setting.kind.to_text(setting.default)
            sections.append(
                f"### {setting.title}: `{setting.name}`\n\n{setting.help}\n\n"
                f"Allowed: {setting.kind.allowed}. Default: {f'`{default}`' if default else 'empty'}.\n"
            )
    return "\n".join(sections)


if __name__ == "__main__":
    FILE.write_text(reference(), encoding="utf-8")
