"""The log of acts leaves the machine that it describes: new entries go to a collector, in order, none left out."""

import datetime
import json
import logging
import os
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from audit.models import AuditEntry, MaintenanceRun
from audit.models.maintenance import done

log = logging.getLogger(__name__)

AT_ONCE = 1000  # entries of one round
SETTLED = datetime.timedelta(minutes=1)  # an entry with a lower key may still be on its way to be committed
TIMEOUT = 5  # seconds for a collector to answer
NOTE = "Đến dòng "
PRIORITY = 13 * 8 + 6  # of syslog: log audit, informational


def forward_new() -> int:
    """Send what was not sent yet to AUDIT_COLLECTOR; how many. A collector that is away is tried again next round.

    What was sent and not noted, because the machine stopped in between, is sent twice; nothing is left out.
    """
    if not settings.AUDIT_COLLECTOR:
        return 0
    last = last_forwarded()
    waiting = AuditEntry.objects.filter(pk__gt=last, at__lt=timezone.now() - SETTLED).order_by("pk")
    entries = list(waiting[:AT_ONCE])
    try:
        if entries:
            _send([_facts(entry) for entry in entries])
    except OSError as error:
        log.warning("the collector of the log is away: %s", error)
        done(MaintenanceRun.Kind.FORWARD, note=f"{NOTE}{last}", is_well=False)
        return 0
    done(MaintenanceRun.Kind.FORWARD, note=f"{NOTE}{entries[-1].pk if entries else last}")
    return len(entries)


def last_forwarded() -> int:
    """The key of the last entry that a collector took; 0 where it took none."""
    run = MaintenanceRun.objects.filter(kind=MaintenanceRun.Kind.FORWARD).first()
    return int(run.note.removeprefix(NOTE)) if run else 0


def _facts(entry: AuditEntry) -> dict:
    """What a collector is told of one entry: source, target, account, time, act, and the digest that seals it."""
    return {
        "id": entry.pk,
        "at": entry.at.astimezone(datetime.UTC).isoformat(),
        "account": entry.actor_id,
        "name": entry.actor,
        "posing": entry.posing,
        "act": entry.action,
        "what": entry.what,
        "target": entry.subject,
        "source": entry.address,
        "request": entry.request,
        "sha256": entry.digest,
    }


def _send(entries: Sequence[dict]) -> None:
    """To a file, a JSON object a line; or as syslog (RFC 5424). OSError where it is away."""
    collector = urlsplit(settings.AUDIT_COLLECTOR)
    lines = [json.dumps(entry, ensure_ascii=False) for entry in entries]
    if collector.scheme == "file":
        _append(Path(collector.path), lines)
        return
    host = socket.gethostname()
    messages = [
        f"<{PRIORITY}>1 {entry['at']} {host} khoithidua - audit - {line}"
        for entry, line in zip(entries, lines, strict=True)
    ]
    address = (collector.hostname or "", collector.port or 0)
    with socket.create_connection(address, timeout=TIMEOUT) as connection:
        if collector.scheme == "tls":
            _send_sealed(connection, address[0], messages)
        else:
            _send_plain(connection, messages)


def _send_plain(connection: socket.socket, messages: Sequence[str]) -> None:
    """A message a line."""
    connection.sendall("".join(f"{message}\n" for message in messages).encode())
    connection.shutdown(socket.SHUT_WR)
    connection.recv(1)  # the other end closes once it has read all


def _send_sealed(connection: socket.socket, host: str, messages: Sequence[str]) -> None:
    """Over TLS to whom the certificate names, each message after its length (RFC 5425)."""
    frames = [f"{len(message.encode())} {message}".encode() for message in messages]
    with ssl.create_default_context().wrap_socket(connection, server_hostname=host) as sealed:
        sealed.sendall(b"".join(frames))
        with suppress(ssl.SSLEOFError):  # some close without a last word, once they have read all
            sealed.unwrap()


def _append(path: Path, lines: Sequence[str]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
