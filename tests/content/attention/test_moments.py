"""A moment told as JSON is the same moment, so that `sidecue why` decides as the app does."""

from __future__ import annotations

import json

from hypothesis import given

from content.attention.cue import Moment, Offer
from content.attention.moments import from_json, offers_from_json, offers_to_json, to_json
from tests.content.attention.test_decide import moments, offer_lists


@given(offer_lists)
def test_offers_survive_it_too(offers: list[Offer]) -> None:
    assert offers_from_json(json.loads(json.dumps(offers_to_json(offers)))) == offers


@given(moments)
def test_a_moment_survives_the_way_between_processes(moment: Moment) -> None:
    told = json.loads(json.dumps(to_json(moment)))
    again = from_json(told, moment.app)
    assert to_json(again) == told  # times in zones of their own come back as the same instants
    assert (again.app, again.signs, again.spent) == (moment.app, moment.signs, moment.spent)
