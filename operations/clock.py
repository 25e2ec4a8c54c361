"""Whether the clock of this machine is kept in step with a time server, as the kernel knows it."""

import ctypes

TIME_ERROR = 5  # what adjtimex(2) answers where nobody keeps the clock in step
TIMEX_SIZE = 512  # bytes; more than struct timex takes on any machine


def is_in_step() -> bool | None:
    """None where the kernel does not say, as on a system other than Linux."""
    question = ctypes.create_string_buffer(TIMEX_SIZE)  # all zero: asks, and sets nothing
    try:
        answer = ctypes.CDLL(None, use_errno=True).adjtimex(question)
    except (AttributeError, OSError):
        return None
    return None if answer < 0 else answer != TIME_ERROR


def in_words() -> str:
    in_step = is_in_step()
    if in_step is None:
        return "không rõ có đồng bộ với máy chủ thời gian không"
    return "đồng bộ với máy chủ thời gian" if in_step else "chưa đồng bộ với máy chủ thời gian"
