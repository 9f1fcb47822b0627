"""What a browser would run and fetch of a page by itself."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from types import MappingProxyType

_FETCHED_BY = MappingProxyType(
    {
        "src": "every element",
        "srcset": "every element",
        "poster": "every element",
        "background": "every element",
        "data": "object",
        "href": "link use image base",
    }
)
_CSS_FETCH = re.compile(r"@import[^;]*|url\((?!\s*['\"]?(?:data:|#))[^)]*")


def as_parsed(html: str) -> str:
    """Write a page as a browser reads it, so that the sums of its scripts hold."""
    text = html.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return text.encode("utf-8", "replace").decode("utf-8")


def read_page(html: str) -> PageReader:
    """Read a whole page."""
    reader = PageReader()
    reader.feed(html)
    reader.close()
    return reader


def script_sums(scripts: Iterable[str]) -> str:
    """Name scripts by their content, as a Content-Security-Policy does."""
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    sums = (base64.b64encode(digest).decode("ascii") for digest in digests)
    return " ".join(f"'sha256-{each}'" for each in sums)


class PageReader(HTMLParser):
    """Collects scripts, and what elements and styles would fetch.

    Attributes
    ----------
    scripts : the code of each. fetches : what each would be for.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fetches: list[str] = []
        self.scripts: list[str] = []
        self._in_style = False
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element's attributes."""
        self._in_style = tag == "style"
        self._in_script = tag == "script" and not dict(attrs).get("type")
        if self._in_script:
            self.scripts.append("")
        for name, value in attrs:
            if name == "style":
                self.fetches += _CSS_FETCH.findall(value or "")
            elif _fetches(tag, name, (value or "").strip()):
                self.fetches.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        """Leave a style or a script."""
        self._in_style = self._in_style and tag != "style"
        self._in_script = self._in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        """Read what stands in a style or a script."""
        if self._in_style:
            self.fetches += _CSS_FETCH.findall(data)
        if self._in_script:
            self.scripts[-1] += data


def _fetches(tag: str, attribute: str, value: str) -> bool:
    tags = _FETCHED_BY.get(attribute, "")
    if not value or value.startswith(("data:", "#")):
        return False
    return tags == "every element" or tag in tags.split()
