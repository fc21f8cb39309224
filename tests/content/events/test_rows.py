from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from content.events.event import Event, Happening
from content.events.rows import as_json, kept, row_of

_zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_times = st.datetimes(datetime(1971, 1, 1), datetime(9998, 1, 1), timezones=_zones)
_values = st.one_of(st.text(), st.integers(), st.floats(allow_nan=False, allow_infinity=False))
_events = st.builds(
    Event, st.text(), _times, st.sampled_from(Happening), st.text(), st.dictionaries(st.text(), _values)
)


@given(_events)
def test_an_event_comes_back_as_it_was_to_the_millisecond(event: Event) -> None:
    back = kept(7, row_of(event)).event

    assert back is not None
    assert (back.id, back.what, back.card, back.detail) == (event.id, event.what, event.card, event.detail)
    assert timedelta(0) <= event.at - back.at < timedelta(milliseconds=1)
    assert back.at.utcoffset() == event.at.utcoffset()


@given(_events)
def test_an_export_says_it_all_in_texts_and_numbers(event: Event) -> None:
    said = as_json(kept(7, row_of(event)))

    assert set(said) == {"number", "id", "at", "what", "card", "detail"}
    assert Happening(said["what"]) is event.what
    assert abs(datetime.fromisoformat(said["at"]) - event.at) < timedelta(milliseconds=1)
