"""Which criteria of a sheet a verifier looks at before the others, and why."""

from collections.abc import Iterable

from .evidence_template import misfits
from .models import ScoreLine


def seen_first(lines: Iterable[ScoreLine], year: int) -> list[tuple[ScoreLine, str]]:
    """Lines that claim points on no evidence, then on other evidence than asked for, each with why.

    Reads `proofs`, which the page puts there.
    """
    claimed = [line for line in lines if line.criterion.needs_evidence and line.self_points]
    bare = [line for line in claimed if not line.proofs]
    others = [(line, misfits(line.criterion, line.proofs, year)) for line in claimed]
    return [
        *((line, "không có minh chứng, hội giải thích") for line in bare if line.justification),
        *((line, "thiếu minh chứng") for line in bare if not line.justification),
        *((line, f"minh chứng {why}") for line, why in others if why),
    ]
