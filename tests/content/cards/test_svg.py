from __future__ import annotations

import base64
import gzip
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.cards.svg import MAX_SHAPES, svg_fault
from content.cards.svg_parts import MAX_NESTING

OUTSIDE = "refers to something outside itself"
ELSEWHERE = '<svg><image xlink:href="/etc/secret.png"/></svg>'


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0"/>',
        '<g id="a"><path/></g><use href="#a"/><use xlink:href=" #a"/>',
        '<linearGradient id="a"/><linearGradient id="b" href="#a"/><rect fill="url(#b)"/>',
        "<style>.a { fill: url('#g') }</style>",
        '<image href="data:image/png;base64,AA"/>',
        '<use href="#nowhere"/><use href=""/>',
        '<g id="a">' + "<path/>" * 50 + "</g>" + '<use href="#a"/>' * 30,
    ],
)
def test_ordinary_drawings_are_fine(inside: str) -> None:
    assert svg_fault(f"<svg>{inside}</svg>".encode()) == ""
    declared = f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "-//W3C" "http://w3.org"><svg>{inside}</svg>'
    assert svg_fault(declared.encode()) == ""


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="file:///x.png"/>',
        '<image HREF="x.png"/>',
        '<image href="data:image/svg+xml;base64,' + base64.b64encode(ELSEWHERE.encode()).decode() + '"/>',
        '<rect fill="url(http://example.org/x#a)"/>',
        '<rect style="fill:url(&quot;x.svg#a&quot;)"/>',
        "<style>@import 'x.css';</style>",
        "<style>a { fill: url(x.svg#a</style>",
        "<?xml-stylesheet href='x.css'?>",
    ],
)
def test_what_names_files_or_servers_is_refused(inside: str) -> None:
    assert svg_fault(f"<svg>{inside}</svg>".encode()) == OUTSIDE


@pytest.mark.parametrize(
    "data",
    [
        ELSEWHERE.encode("utf-16"),
        ELSEWHERE.encode("utf-16-le"),
        gzip.compress(ELSEWHERE.encode(), mtime=0),
        b'<?xml version="1.0" encoding="utf-7"?><svg/>',
        b'<?xml version="1.0" encoding="iso-8859-1"?><svg/>',
        b"<svg>\xff</svg>",
        b"<svg>",
        b"",
    ],
)
def test_what_another_reader_may_read_differently_is_refused(data: bytes) -> None:
    assert svg_fault(data) == "is not an SVG in UTF-8"


def repeating(times: int, levels: int, mark: str) -> str:
    groups = [f'<g id="a{level}">' + mark.format(level - 1) * times + "</g>" for level in range(1, levels)]
    return '<svg><g id="a0"><path/></g>' + "".join(groups) + mark.format(levels - 1) + "</svg>"


@pytest.mark.parametrize(
    "svg",
    [
        repeating(10, 12, '<use href="#a{}"/>'),
        repeating(10, 12, '<rect fill="url(#a{})"/>'),
        '<svg><g id="a"><use href="#a"/></g></svg>',
        '<svg><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>',
        repeating(1, 500, '<use href="#a{}"/>'),
        "<svg>" + "<path/>" * MAX_SHAPES + "</svg>",
        "<g>" * (MAX_NESTING + 1) + "</g>" * (MAX_NESTING + 1),
    ],
)
def test_what_would_keep_a_painter_busy_is_refused(svg: str) -> None:
    assert "paints more than" in svg_fault(svg.encode())


@pytest.mark.parametrize("inside", ["url(" + " " * 400_000 + "x", "url(" * 100_000])
def test_references_without_an_end_are_refused_in_linear_time(inside: str) -> None:
    """Anything slower runs into the time limit of tests."""
    assert svg_fault(f'<svg><rect fill="{inside}"/></svg>'.encode()) == OUTSIDE


def leads_out(data: bytes) -> bool:
    """By another parser: whether anything but a part of the drawing, or a picture in it, is named."""
    for element in ET.fromstring(data).iter():
        for name, value in element.attrib.items():
            named = [value] if name.endswith("href") else re.findall(r"(?i)url\(\s*[\"']?([^)]*)", value)
            if any(one.strip() and not one.strip().startswith(("#", "data:image/")) for one in named):
                return True
    return False


PIECES = """<g>|</g>|<path/>|<use href="#a"/>|<use href="http://a/b"/>|<image href="file:///a"/>|<g id="a">|
<image xlink:href="a.png"/>|<style>@import 'x'</style>|<rect fill="url(#a)"/>|
<rect fill="url(http://a)"/>|&a;|<|<!DOCTYPE svg [<!ENTITY a 'b'>]>|
<?xml version='1.0' encoding='utf-16'?>|<?x y?>|text|<path id="a"/>|]]>|
<rect style="fill:URL( x )"/>|<image href=" data:image/png;base64,AA"/>|
<image href="data:text/x,x"/>|<!--|-->"""
drawings = st.lists(st.sampled_from(PIECES.replace("\n", "").split("|")), max_size=12).map(
    lambda parts: f"<svg>{''.join(parts)}</svg>"
)


@settings(max_examples=300, deadline=None)
@given(drawings.map(str.encode) | st.binary(max_size=100))
def test_no_drawing_gets_by_that_leads_out(data: bytes) -> None:
    fault = svg_fault(data)
    assert fault.isprintable()
    if not fault:
        assert not leads_out(data)
