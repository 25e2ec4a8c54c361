"""Opens a stranger's file in a process of its own, with limits of time and memory.

A file of some hundred bytes can ask a library for gigabytes or for minutes. Here only the process that reads it ends,
and whoever sent the file is told so.
"""

import os
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

CPU_SECONDS = 2
WALL_SECONDS = 15  # the machine may be busy with other things
ROOM = 400 * 1024 * 1024  # bytes that reading a file may take beside the libraries


class FileRefused(Exception):
    """Why a file is not taken, for the person who chose it."""


TOO_COSTLY = "Tệp này đòi quá nhiều bộ nhớ hoặc thời gian để mở. Hãy xuất lại tệp rồi tải lên."


def in_child(work: Callable, *args: Any) -> Any:
    """What `work(*args)` gives, worked out in a limited process. `work` is a function of a module, `args` are plain.

    FileRefused where work raises it, and where it takes more than it may.
    """
    from .processes import fork_server

    context = fork_server()
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(theirs, work, args), daemon=True)
    child.start()
    theirs.close()
    try:
        done, answer = ours.recv() if ours.poll(WALL_SECONDS) else (False, FileRefused(TOO_COSTLY))
    except EOFError:  # ended by one of its limits
        done, answer = False, FileRefused(TOO_COSTLY)
    finally:
        ours.close()
        child.kill()
        child.join()
        child.close()
    if done:
        return answer
    raise answer


def _work(pipe: Connection, work: Callable, args: tuple) -> None:
    _limit()
    try:
        answer = (True, work(*args))
    except MemoryError:
        answer = (False, FileRefused(TOO_COSTLY))
    except Exception as error:
        answer = (False, error)
    pipe.send(answer)
    pipe.close()


def _limit() -> None:
    """From here on this process may take so much time and memory, and no more."""
    with open("/proc/self/statm") as facts:
        taken = int(facts.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (taken + ROOM, taken + ROOM))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
