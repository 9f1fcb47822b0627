"""What pages carry from elsewhere, made ready to stand inside a page."""

from __future__ import annotations

import base64
import re
from pathlib import Path

VENDORED = Path(__file__).with_name("vendored")

_SOURCE_MAP = re.compile(r"//# sourceMappingURL=\S*")
_CSS_URL = re.compile(r"url\(['\"]?([^)'\"]+)['\"]?\)")


def vendored_script(name: str) -> str:
    """Return a script without the link to its source map."""
    return _SOURCE_MAP.sub("", (VENDORED / name).read_text("utf-8")).rstrip()


def vendored_style(name: str) -> str:
    """Return a style sheet with its pictures inside."""
    return _CSS_URL.sub(_inlined, (VENDORED / name).read_text("utf-8"))


def picture_url(name: str) -> str:
    """Return a PNG picture as a data URL."""
    content = base64.b64encode((VENDORED / name).read_bytes()).decode("ascii")
    return f"data:image/png;base64,{content}"


def _inlined(reference: re.Match[str]) -> str:
    target = reference[1]
    if target.startswith(("#", "data:")):
        return reference[0]
    return f"url({picture_url(target)})"
