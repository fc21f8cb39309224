from __future__ import annotations

import pytest

from triggers.addresses import forms_of_url, is_address, page_url


@pytest.mark.parametrize(
    ("stated", "seen"),
    [
        ("https://erp.example.org/pay?x=1#top", "https://erp.example.org/pay?x=1#top"),
        ("erp.example.org/pay", "https://erp.example.org/pay"),  # as Chromium shows it
        ("//erp.example.org/pay", "https://erp.example.org/pay"),
        ("HTTPS://ERP.Example.org/Pay", "https://erp.example.org/Pay"),
        ("https://ana:secret@erp.example.org/pay", "https://erp.example.org/pay"),
        ("https://ana@erp.example.org", "https://erp.example.org"),
        ("localhost:8080/pay", "https://localhost:8080/pay"),
        ("about:preferences", "about:preferences"),
        ("file:///home/ana/a@b.html", "file:///home/ana/a@b.html"),
        ("https://erp.example.org/mail/ana@example.org", "https://erp.example.org/mail/ana@example.org"),
        ("", ""),
    ],
)
def test_an_address_has_a_scheme_and_no_credentials(stated: str, seen: str) -> None:
    assert page_url(stated) == seen


def test_a_pattern_may_leave_out_scheme_and_last_slash() -> None:
    assert set(forms_of_url("https://x.org/pay/")) == {
        "https://x.org/pay/", "https://x.org/pay", "x.org/pay/", "x.org/pay",
    }  # fmt: skip
    assert set(forms_of_url("http://x.org/pay")) == {
        "http://x.org/pay/", "http://x.org/pay", "x.org/pay/", "x.org/pay",
    }  # fmt: skip
    assert set(forms_of_url("https://x.org/pay?id=1")) == {"https://x.org/pay?id=1", "x.org/pay?id=1"}
    assert forms_of_url("about:blank") == ("about:blank",)


@pytest.mark.parametrize(
    "text", ["https://x.org", "x.org", "x.org/a", "localhost:80/a", "localhost", "[::1]/", "about:home"]
)
def test_what_is_an_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text", ["", "x", "x y.org", "what is x.org", "x:y", "3.", "@x.org", "ana.b:secret@x.org/"]
)
def test_what_is_none(text: str) -> None:
    assert not is_address(text)
