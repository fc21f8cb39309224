"""Every setting, declared once: the dialog, the command line and docs/settings.md read this table. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from content.attention.cue import Budget, Loudness
from content.attention.quiet import canonical as quiet_hours
from content.language_codes import canonical as language_code
from content.policy.model import NO_POLICY, Policy
from overlay.settings.errors import SettingError, SettingLockedError, SettingsStore
from overlay.settings.kinds import Choice, Folders, Hours, Keys, Kind, Language, Switch, Whole, Words
from triggers.hotkeys.base import HotkeyError
from triggers.hotkeys.chord import parse_chord

T = TypeVar("T")


def canonical(chord: str) -> str:
    """``chord`` in its one spelling. Raises ValueError."""
    try:
        return str(parse_chord(chord))
    except HotkeyError as error:
        raise ValueError(f"{error.reason}. {error.remedy}".rstrip(". ")) from error


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting. ``title`` stands beside its control, ``help`` is a sentence or two below it."""

    name: str
    kind: Kind[T]
    default: T
    group: str
    title: str
    help: str


THEME = Setting(
    "theme",
    Choice({"system": "Like the system", "light": "Light", "dark": "Dark", "high-contrast": "High contrast"}),
    "system",
    "Look",
    "Colours",
    "Which colours Sidecue's windows use.",
)
TEXT_SCALE = Setting(
    "text_scale",
    Whole(80, 200, "%"),
    100,
    "Look",
    "Text size",
    "The size of all text, in per cent of the normal size.",
)
MOTION = Setting(
    "motion",
    Choice({"system": "Like the system", "on": "On", "off": "Off"}),
    "system",
    "Look",
    "Motion",
    "Whether panel and tab glide in and out. Off shows and hides them at once.",
)
LOUDNESS = Setting(
    "loudness",
    Choice(
        {
            "none": "Say nothing",
            "badge": "Mark the tray icon",
            "tab": "Show a tab at the screen's edge",
            "panel": "Open the panel",
        }
    ),
    "panel",
    "Attention",
    "When a card fits your window",
    "The most Sidecue may do by itself. Most cards ask for the tab; few may open the panel, once a visit.",
)
PANELS_PER_HOUR = Setting(
    "panels_per_hour",
    Whole(0, 20, "panels"),
    Budget().panels,
    "Attention",
    "Panels that may open in an hour",
    "What comes after that waits at the tab. Cards that must be done before a task are not counted.",
)
CUES_PER_HOUR = Setting(
    "cues_per_hour",
    Whole(1, 60, "cards"),
    Budget().cues,
    "Attention",
    "Cards that may come into view in an hour",
    "What comes after that only marks the tray icon, until the hour has passed.",
)
QUIET_HOURS = Setting(
    "quiet_hours",
    Hours(quiet_hours),
    "",
    "Attention",
    "Quiet hours",
    "Times of day in which nothing appears by itself, like 12:00-13:00, 18:00-08:00.",
)
FULL_SCREEN = Setting(
    "full_screen",
    Switch(),
    False,
    "Attention",
    "Appear over full-screen windows",
    "For those who work in full-screen windows all day. Off keeps films and talks undisturbed.",
)
SIDE = Setting(
    "side",
    Choice({"nearest": "The side nearest to your window", "left": "Left", "right": "Right"}),
    "nearest",
    "Attention",
    "Side of the screen",
    "Where panel and tab appear, on the screen your window is on.",
)
LEARNING = Setting(
    "learning",
    Switch(),
    True,
    "Attention",
    "Learn what I know",
    "Cards you know get quieter, and come back before you would have forgotten them. Kept on this computer.",
)
SUGGESTIONS = Setting(
    "suggestions",
    Switch(),
    True,
    "Attention",
    "Suggest what comes next",
    "Names the card you will probably need next, once your own past has shown that the guess is good.",
)
HOTKEY_PALETTE = Setting(
    "hotkey_palette",
    Keys(canonical),
    "ctrl+alt+space",
    "Keyboard",
    "Open the palette",
    "Opens the search from anywhere. Without one, bind `sidecue palette` in your desktop's own settings.",
)
HOTKEY_PANEL = Setting(
    "hotkey_panel",
    Keys(canonical),
    "ctrl+alt+return",
    "Keyboard",
    "Into the panel and back",
    "Moves the keyboard into the panel, and back to the window you came from.",
)
ROLES = Setting(
    "roles",
    Words(),
    (),
    "Cards",
    "Your roles",
    "What you do, in the words of your cards. Cards for other roles are left out; empty leaves out none.",
)
LANGUAGE = Setting(
    "language",
    Language(language_code),
    "system",
    "Cards",
    "Language of the cards",
    "Cards come in this language where they have it, and else in the first language of their bundle.",
)
SEARCH_MEANING = Setting(
    "search_meaning",
    Switch(),
    True,
    "Cards",
    "Find cards by meaning",
    "Also finds cards that say it in other words. Needs the extra `meaning`, and bundles packed with it.",
)
STARTER_BUNDLE = Setting(
    "starter_bundle",
    Choice({"auto": "Until there are others", "always": "Always", "never": "Never"}),
    "auto",
    "Cards",
    "Starter cards",
    "The cards that come with Sidecue, for widespread apps. They step aside once you have cards of your own.",
)
BUNDLE_FOLDERS = Setting(
    "bundle_folders",
    Folders(),
    (),
    "Cards",
    "Bundles",
    "Folders and .cue files with your own or your team's cards. Of two with the same id, the first is used.",
)
HISTORY = Setting(
    "history",
    Switch(),
    True,
    "Privacy",
    "Remember recent cards",
    "Keeps on this computer which cards you opened, to offer them again.",
)
SEARCHES = Setting(
    "searches",
    Switch(),
    False,
    "Privacy",
    "Remember searches",
    "Keeps on this computer the last 50 searches that led you to a card. Up in the empty palette finds them.",
)
EVENT_LOG = Setting(
    "event_log",
    Switch(),
    True,
    "Privacy",
    "Note what happens with cards",
    "Keeps on this computer which cards were shown, opened, closed and completed, for `sidecue insights`.",
)
EVENT_DAYS = Setting(
    "event_days",
    Whole(7, 730, "days"),
    90,
    "Privacy",
    "Forget it after",
    "What was noted is deleted after so many days, also when nothing is noted any more.",
)
DETAIL = Setting(
    "detail",
    Switch(),
    False,
    "Privacy",
    "Look at dialogs, controls and page addresses",
    "For cards about one error or page: labels, names, clicks, addresses; nothing typed, and none is kept.",
)
WRITTEN_ANSWERS = Setting(
    "written_answers",
    Switch(),
    False,
    "Privacy",
    "Written answers",
    "Where your organisation names a server: sends it a question and up to four cards when you ask for it.",
)

SETTINGS: tuple[Setting[Any], ...] = (
    THEME,
    TEXT_SCALE,
    MOTION,
    LOUDNESS,
    PANELS_PER_HOUR,
    CUES_PER_HOUR,
    QUIET_HOURS,
    FULL_SCREEN,
    SIDE,
    LEARNING,
    SUGGESTIONS,
    HOTKEY_PALETTE,
    HOTKEY_PANEL,
    ROLES,
    LANGUAGE,
    SEARCH_MEANING,
    STARTER_BUNDLE,
    BUNDLE_FOLDERS,
    HISTORY,
    SEARCHES,
    EVENT_LOG,
    EVENT_DAYS,
    DETAIL,
    WRITTEN_ANSWERS,
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


class Settings:
    """The values that hold: those of the policy, then stored ones where they are good, defaults elsewhere.

    ``problems`` says which stored values were not good. They stay in the store until they are set again.
    ``policy`` is what the organisation decided; its settings cannot be changed.
    """

    def __init__(
        self, store: SettingsStore, policy: Policy = NO_POLICY, *, lost_settings: bool = False
    ) -> None:
        """With ``lost_settings`` nobody knows what the person had set: so nothing is kept of what they do."""
        self._store, self.policy = store, policy
        self._listeners: list[Callable[[Setting[Any]], None]] = []
        self._values: dict[str, Any] = {setting.name: setting.default for setting in SETTINGS}
        if lost_settings:
            for setting in (HISTORY, LEARNING, EVENT_LOG):
                if setting.name not in store.settings():
                    store.set_setting(setting.name, False)
        self._problems: dict[str, str] = {}
        for name, value in store.settings().items():
            if name in _BY_NAME and name not in policy.settings:
                self._take_stored(_BY_NAME[name], value)
        for name, value in policy.settings.items():
            self._values[name] = _BY_NAME[name].kind.check(value)

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with stored settings, in plain words."""
        return tuple(self._problems.values())

    @property
    def loudest(self) -> Loudness:
        """The loudness setting as the attention policy reads it."""
        return Loudness[self.get(LOUDNESS).upper()]

    @property
    def budget(self) -> Budget:
        """What may happen by itself in an hour, as the attention policy reads it."""
        return Budget(self.get(PANELS_PER_HOUR), self.get(CUES_PER_HOUR))

    def get(self, setting: Setting[T]) -> T:
        """The value that holds."""
        value: T = self._values[setting.name]
        return value

    def concerns(self, setting: Setting[Any]) -> bool:
        """Whether ``setting`` can make a difference here."""
        return setting is not WRITTEN_ANSWERS or self.policy.answers is not None

    def is_locked(self, setting: Setting[Any]) -> bool:
        """Whether the organisation decided it, so that it cannot be changed here."""
        return setting.name in self.policy.settings

    def set(self, setting: Setting[T], value: object) -> None:
        """Check and store a value, and tell the listeners if it is new. Raises SettingError."""
        self._refuse_locked(setting)
        try:
            good = setting.kind.check(value)
        except ValueError as error:
            raise SettingError(str(error), setting.name) from None
        self._refuse_second_use(setting, good)
        self._store.set_setting(setting.name, setting.kind.stored(good))
        self._hold(setting, good)

    def set_text(self, name: str, text: str) -> None:
        """Like ``set``, from the command line. Raises SettingError."""
        setting = find(name)
        try:
            value = setting.kind.from_text(text)
        except ValueError as error:
            raise SettingError(str(error), name) from None
        self.set(setting, value)

    def text(self, name: str) -> str:
        """The value that holds, as ``set_text`` reads it. Raises SettingError."""
        setting = find(name)
        return setting.kind.to_text(self.get(setting))

    def reset(self, setting: Setting[Any]) -> None:
        """Let the default hold again. Raises SettingLockedError."""
        self._refuse_locked(setting)
        self._store.unset_setting(setting.name)
        self._hold(setting, setting.default)

    def listen(self, changed: Callable[[Setting[Any]], None]) -> Callable[[], None]:
        """Call ``changed`` after each change of a value; the result ends that."""
        self._listeners.append(changed)
        return lambda: self._listeners.remove(changed) if changed in self._listeners else None

    def _hold(self, setting: Setting[T], value: T) -> None:
        self._problems.pop(setting.name, None)
        if self._values[setting.name] != value:
            self._values[setting.name] = value
            for changed in tuple(self._listeners):
                changed(setting)

    def _take_stored(self, setting: Setting[Any], value: object) -> None:
        try:
            self._values[setting.name] = setting.kind.check(value)
        except ValueError as error:
            used = setting.kind.to_text(setting.default)
            self._problems[setting.name] = (
                f'The stored setting {setting.name} {error}. Sidecue uses "{used}" until you change it.'
            )

    def _refuse_locked(self, setting: Setting[Any]) -> None:
        if self.is_locked(setting):
            raise SettingLockedError(setting.name, self.policy.file)

    def _refuse_second_use(self, setting: Setting[Any], value: object) -> None:
        """One hotkey cannot do two things."""
        for other in SETTINGS:
            is_hotkey = isinstance(other.kind, Keys) and isinstance(setting.kind, Keys)
            if is_hotkey and other is not setting and value and self._values[other.name] == value:
                raise SettingError(f"cannot be {value}: “{other.title}” has these keys already", setting.name)


def find(name: str) -> Setting[Any]:
    """The setting called ``name``. Raises SettingError, with the nearest name there is."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    import difflib  # only a mistake needs it

    near = difflib.get_close_matches(name, _BY_NAME, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(_BY_NAME)}"
    raise SettingError(f'there is no setting "{name}"; {hint}')
