"""`OfflineFigure`: a Folium page that asks the network for nothing.

Folium's own page links a dozen files on servers elsewhere. Here those that are
needed stand inside the page, those that are not are left out, and anything that
would still be fetched is refused while the page is made. A Content-Security-Policy
in the page forbids the browser the rest, but for pictures from a server that the
user named (`tile_layer`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from types import MappingProxyType

import folium
from branca.element import Element, Figure, Link
from jinja2 import Template

from maps.page.parts import Raw, json_text, script_block
from maps.page.vendored import picture_url, vendored_script, vendored_style

SECURITY_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'"
)

# Only folium.Icon needs these; markers are drawn with DivIcon.
_LEFT_OUT = frozenset(
    {
        "bootstrap",
        "bootstrap_css",
        "glyphicons_css",
        "awesome_markers",
        "awesome_markers_css",
        "awesome_markers_font_css",
        "awesome_rotate_css",
    }
)

_ELSEWHERE = ("http://", "https://", "ftp://", "ws://", "wss://", "//")
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
_THE_PAGE = "the page itself"
_CSS_FETCH = re.compile(r"@import[^;]*|url\((?!\s*['\"]?(?:data:|#))[^)]*")
_RANDOM_ID = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])")


class OutsideReferenceError(ValueError):
    """A page would need something that is not inside it."""

    def __init__(self, who: str, needs: str) -> None:
        super().__init__(f"a page cannot be offline: {who} needs {needs}")


class OfflineFigure(Figure):
    """A page of its own, holding everything it shows.

    Parameters
    ----------
    title : shown by the browser; any text.
    language : of the texts, as in BCP 47.

    Attributes
    ----------
    attributes : of the page's html element, by name.
    policy : its Content-Security-Policy.
    """

    _template = Template(
        "<!DOCTYPE html>\n"
        "<html{% for name, value in this.attributes.items() %}"
        ' {{ name }}="{{ value | e }}"{% endfor %}>\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{{ this.policy }}">\n'
        "<title>{{ this.title }}</title>\n"
        "{{ this.header.render(**kwargs) }}\n"
        "</head>\n"
        "<body>\n"
        "{{ this.html.render(**kwargs) }}\n"
        "<script>\n"
        "{{ this.script.render(**kwargs) }}\n"
        "</script>\n"
        "</body>\n"
        "</html>\n"
    )

    def __init__(self, *, title: str = "", language: str = "en") -> None:
        super().__init__(title=escape(title))
        self.attributes = {"lang": language}
        self.policy = SECURITY_POLICY
        self.header._children.clear()

    def let_in_pictures_from(self, origin: str) -> None:
        """Let the browser fetch pictures from one more place, and nothing else.

        origin : scheme, host and port, in plain letters.
        """
        allowed = "img-src data: blob:"
        self.policy = self.policy.replace(allowed, f"{allowed} {origin}")

    def render(self, **kwargs: object) -> str:
        """Return the page; the same tree gives the same text.

        Raises
        ------
        OutsideReferenceError : something in it lives elsewhere.
        """
        for child in list(self._children.values()):
            child.render(**kwargs)
        elements = _family(self)
        for element in elements:
            _refuse_outside_addresses(element)
        self._carry_links()
        html = self._template.render(this=self, kwargs=kwargs)
        _refuse_outside_references(html)
        return _count_ids(html, {element._id for element in elements})

    def _carry_links(self) -> None:
        """Put the linked files into the page, ahead of all other styles."""
        carried: list[tuple[str, Element]] = []
        others: list[tuple[str, Element]] = []
        for name, child in self.header._children.items():
            if name in _CARRIED:
                carried.append((name, Raw(_CARRIED[name]())))
            elif not isinstance(child, Link):
                others.append((name, child))
            elif name not in _LEFT_OUT:
                raise OutsideReferenceError(str(name), child.url)
        self.header._children.clear()
        for name, child in carried + others:
            self.header.add_child(child, name=name)


def _leaflet() -> str:
    # Leaflet guesses where its pictures lie from the address of its style sheet,
    # which an inlined one does not have.
    pictures = json_text(
        {
            "iconUrl": picture_url("images/marker-icon.png"),
            "iconRetinaUrl": picture_url("images/marker-icon-2x.png"),
            "shadowUrl": picture_url("images/marker-shadow.png"),
        }
    )
    return script_block(
        f"{vendored_script('leaflet.js')}\n"
        'L.Icon.Default.imagePath = "";\n'
        f"L.Icon.Default.mergeOptions({pictures});"
    )


_CARRIED: MappingProxyType[str, Callable[[], str]] = MappingProxyType(
    {
        "leaflet": _leaflet,
        "leaflet_css": lambda: f"<style>\n{vendored_style('leaflet.css')}</style>",
        "jquery": lambda: script_block(vendored_script("jquery.slim.min.js")),
    }
)


def _family(root: Element) -> list[Element]:
    """Return an element and all that hangs below it or is held by it."""
    found: dict[int, Element] = {}
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if id(element) in found:
            continue
        found[id(element)] = element
        held = [value for key, value in vars(element).items() if key != "_parent"]
        waiting += [value for value in held if isinstance(value, Element)]
        waiting += element._children.values()
    return list(found.values())


def _refuse_outside_addresses(element: Element) -> None:
    """Refuse tiles, pictures and data that scripts would fetch."""
    if type(element) is folium.Icon:
        raise OutsideReferenceError("folium.Icon", "web fonts (use DivIcon)")
    if isinstance(element, Link):
        return
    options = getattr(element, "options", None)
    values = {**vars(element), **(options if isinstance(options, dict) else {})}
    for key, value in values.items():
        if isinstance(value, str) and value.startswith(_ELSEWHERE):
            raise OutsideReferenceError(type(element).__name__, f"its {key}, {value}")


def _refuse_outside_references(html: str) -> None:
    """Refuse what the browser would fetch by itself."""
    finder = _ReferenceFinder()
    finder.feed(html)
    finder.close()
    if finder.found:
        raise OutsideReferenceError(_THE_PAGE, finder.found[0])


class _ReferenceFinder(HTMLParser):
    """Collects what elements and styles would fetch; scripts are not read."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        for name, value in attrs:
            if name == "style":
                self.found += _CSS_FETCH.findall(value or "")
            elif _fetches(tag, name, (value or "").strip()):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        self._in_style = self._in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.found += _CSS_FETCH.findall(data)


def _fetches(tag: str, attribute: str, value: str) -> bool:
    tags = _FETCHED_BY.get(attribute, "")
    if not value or value.startswith(("data:", "#")):
        return False
    return tags == "every element" or tag in tags.split()


def _count_ids(html: str, ids: set[str]) -> str:
    """Replace the random ids of elements by their number on the page."""
    numbers: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        found = match[0]
        if found not in ids:
            return found
        return numbers.setdefault(found, str(len(numbers) + 1))

    return _RANDOM_ID.sub(number, html)
