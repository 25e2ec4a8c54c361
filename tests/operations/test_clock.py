"""Whether somebody keeps the machine's clock in step is asked of the kernel, and told."""

import ctypes

import pytest

from operations import clock

pytestmark = pytest.mark.screens  # not of the database


class Kernel:
    """A C library whose adjtimex answers so; what it was asked is kept."""

    def __init__(self, answer: int) -> None:
        self.answer, self.asked = answer, b""

    def adjtimex(self, question) -> int:
        self.asked = bytes(question)
        return self.answer


@pytest.mark.parametrize(
    ("answer", "in_step", "said"),
    [(0, True, "đồng bộ với"), (1, True, "đồng bộ với"), (5, False, "chưa đồng bộ"), (-1, None, "không rõ")],
)
def test_the_kernel_says_whether_the_clock_is_kept_in_step(monkeypatch, answer, in_step, said):
    kernel = Kernel(answer)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: kernel)

    assert clock.is_in_step() is in_step
    assert clock.in_words().startswith(said)
    assert kernel.asked and not any(kernel.asked)  # asks, and sets nothing


def test_a_system_that_has_no_such_call_is_not_known(monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    assert clock.is_in_step() is None
