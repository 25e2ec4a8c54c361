"""Two web machines behind PgBouncer, a streaming replica and a store for uploads, as processes of one machine.

Four people write one report and send evidence while each of these is killed and started again; then every text and
every file that was acknowledged is looked for. Run: bin/bench machines (wants PostgreSQL's programs and pgbouncer).
"""

import hashlib
import html
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests
from PIL import Image

PRIMARY, REPLICA, BOUNCER, STORE, WEB = 55431, 55432, 55433, 55434, (55441, 55442)
PERSON, PASSWORD = "lanhdao.tnxp@khoithidua.example", "ThiDua@2023"  # of the demo
AWAY = 4  # seconds that a machine stays away
say = sys.stdout.write


def shell(command: str) -> None:
    """As the user postgres where this one is root: PostgreSQL and PgBouncer refuse to run as root."""
    as_postgres = ["su", "postgres", "-s", "/bin/sh", "-c", command]
    subprocess.run(
        as_postgres if os.getuid() == 0 else ["sh", "-c", command], check=True, capture_output=True
    )


def programs() -> str:
    initdbs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not initdbs:
        raise SystemExit("initdb is not here: apt-get install postgresql")
    return str(initdbs[-1].parent)


@dataclass
class Machine:
    """A process that is killed and started again."""

    name: str
    start: Callable[[], None]
    kill: Callable[[], None]


@dataclass
class Person:
    """Somebody who writes one section and sends evidence, going over to the other machine when one is away."""

    section: int
    turn: int = 0
    acknowledged: str = ""
    proofs: list[str] = field(default_factory=list)
    refused: int = 0
    longest: float = 0.0

    def __post_init__(self) -> None:
        self.session, self.machine = requests.Session(), self.section % 2

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{WEB[self.machine]}{path}"

    def sign_in(self) -> None:
        page = self.session.get(self.url("/accounts/login/"), timeout=9)
        sent = {
            "login": "lanhdao.tnxp@khoithidua.example",
            "password": PASSWORD,
            "csrfmiddlewaretoken": token(page.text),
        }
        self.session.post(self.url("/accounts/login/"), sent, timeout=30).raise_for_status()

    def work(self, until: float) -> None:
        while time.time() < until:
            self.turn += 1
            self.insist(self.write)
            if self.turn % 4 == 0:
                self.insist(self.prove)

    def insist(self, deed: Callable[[], bool]) -> None:
        """Until it is acknowledged, on whichever machine answers."""
        began = time.time()
        while time.time() < began + 60:
            try:
                if deed():
                    self.longest = max(self.longest, time.time() - began)
                    return
            except (requests.RequestException, ValueError):
                pass
            self.refused += 1
            self.machine = 1 - self.machine
            time.sleep(0.2)
        raise SystemExit(f"section {self.section}: nothing was taken for a minute")

    def write(self) -> bool:
        page = self.session.get(self.url("/reports/52/text/"), timeout=9)
        page.raise_for_status()
        boxes = sorted(set(re.findall(r'name="(section-\d+-text)"', page.text)))
        box, text = boxes[self.section], f"Lần ghi thứ {self.turn} của mục {self.section}"
        read = json.loads(html.unescape(first(r'name="read" value="([^"]*)"', page.text)))
        sent = {box: text, "read": json.dumps({box: read[box]}), "csrfmiddlewaretoken": token(page.text)}
        answer = self.session.post(
            self.url("/reports/52/text/"), sent, headers={"X-Autosave": "1"}, timeout=9
        )
        if answer.status_code != 200 or box not in answer.json()["saved"]:
            return False
        self.acknowledged = text
        return True

    def prove(self) -> bool:
        page = self.session.get(self.url("/reports/52/evidence/"), timeout=9)
        page.raise_for_status()
        content = picture(self.section * 100_000 + self.turn)
        sent = {"csrfmiddlewaretoken": token(page.text)}
        answer = self.session.post(
            self.url("/reports/52/evidence/"),
            sent,
            files={"file": (f"anh-{self.section}-{self.turn}.png", content, "image/png")},
            headers={"X-Autosave": "1"},
            timeout=15,
        )
        if answer.status_code != 200 or "added" not in answer.json():
            return False
        self.proofs.append(hashlib.sha256(content).hexdigest())
        return True


def token(page: str) -> str:
    return first(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)


def first(pattern: str, page: str) -> str:
    """What stands there. ValueError on a page that is not the one that was asked for."""
    if match := re.search(pattern, page):
        return match[1]
    raise ValueError(f"no {pattern}")


def picture(number: int) -> bytes:
    """A PNG like no other."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), (number % 256, number // 256 % 256, number // 65536 % 256)).save(buffer, "PNG")
    return buffer.getvalue()


def answers(port: int, path: str = "/") -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}{path}", timeout=2).status_code < 500
    except requests.RequestException:
        return False


def wait_for(answer: Callable[[], bool], what: str) -> None:
    for _ in range(300):
        if answer():
            return
        time.sleep(0.1)
    raise SystemExit(f"{what} does not answer")


class Site:
    """All machines in one folder."""

    def __init__(self, folder: Path):
        self.folder, self.bin = folder, programs()
        self.processes: dict[str, subprocess.Popen] = {}
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": f"postgres://postgres@127.0.0.1:{BOUNCER}/postgres?DISABLE_SERVER_SIDE_CURSORS=1",
            "REPLICA_URL": f"postgres://postgres@127.0.0.1:{REPLICA}/postgres",
            "CACHE_URL": "dbcache://cache",
            "MEDIA_BUCKET": "khoithidua",
            "S3_ENDPOINT": f"http://127.0.0.1:{STORE}",
            "S3_REGION": "vn",
            "S3_ACCESS_KEY": "bench",
            "S3_SECRET_KEY": "bench",
        }

    def postgres(self, name: str, verb: str) -> None:
        port = PRIMARY if name == "primary" else REPLICA
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {self.folder} -c jit=off"
        how = (
            f"-w -l {self.folder}/{name}.log -o '{options}' start" if verb == "start" else "-m immediate stop"
        )
        shell(f"{self.bin}/pg_ctl -D {self.folder}/{name} {how}")

    def make_databases(self) -> None:
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
            self.folder.chmod(0o755)
        shell(f"{self.bin}/initdb -D {self.folder}/primary -A trust -U postgres -E UTF8 --locale=C.UTF-8")
        self.postgres("primary", "start")
        shell(f"{self.bin}/pg_basebackup -D {self.folder}/replica -R -h 127.0.0.1 -p {PRIMARY} -U postgres")
        self.postgres("replica", "start")
        (self.folder / "bouncer.ini").write_text(
            f"[databases]\npostgres = host=127.0.0.1 port={PRIMARY} user=postgres\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {BOUNCER}\nauth_type = any\n"
            f"pool_mode = transaction\nmax_client_conn = 200\nunix_socket_dir =\n"
            f"logfile = {self.folder}/bouncer.log\npidfile = {self.folder}/bouncer.pid\n"
        )

    def bounce(self) -> None:
        (self.folder / "bouncer.pid").unlink(missing_ok=True)
        shell(f"$(command -v pgbouncer || echo /usr/sbin/pgbouncer) -d {self.folder}/bouncer.ini")

    def unbounce(self) -> None:
        os.kill(int((self.folder / "bouncer.pid").read_text()), signal.SIGKILL)

    def begin(self, name: str, *command: str, port: int, path: str = "/") -> None:
        log = (self.folder / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            command,
            env=self.environment | {"BIND": f"127.0.0.1:{port}"},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            wait_for(lambda: answers(port, path), name)
        except SystemExit:
            say((self.folder / f"{name}.log").read_text()[-2000:])
            raise

    def end(self, name: str, how: int = signal.SIGKILL) -> None:
        os.killpg(self.processes[name].pid, how)

    def serve(self, n: int) -> None:
        command = (sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi:application")
        self.begin(f"web{n}", *command, port=WEB[n - 1], path="/healthz")

    def manage(self, *command: str) -> None:
        command = (sys.executable, "manage.py", *command)
        done = subprocess.run(command, env=self.environment, check=False, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(command[1:])}: {done.stderr[-2000:]}")

    def machines(self) -> Iterator[Machine]:
        for n in (1, 2):
            yield Machine(f"web machine {n}", lambda n=n: self.serve(n), lambda n=n: self.end(f"web{n}"))
        yield Machine("PgBouncer", self.bounce, self.unbounce)
        for name in ("replica", "primary"):
            yield Machine(
                f"PostgreSQL, {name}",
                lambda name=name: self.postgres(name, "start"),
                lambda name=name: self.postgres(name, "stop"),
            )
        yield Machine(  # it keeps what it was given in its memory: it is stopped, not killed
            "store", lambda: self.end("store", signal.SIGCONT), lambda: self.end("store", signal.SIGSTOP)
        )


@contextmanager
def site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        made = Site(Path(name))
        try:
            made.make_databases()
            made.bounce()
            store = (str(Path(sys.executable).parent / "moto_server"), "-H", "127.0.0.1", "-p", str(STORE))
            made.begin("store", *store, port=STORE, path="/moto-api/")
            requests.put(f"http://127.0.0.1:{STORE}/khoithidua", timeout=9)
            for command in (["migrate"], ["createcachetable"], ["load_demo"]):
                made.manage(*command)
            made.serve(1)
            made.serve(2)
            yield made
        finally:
            for process in made.processes:
                made.end(process)
            for process in ("replica", "primary"):
                try:
                    made.postgres(process, "stop")
                except subprocess.CalledProcessError:
                    say(f"{process} had ended\n")
            made.unbounce()


def main() -> None:
    with site() as made:
        people = [Person(section) for section in range(4)]
        for person in people:
            person.sign_in()
        machines = list(made.machines())
        until = time.time() + 6 + len(machines) * (AWAY + 8)
        threads = [threading.Thread(target=person.work, args=(until,)) for person in people]
        for thread in threads:
            thread.start()
        time.sleep(6)
        say(f"\n{'killed':<22}{'written meanwhile':>18}{'refused':>9}\n")
        for machine in machines:
            turns, refused = sum(p.turn for p in people), sum(p.refused for p in people)
            machine.kill()
            time.sleep(AWAY)
            machine.start()
            time.sleep(5)
            gone, lost = sum(p.turn for p in people) - turns, sum(p.refused for p in people) - refused
            say(f"{machine.name:<22}{gone:>18}{lost:>9}\n")
        for thread in threads:
            thread.join()
        look(people)


def look(people: list[Person]) -> None:
    """Every acknowledged text and file is there, whichever machine is asked."""
    lost = 0
    for person in people:
        page = person.session.get(person.url("/reports/52/text/"), timeout=30)
        lost += person.acknowledged not in page.text
        person.machine = 1 - person.machine
        listed = person.session.get(person.url("/reports/52/evidence/"), timeout=60).text
        links = set(re.findall(r'href="(/evidence/\d+/)"', listed))
        files = {
            hashlib.sha256(person.session.get(person.url(link), timeout=30).content).hexdigest()
            for link in links
        }
        lost += len(set(person.proofs) - files)
    proofs = sum(len(person.proofs) for person in people)
    longest = max(person.longest for person in people)
    texts = sum(person.turn for person in people)
    say(f"{texts} texts and {proofs} files acknowledged, {lost} lost, longest wait {longest:.0f} s\n")
    if lost:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
