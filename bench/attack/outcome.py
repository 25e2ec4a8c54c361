"""What one part of the attack tried, and what went wrong."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connections

say = sys.stdout.write


@dataclass
class Outcome:
    """One row of the table."""

    what: str
    tries: int = 0
    faults: list[str] = field(default_factory=list)
    note: str = ""
    seconds: float = 0

    def held(self, *, is_well: bool, otherwise: str) -> None:
        """Count one try; `otherwise` is what is said of it where it went wrong."""
        self.tries += 1
        if not is_well:
            self.faults.append(otherwise)

    @property
    def verdict(self) -> str:
        if not self.tries:
            return f"not tried: {self.note}"
        if self.faults:
            return f"{len(self.faults)} faults"
        return f"held{f'; {self.note}' if self.note else ''}"

    @property
    def row(self) -> str:
        return f"| {self.what} | {self.tries:,} | {self.verdict} | {self.seconds:.0f} |"


def tried(what: str, attack: Callable[[Outcome], None]) -> Outcome:
    """Do one part, say its row and its first faults."""
    outcome = Outcome(what)
    began = time.perf_counter()
    attack(outcome)
    connections.close_all()  # nothing that a part left half read holds the file against the next
    outcome.seconds = time.perf_counter() - began
    say(f"{outcome.row}\n")
    for fault in outcome.faults[:20]:
        say(f"    {fault}\n")
    return outcome
