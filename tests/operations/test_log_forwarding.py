"""The log of acts goes to a collector in order, waits for one that is away, and leaves nothing out."""

import datetime
import json
import re
import ssl
import threading
from socketserver import StreamRequestHandler, ThreadingTCPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry, MaintenanceRun
from operations.log_forwarding import forward_new, last_forwarded
from tests.factories import free_port, make_user

pytestmark = pytest.mark.django_db
LABEL = "Chuyển nhật ký tới nơi thu thập"


def act(what: str, *, minutes_ago: int = 2) -> AuditEntry:
    at = timezone.now() - datetime.timedelta(minutes=minutes_ago)
    facts = {"action": "report.submitted", "subject": "pledges.report:1", "address": "203.0.113.9"}
    return AuditEntry.objects.create(at=at, actor_id=7, actor="Lê Thị A", what=what, **facts)


@pytest.fixture
def collector():
    """A syslog server on this machine, and the lines that came."""
    lines: list[str] = []

    class Handler(StreamRequestHandler):
        def handle(self):
            lines.extend(line.decode().rstrip("\n") for line in self.rfile)

    server = ThreadingTCPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"tcp://127.0.0.1:{server.server_address[1]}", lines
    server.shutdown()
    server.server_close()


def test_new_entries_go_to_a_file_once_and_in_order(tmp_path, settings):
    path = tmp_path / "audit.jsonl"
    settings.AUDIT_COLLECTOR = f"file://{path}"
    entries = [act("một"), act("hai\n dòng")]
    young = act("ba", minutes_ago=0)

    assert (forward_new(), forward_new()) == (2, 0)

    said = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [one["what"] for one in said] == ["một", "hai\n dòng"]
    assert datetime.datetime.fromisoformat(said[0].pop("at")) == entries[0].at
    assert said[0] == {
        "id": entries[0].pk, "account": 7, "name": "Lê Thị A", "posing": "", "act": "report.submitted",
        "what": "một", "target": "pledges.report:1", "source": "203.0.113.9", "request": "",
        "sha256": entries[0].digest,
    }  # fmt: skip
    assert last_forwarded() == entries[1].pk < young.pk


def test_a_collector_that_is_away_gets_all_of_it_later(collector, settings):
    address, lines = collector
    settings.AUDIT_COLLECTOR = f"tcp://127.0.0.1:{free_port()}"
    act("khi vắng")
    assert forward_new() == 0
    assert not MaintenanceRun.objects.get(kind="forward").is_well and last_forwarded() == 0

    settings.AUDIT_COLLECTOR = address
    act("khi có")
    assert forward_new() == 2
    assert MaintenanceRun.objects.get(kind="forward").is_well
    assert [json.loads(line.partition(" - audit - ")[2])["what"] for line in lines] == ["khi vắng", "khi có"]
    begins = re.compile(r"<110>1 20\d\d-\S+ \S+ khoithidua - audit - {")
    assert lines and all(begins.match(line) for line in lines)


@pytest.fixture(params=["with a last word", "without one"])
def sealed_collector(request, tmp_path, monkeypatch):
    """A syslog server behind TLS, whose certificate this machine trusts, and the bytes that came."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + datetime.timedelta(hours=1))
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    certificate = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    pem, secret = tmp_path / "collector.pem", tmp_path / "collector.key"
    pem.write_bytes(certificate.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    received: list[bytes] = []

    class Handler(StreamRequestHandler):
        def handle(self):
            with context.wrap_socket(self.request, server_side=True) as sealed:
                while piece := sealed.recv(65536):
                    received.append(piece)
                if request.param == "with a last word":
                    sealed.unwrap()

    server = ThreadingTCPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], received
    server.shutdown()
    server.server_close()


def test_entries_go_over_tls_each_after_its_length(sealed_collector, settings):
    port, received = sealed_collector
    settings.AUDIT_COLLECTOR = f"tls://localhost:{port}"
    act("một"), act("hai")
    assert (forward_new(), forward_new()) == (2, 0)

    rest, said = b"".join(received), []
    while rest:
        length, _, rest = rest.partition(b" ")
        message, rest = rest[: int(length)].decode(), rest[int(length) :]
        said.append(json.loads(message.partition(" - audit - ")[2])["what"])
    assert said == ["một", "hai"]


def test_a_collector_whose_certificate_is_anothers_gets_nothing(sealed_collector, settings):
    port, received = sealed_collector
    settings.AUDIT_COLLECTOR = f"tls://127.0.0.1:{port}"
    act("ở lại")
    assert forward_new() == 0 and not received
    assert not MaintenanceRun.objects.get(kind="forward").is_well


def test_nothing_goes_anywhere_where_no_collector_is_named(client, settings):
    settings.AUDIT_COLLECTOR = ""
    act("ở lại")
    assert forward_new() == 0 and not MaintenanceRun.objects.filter(kind="forward").exists()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    assert LABEL not in client.get(reverse("system")).text
    settings.AUDIT_COLLECTOR = "tcp://collector.example:601"
    assert LABEL in client.get(reverse("system")).text


def test_what_one_round_does_not_take_goes_in_the_next(tmp_path, settings, monkeypatch):
    monkeypatch.setattr("operations.log_forwarding.AT_ONCE", 2)
    settings.AUDIT_COLLECTOR = f"file://{tmp_path / 'audit.jsonl'}"
    for number in range(3):
        act(str(number))
    assert [forward_new() for _ in range(3)] == [2, 1, 0]


def test_a_file_that_cannot_be_written_is_said_and_tried_again(tmp_path, settings):
    settings.AUDIT_COLLECTOR = f"file://{tmp_path / 'no-folder' / 'audit.jsonl'}"
    act("đợi")
    assert forward_new() == 0 and not MaintenanceRun.objects.get(kind="forward").is_well
    (tmp_path / "no-folder").mkdir()
    assert forward_new() == 1
