"""Which criteria of a sheet a verifier looks at before the others, and why."""

from collections.abc import Iterable

from .models import ScoreLine


def seen_first(lines: Iterable[ScoreLine]) -> list[tuple[ScoreLine, str]]:
    """Lines that claim points on no evidence, in the order of the sheet, each with why; those with a word on it first.

    Reads `proofs`, which the page puts there.
    """
    bare = [line for line in lines if line.criterion.needs_evidence and line.self_points and not line.proofs]
    return [
        *((line, "không có minh chứng, hội giải thích") for line in bare if line.justification),
        *((line, "thiếu minh chứng") for line in bare if not line.justification),
    ]
