"""A folder for data that must not stay behind in the open, however its process ends."""

import fcntl
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from .databases import BackupError

BEGINS = "khoithidua-scratch-"
UNDER_WAY = "Đang có một lần sao lưu hoặc diễn tập khác. Hãy đợi lần ấy xong."


@contextmanager
def scratch_in(folder: Path) -> Iterator[Path]:
    """An empty folder inside that one, gone at the end. What a killed process left there goes at the next beginning.

    BackupError while another one is at work in there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # let go when the process ends, by whatever
        except BlockingIOError as error:
            raise BackupError(UNDER_WAY) from error
        sweep(folder)
        with _ending_gently(), TemporaryDirectory(prefix=BEGINS, dir=folder) as inner:
            yield Path(inner)


def sweep(folder: Path) -> None:
    """Remove what was left half done."""
    for left in folder.glob(f"{BEGINS}*"):
        shutil.rmtree(left)
    for left in folder.glob("khoithidua-*.part"):
        left.unlink()


@contextmanager
def _ending_gently() -> Iterator[None]:
    """A polite end of the process (SIGTERM) still removes the folder."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number, _frame):
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
