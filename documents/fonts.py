"""The font of official papers: Tinos, with the widths of Times New Roman, and no other font of the machine."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Error

FACES = ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"]

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias>
  <alias binding="same"><family>serif</family><prefer><family>Tinos</family></prefer></alias>
  <alias binding="same"><family>sans-serif</family><prefer><family>Tinos</family></prefer></alias>
</fontconfig>
"""


def configure() -> None:
    """Point this process's fontconfig at Tinos alone. Must run before WeasyPrint is imported."""
    cache = settings.VAR_DIR / "font-cache"
    wanted = CONFIGURATION.format(fonts=settings.FONT_DIR, cache=cache)
    path = settings.VAR_DIR / "fonts.conf"
    if not path.is_file() or path.read_text() != wanted:
        cache.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(wanted)
        fresh.replace(path)
    os.environ["FONTCONFIG_FILE"] = str(path)


def font_is_installed(**kwargs: Any) -> list[Error]:
    """Without its four faces a paper would be drawn in a font that lacks half the Vietnamese letters."""
    installed = {path.parent.name for path in Path(settings.FONT_DIR).glob("*/*.ttf")}
    absent = [face for face in FACES if face not in installed]
    if not absent:
        return []
    return [
        Error(
            f"Font Tinos is not complete: {', '.join(absent)} not found.",
            hint="Run bin/setup.",
            id="documents.E001",
        )
    ]
