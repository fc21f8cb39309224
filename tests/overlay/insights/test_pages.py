"""The pages load nothing, run nothing, and no text in them becomes markup; a browser shows them as meant."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from content.events.event import Happening
from content.insights.insights import insights
from content.insights.people import people
from content.insights.share import shared
from overlay.insights.markup import el
from overlay.insights.people import people_page
from overlay.insights.person import person_page
from overlay.insights.plots import Row, columns, intervals
from overlay.insights.words import between, measured, percent, points, seconds
from overlay.theme.roles import dark, light
from tests.content.events.examples import event
from tests.content.insights.examples import working_days
from tests.content.memory.examples import MORNING, card

HOSTILE = '"><script>alert(1)</script><img src=https://example.org/x onerror=alert(1)>\x00\u202e&'
BROWSER = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome"))), "")


def own_page() -> str:
    searches = [
        event(Happening.SEARCHED, "", MORNING + timedelta(days=it), found="nothing", letters=5)
        for it in range(12)
    ]
    events = [*working_days(15, 4), *working_days(15, 1, MORNING + timedelta(days=15)), *searches]
    pay = replace(card(), title=HOSTILE, review_by=MORNING.date(), owner=HOSTILE)
    unused = replace(card("undo"), title=HOSTILE)
    today = MORNING.date() + timedelta(days=40)
    change = MORNING.date() + timedelta(days=15)
    cards = {one.id: one for one in (pay, unused)}
    return person_page(insights(events, cards, today, change))


def page_of_people() -> str:
    files = []
    for number in range(6):
        made = shared(working_days(8, number % 4, card=f"desk/{HOSTILE[:30]}"), f"{number:032}")
        assert made is not None
        files.append(made)
    return people_page(people(files))


PAGES: dict[str, Callable[[], str]] = {
    "person": own_page,
    "people": page_of_people,
    "nothing": lambda: person_page(insights([], {}, MORNING.date())),
}


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return PAGES[request.param]()


class Elements(HTMLParser):
    """Every element and attribute, and whether each that was opened was closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_runs_nothing_and_loads_nothing(page: str) -> None:
    elements = Elements(page)
    assert elements.open == []
    names = {name for name, _ in elements.found}
    assert not names & {"script", "img", "link", "iframe", "object", "embed", "form", "a", "image", "use"}
    for _, attributes in elements.found:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "href", "style")]
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_of_a_page_allows_its_own_style_alone(page: str) -> None:
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    (policy,) = [
        attributes["content"]
        for name, attributes in Elements(page).found
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_every_plot_has_a_title_a_description_and_a_table(page: str) -> None:
    elements = Elements(page).found
    plots = [attributes for name, attributes in elements if name == "svg"]
    ids = {attributes.get("id") for _, attributes in elements}
    for plot in plots:
        assert plot["role"] == "img"
        assert set(str(plot["aria-labelledby"]).split()) <= ids
    names = [name for name, _ in elements]
    assert names.count("title") == len(plots) + 1
    assert names.count("details") == names.count("figure") == len(plots)
    assert names.count("table") >= len(plots)


def test_a_title_stays_text() -> None:
    assert el("p", HOSTILE, title=HOSTILE).count("<") == 2
    page = own_page()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\x00" not in page
    assert "\u202e" not in page


def test_numbers_in_words() -> None:
    assert [percent(0.352), points(-0.1), points(0.0), points(0.004)] == [
        "35 %",
        "−10 points",
        "0 points",
        "0 points",
    ]
    assert [seconds(0.14), seconds(9.96), seconds(12.4), seconds(95), seconds(-95)] == [
        "0.1 s", "10 s", "12 s", "1 min 35 s", "−1 min 35 s",
    ]  # fmt: skip
    assert between(0.1, 0.25, percent) == "10 to 25 %"
    assert between(5, 95, seconds) == "5 s to 1 min 35 s"
    assert measured(insights([], {}, MORNING.date()).searches, percent) == "too few to say: 0 of 10 searches"


def test_plots_of_nothing_and_of_much_stay_within_their_frame() -> None:
    for counts in ([], [0], [1, 999_999_999]):
        plot = columns("t", "d", [str(it) for it in counts], [("a", counts), ("b", counts)])
        heights = [float(it) for it in re.findall(r' height="([\d.]+)"', plot)]
        assert all(0 <= height <= 210 for height in heights)
    plot = intervals("t", "d", [Row("x" * 99, 2.0, -5.0, 9.0)], percent, (0.0, 1.0))
    assert all(0 <= float(it) <= 720 for it in re.findall(r' x\d="([-\d.]+)"', plot))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the person's page, for a browser."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "page.html").write_text(own_page(), encoding="utf-8")
    return folder


def browse(folder: Path, *options: str) -> str:
    done = subprocess.run(
        [
            BROWSER,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder / 'browser'}",
            *options,
            (folder / "page.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    return done.stdout


needs_browser = pytest.mark.skipif(
    not BROWSER, reason="no Chromium here; packaging/system/desktop-tests.txt names it"
)


@needs_browser
@pytest.mark.desktop
@pytest.mark.parametrize(("scheme", "roles"), [("1", light()), ("0", dark())])
def test_a_browser_shows_it_in_both_themes(shown: Path, scheme: str, roles: object) -> None:
    picture = shown / f"{scheme}.png"
    browse(
        shown,
        f"--blink-settings=preferredColorScheme={scheme}",
        "--window-size=900,1200",
        f"--screenshot={picture}",
    )
    image = QImage(str(picture))
    assert image.pixelColor(3, 3).name() == roles.surface  # type: ignore[attr-defined]
    drawn = {image.pixelColor(x, y).name() for x in range(0, 900, 2) for y in range(0, 1200, 2)}
    assert roles.accent in drawn  # type: ignore[attr-defined]


@needs_browser
@pytest.mark.desktop
def test_a_browser_prints_it_on_white_in_the_dark_too(shown: Path) -> None:
    file = shown / "page.pdf"
    browse(
        shown, "--blink-settings=preferredColorScheme=0", "--no-pdf-header-footer", f"--print-to-pdf={file}"
    )
    raw = file.read_bytes()
    assert raw.startswith(b"%PDF")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", raw)) <= 12


@needs_browser
@pytest.mark.desktop
def test_no_title_became_an_element_in_a_browser(shown: Path) -> None:
    dom = browse(shown, "--dump-dom")
    assert "<script" not in dom
    assert "<img" not in dom
    assert dom.count("<svg") >= 4


@needs_browser
@pytest.mark.desktop
def test_a_browser_obeys_the_policy(tmp_path: Path) -> None:
    """So that what it shows means something: a style of another digest, as one that got in, does nothing."""
    page = own_page().replace("</style>", " </style>")
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    picture = tmp_path / "bare.png"
    browse(tmp_path, "--window-size=900,1200", f"--screenshot={picture}")
    assert QImage(str(picture)).pixelColor(3, 3).name() == "#ffffff"
