"""The way to a channel by HTTP: sparing, patient within limits, through proxies, and sure of whom it asks."""

from __future__ import annotations

import ipaddress
import select
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from content.channels.desk.copies import questions_after, validator
from content.channels.desk.desk import Desk
from content.channels.desk.errors import FetchError
from content.channels.desk.places import redirected
from content.channels.desk.transports import Transports
from content.channels.desk.web import Web
from tests.content.channels.desk.publisher import Publisher, bundle_bytes
from tests.content.channels.desk.server import Handler, Site, serving
from tests.content.channels.desk.siege import Siege, new_release, versions
from tests.content.memory.examples import Clock

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def test_a_poll_that_finds_nothing_new_costs_two_short_questions(siege: Siege) -> None:
    siege.site.forget()

    [report] = siege.desk.update()

    assert report.fine
    assert siege.site.asked == ["/metadata/2.root.json", "/metadata/timestamp.json"]
    assert siege.site.received + siege.site.sent < 2000


def test_nothing_but_a_question_is_sent(siege: Siege) -> None:
    siege.site.forget()
    new_release(siege)
    siege.desk.update()

    headers = {name for request in siege.site.requests for name in request}
    assert headers == {"host", "user-agent", "accept-encoding", "if-none-match"}
    assert {request["user-agent"] for request in siege.site.requests} == {"sidecue"}


def test_what_was_told_last_is_asked_for_with_a_question(siege: Siege) -> None:
    siege.site.forget()
    siege.desk.update()
    assert "if-none-match" in siege.site.requests[-1]
    assert siege.site.sent < 800  # the timestamp itself was not sent again

    siege.publisher.sign_timestamp()
    siege.desk.update()
    assert siege.desk.states()[0].state == "active"


@pytest.mark.parametrize(
    ("headers", "questions"),
    [
        ({}, {}),
        ({"etag": '"a"', "last-modified": "Sat, 21 Nov 2026 07:00:00 GMT"}, {"If-None-Match": '"a"'}),
        (
            {"last-modified": "Sat, 21 Nov 2026 07:00:00 GMT", "date": "Sat, 21 Nov 2026 07:00:02 GMT"},
            {"If-Modified-Since": "Sat, 21 Nov 2026 07:00:00 GMT"},
        ),
        ({"last-modified": "Sat, 21 Nov 2026 07:00:00 GMT", "date": "Sat, 21 Nov 2026 07:00:01 GMT"}, {}),
        ({"last-modified": "Sat, 21 Nov 2026 07:00:00 GMT"}, {}),
        ({"last-modified": "yesterday", "date": "today"}, {}),
    ],
)
def test_questions_are_asked_only_where_the_answer_is_sure(
    headers: dict[str, str], questions: dict[str, str]
) -> None:
    assert questions_after(headers) == questions


@pytest.mark.parametrize("etag", ["a\r\n b", "ä", "x" * 1000, "\x1b[2J"])
def test_what_could_not_be_sent_back_is_not_kept(etag: str) -> None:
    assert questions_after({"etag": etag}) == {}
    assert validator({"etag": etag}) == ""


def test_a_date_of_next_year_keeps_a_desk_from_news_for_a_day_at_most(siege: Siege, clock: Clock) -> None:
    """Somebody who answered in the server's place once is not asked about for ever."""

    def next_year(handler: Handler, path: str) -> bool:
        if not path.endswith("timestamp.json"):
            return False
        if "If-None-Match" in handler.headers:
            handler.say(304, None)
        else:
            handler.say(200, (siege.metadata / "timestamp.json").read_bytes(), ETag='"theirs"')
        return True

    siege.site.answer = next_year
    siege.publisher.sign_timestamp()
    siege.site.etags = False
    siege.desk.update()
    new_release(siege)
    siege.desk.update()
    assert versions(siege.desk) == {"desk": "1.0"}

    clock.move(hours=25)
    siege.desk.update()
    assert versions(siege.desk) == {"desk": "1.1"}


def test_an_answer_that_led_to_nothing_good_is_forgotten(siege: Siege) -> None:
    def rubbish(handler: Handler, path: str) -> bool:
        if path.endswith("timestamp.json"):
            handler.say(200, b"rubbish", ETag='"theirs"')
        return path.endswith("timestamp.json")

    siege.site.answer = rubbish
    siege.publisher.sign_timestamp()
    siege.desk.update()

    assert not list(siege.folder.rglob("partial/timestamp.json"))


def test_a_weak_etag_says_nothing_about_bytes() -> None:
    assert validator({"etag": 'W/"a"'}) == ""
    assert validator({"etag": '"a"'}) == '"a"'


def large_release(siege: Siege) -> int:
    """Offers half a megabyte; its length."""
    data = bundle_bytes("desk", "1.1", filler=b"0123456789" * 50_000)
    siege.publisher.release("1.1", data)
    siege.publisher.publish()
    return len(data)


def break_off(site: Site, after: int) -> None:
    """Cut the line after so many bytes of the bundle, once."""

    def answer(handler: Handler, path: str) -> bool:
        if not path.endswith(".cue"):
            return False
        data = (site.folder / path.lstrip("/")).read_bytes()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(data)))
        handler.send_header("ETag", f'"{hash(data):x}"')
        handler.end_headers()
        handler.put(data[:after])
        handler.close_connection = True
        site.answer = None
        return True

    site.answer = answer


def test_a_download_goes_on_where_it_broke_off(siege: Siege) -> None:
    size = large_release(siege)
    break_off(siege.site, 400_000)
    [report] = siege.desk.update()
    assert report.problem
    assert versions(siege.desk) == {"desk": "1.0"}
    siege.site.forget()

    [report] = siege.desk.update()

    assert report.fine
    assert versions(siege.desk) == {"desk": "1.1"}
    assert siege.site.requests[-1]["range"] == "bytes=400000-"
    assert siege.site.sent < size - 400_000 + 3000


def test_a_file_that_changed_meanwhile_is_fetched_from_the_start(siege: Siege) -> None:
    large_release(siege)
    break_off(siege.site, 400_000)
    siege.desk.update()
    siege.site.etags = False  # as on a server that knows nothing of parts

    siege.desk.update()

    assert versions(siege.desk) == {"desk": "1.1"}


def test_a_beginning_that_was_wrong_is_thrown_away_in_the_same_update(siege: Siege) -> None:
    large_release(siege)
    break_off(siege.site, 400_000)
    siege.desk.update()
    for file in siege.folder.rglob("partial/*"):
        if file.stat().st_size == 400_000:
            file.write_bytes(b"\0" * 400_000)  # what a power cut can leave

    [report] = siege.desk.update()

    assert report.fine
    assert versions(siege.desk) == {"desk": "1.1"}
    assert [file.name for file in siege.folder.rglob("partial/*")] == ["timestamp.json"]


def test_a_server_that_is_silent_or_drips_is_left(publisher: Publisher) -> None:
    def drip(handler: Handler, path: str) -> bool:
        if path == "/silent":
            handler.rfile.read(1)  # until we hang up
            return True
        handler.send_response(200)
        handler.end_headers()
        while not select.select([handler.connection], [], [], 0.05)[0]:  # until we hang up
            handler.wfile.write(b"x")
        handler.close_connection = True
        return True

    with serving(publisher.folder) as site:
        site.answer = drip
        web = Web(patience=0.3)
        with pytest.raises(FetchError, match="does not answer in time"):
            web.open(f"{site.address}/silent", {})
        with pytest.raises(FetchError, match="sends too slowly"):
            list(web.open(f"{site.address}/drip", {}).chunks)
        web.close()


def test_a_redirection_to_another_place_on_the_web_is_followed(siege: Siege) -> None:
    def moved(handler: Handler, path: str) -> bool:
        if not path.startswith("/metadata/") or "root" in path:
            return False
        handler.say(307, b"", Location=f"/new{path}")
        return True

    new_release(siege)
    (siege.publisher.folder / "new").mkdir()
    (siege.publisher.folder / "new" / "metadata").symlink_to(siege.metadata)
    siege.site.answer = moved
    siege.desk.update()

    assert versions(siege.desk) == {"desk": "1.1"}


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("https://a.example/x", "http://a.example/x"),
        ("https://a.example/x", "file:///etc/passwd"),
        ("http://a.example/x", "ftp://a.example/x"),
        ("http://a.example/x", "javascript:alert(1)"),
    ],
)
def test_a_redirection_to_a_worse_place_is_not(address: str, location: str) -> None:
    with pytest.raises(FetchError, match="which is not followed"):
        redirected(address, location)


def test_a_redirection_may_lead_from_http_to_https() -> None:
    assert redirected("http://a.example/x/y", "https://b.example/z") == "https://b.example/z"
    assert redirected("https://a.example/x/y", "z") == "https://a.example/x/z"


def test_a_server_that_is_not_there_is_named(desk: Desk, publisher: Publisher) -> None:
    desk.update()
    desk.subscribe(publisher.invited("http://127.0.0.1:9"))

    [report] = desk.update()

    assert (report.problem, report.remedy) == (
        "127.0.0.1:9: cannot be reached",
        "check the network, or try again later",
    )
    assert versions(desk) == {"desk": "1.0"}


def test_the_proxy_of_the_environment_is_asked(
    publisher: Publisher, profile: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(publisher.folder) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.address.replace("://", "://we:s%20cret@"))
        transports = Transports()
        desk = Desk(profile, transports, clock)
        desk.subscribe(publisher.invited("http://cards.example.org"))
        desk.update()
        transports.close()

    assert versions(desk) == {"desk": "1.0"}
    assert "http://cards.example.org/metadata/timestamp.json" in proxy.asked
    assert proxy.requests[0]["proxy-authorization"] == "Basic d2U6cyBjcmV0"


def test_a_proxy_that_is_broken_is_named_without_its_password(
    siege: Siege, monkeypatch: pytest.MonkeyPatch, profile: Path, clock: Clock
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://we:secret@127.0.0.1:9")
    transports = Transports()
    desk = Desk(profile, transports, clock)
    desk.subscribe(siege.publisher.invited("http://cards.example.org"))
    [report] = desk.update()
    transports.close()

    why = "because the proxy does not work: Connection refused"
    assert report.problem == f"cards.example.org: cannot be reached, {why}"


def test_no_proxy_is_asked_where_none_should_be(
    siege: Siege, monkeypatch: pytest.MonkeyPatch, profile: Path, clock: Clock
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    transports = Transports()
    desk = Desk(profile, transports, clock)
    desk.subscribe(siege.publisher.invited(siege.site.address))
    desk.update()
    transports.close()

    assert versions(desk) == {"desk": "1.0"}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that only a company's own store knows, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("company") / "company.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(certificate.public_bytes(pem) + private)
    return file


@pytest.fixture
def secure(publisher: Publisher, company: Path) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(company)
    with serving(publisher.folder, context) as site:
        yield site


@pytest.mark.parametrize("through_a_proxy", [False, True])
def test_a_certificate_in_the_system_store_is_believed(
    secure: Site,
    publisher: Publisher,
    profile: Path,
    company: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    through_a_proxy: bool,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(company))
    with serving(publisher.folder) as proxy:
        if through_a_proxy:
            monkeypatch.setenv("HTTPS_PROXY", proxy.address)
        transports = Transports()
        desk = Desk(profile, transports, clock)
        desk.subscribe(publisher.invited(secure.address))
        [report] = desk.update()
        transports.close()

    assert report.problem == ""
    assert versions(desk) == {"desk": "1.0"}
    assert bool(proxy.asked) == through_a_proxy


def test_a_certificate_nobody_vouches_for_is_not(
    secure: Site, publisher: Publisher, desk: Desk, transports: Transports
) -> None:
    desk.update()
    desk.subscribe(publisher.invited(secure.address))

    [report] = desk.update()

    assert "cannot prove who it is: self-signed certificate" in report.problem
    assert "certificate installed on this computer" in report.remedy
    assert secure.asked == []
    assert versions(desk) == {"desk": "1.0"}
