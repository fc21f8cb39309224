"""The adapter for Carbon, against libraries in C with its signatures: what ctypes hands over is real."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from pathlib import Path

import pytest

from triggers.macos_carbon import HOTKEY_EXISTS, Carbon, CarbonError, _RealCarbon, load_carbon
from triggers.selection import NotHereError

# A keyboard whose Latin layout types "a" with key 0 and "Z" with key 6, under a Cyrillic one that types "ф".
CARBON = """
#include <stdint.h>
typedef struct { uint32_t signature, number; } HotKeyId;
typedef struct { uint32_t kind_class, kind; } EventType;
typedef int32_t (*Handler)(void *, void *, void *);
const void *kTISPropertyUnicodeKeyLayoutData = "layout data";
const void *kTISNotifySelectedKeyboardInputSourceChanged = "changed";
static const char *cyrillic = "cyrillic", *latin = "latin", *target = "target";
static HotKeyId held; static uint32_t held_code, held_mask; static Handler handler; static int count;
void *TISCopyCurrentKeyboardLayoutInputSource(void) { return (void *)cyrillic; }
void *TISCopyCurrentASCIICapableKeyboardLayoutInputSource(void) { return (void *)latin; }
void *TISGetInputSourceProperty(void *source, const void *key) {
    return key == kTISPropertyUnicodeKeyLayoutData ? source : 0;
}
uint8_t LMGetKbdType(void) { return 40; }
int32_t UCKeyTranslate(const void *layout, uint16_t code, uint16_t action, uint32_t modifiers,
    uint32_t keyboard, uint32_t options, uint32_t *dead, unsigned long longest, unsigned long *length,
    uint16_t *text) {
    if (action != 3 || modifiers || keyboard != 40 || options != 1 || *dead || longest != 4) return -50;
    *length = 1;
    if (code == 0) *text = layout == cyrillic ? 0x444 : 'a';
    else if (code == 6) *text = layout == cyrillic ? 0x44f : 'Z';
    else *length = 0;
    return 0;
}
void *GetApplicationEventTarget(void) { return (void *)target; }
int32_t RegisterEventHotKey(uint32_t code, uint32_t mask, HotKeyId id, void *where, uint32_t options,
    void **made) {
    if (where != target || options != 1) return -50;
    if (held.number && held_code == code && held_mask == mask) return -9878;
    held = id; held_code = code; held_mask = mask; *made = &held;
    return 0;
}
int32_t UnregisterEventHotKey(void *made) {
    if (made != &held) return -50;
    held.number = 0;
    return 0;
}
int32_t InstallEventHandler(void *where, Handler call, unsigned long types, const EventType *type,
    void *data, void **made) {
    if (where != target || types != 1 || type->kind_class != 0x6b657962 || type->kind != 5) return -50;
    handler = call; *made = &handler;
    return 0;
}
int32_t RemoveEventHandler(void *made) { if (made != &handler) return -50; handler = 0; return 0; }
int32_t GetEventParameter(void *event, uint32_t name, uint32_t type, uint32_t *real, unsigned long size,
    unsigned long *used, void *value) {
    if (name != 0x2d2d2d2d || type != 0x686b6964 || size != 8 || event != &count) return -50;
    *(HotKeyId *)value = held;
    return 0;
}
int press(void) { return handler && held.number ? handler(0, &count, 0) : -1; }
void foreign(void) { held.signature = 1; }
"""
CORE = """
typedef void (*Notified)(void *, void *, const void *, const void *, const void *);
static Notified notified; static void *mark; int released;
void CFRelease(const void *value) { released++; }
const void *CFDataGetBytePtr(const void *data) { return data; }
void *CFNotificationCenterGetDistributedCenter(void) { return &mark; }
void CFNotificationCenterAddObserver(void *center, void *who, Notified call, const void *name,
    const void *object, long how) { if (center == &mark && how == 4) { notified = call; mark = who; } }
void CFNotificationCenterRemoveObserver(void *center, void *who, const void *name, const void *object) {
    if (who == mark) notified = 0;
}
int change(void) { if (!notified) return -1; notified(0, mark, 0, 0, 0); return 0; }
"""


class Libraries:
    def __init__(self, folder: Path) -> None:
        self.carbon, self.core = (self._build(folder, name, code) for name, code in SOURCES)
        self.ours: Carbon = _RealCarbon(self.carbon, self.core)

    def _build(self, folder: Path, name: str, code: str) -> ctypes.CDLL:
        source, library = folder / f"{name}.c", folder / f"{name}.so"
        source.write_text(code)
        subprocess.run(
            ["cc", "-w", "-shared", "-fPIC", "-o", str(library), str(source)], check=True, timeout=60
        )
        return ctypes.CDLL(str(library))


SOURCES = (("carbon", CARBON), ("core", CORE))


@pytest.fixture
def libraries(tmp_path: Path) -> Libraries:
    if shutil.which("cc") is None:
        pytest.skip("no C compiler here to make a Carbon with")
    return Libraries(tmp_path)


def test_what_keys_type_on_this_layout_and_on_the_latin_one(libraries: Libraries) -> None:
    assert libraries.ours.signs([0, 6, 7]) == {"ф": 0, "я": 6, "a": 0, "z": 6}
    assert ctypes.c_int.in_dll(libraries.core, "released").value == 2


def test_a_registered_hotkey_is_told_until_it_is_given_back(libraries: Libraries) -> None:
    got: list[int] = []
    stop = libraries.ours.listen(got.append, lambda: None)
    registration = libraries.ours.register(4711, 49, 0x1800)
    assert (libraries.carbon.press(), got) == (0, [4711])
    with pytest.raises(CarbonError) as refusal:
        libraries.ours.register(4712, 49, 0x1800)
    assert refusal.value.status == HOTKEY_EXISTS
    libraries.ours.unregister(registration)
    libraries.ours.register(4713, 49, 0x1800)
    stop()
    assert (libraries.carbon.press(), got) == (-1, [4711])


def test_hotkeys_of_another_part_of_the_process_are_not_ours(libraries: Libraries) -> None:
    got: list[int] = []
    stop = libraries.ours.listen(got.append, lambda: None)
    libraries.ours.register(1, 49, 0)
    libraries.carbon.foreign()
    assert (libraries.carbon.press(), got) == (0, [])
    stop()


def test_a_change_of_layout_is_told_until_nobody_listens(libraries: Libraries) -> None:
    told: list[int] = []
    stop = libraries.ours.listen(lambda _: None, lambda: told.append(1))
    assert (libraries.core.change(), told) == (0, [1])
    stop()
    assert (libraries.core.change(), told) == (-1, [1])


def test_what_a_callback_raises_stays_with_us(libraries: Libraries, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_number: int) -> None:
        raise KeyError

    stop = libraries.ours.listen(fail, lambda: None)
    libraries.ours.register(1, 49, 0)
    assert libraries.carbon.press() == 0
    assert "A callback of macOS failed" in caplog.text
    stop()


def test_elsewhere_there_is_no_carbon() -> None:
    with pytest.raises(NotHereError, match="not macOS"):
        load_carbon()
