"""`OfflineFigure`: a Folium page that asks the network for nothing.

Folium's own page links a dozen files on servers elsewhere. Here those that are
needed stand inside the page, those that are not are left out, and anything that
would still be fetched is refused while the page is made. A Content-Security-Policy
in the page forbids the browser the rest, but for pictures from a server that the
user named (`tile_layer`); it names the page's own scripts by their sums, so that no
other runs, whatever a text brings along.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from types import MappingProxyType

import folium
from branca.element import Element, Figure, Link
from jinja2 import Template

from maps.page.folium_texts import keep_texts
from maps.page.page_reader import as_parsed, read_page, script_sums
from maps.page.parts import Raw, json_text, script_block
from maps.page.vendored import picture_url, vendored_script, vendored_style

SECURITY_POLICY = (
    "default-src 'none'; script-src 'none'; style-src 'unsafe-inline'; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'"
)
"""What a page allows, but for its own scripts."""

# Only folium.Icon needs these, where markers may be drawn with DivIcon, and Folium's
# colour scale, which `folium_texts` draws without.
_LEFT_OUT = frozenset(
    {
        "bootstrap",
        "bootstrap_css",
        "glyphicons_css",
        "awesome_markers",
        "awesome_markers_css",
        "awesome_markers_font_css",
        "awesome_rotate_css",
        "d3",
    }
)

_ELSEWHERE = ("http://", "https://", "ftp://", "ws://", "wss://", "//")
_USES_JQUERY = re.compile(r"\$[(.]|\bjQuery\b")
_ENDS_SCRIPT = re.compile(r"<(?=/script|!--)", re.IGNORECASE)
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
    policy : its Content-Security-Policy, to which the sums of its scripts are added.
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
        "{{ this.script_lines(**kwargs) }}\n"
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
        """Return the page; the same tree gives the same text, however often.

        Raises
        ------
        OutsideReferenceError : something in it lives elsewhere.
        """
        elements = _family(self)
        before = [(element._children, dict(element._children)) for element in elements]
        keep_texts(elements)
        try:
            return self._rendered(**kwargs)
        finally:
            # Folium adds elements of its own while it renders.
            for children, own in before:
                children.clear()
                children.update(own)

    def _rendered(self, **kwargs: object) -> str:
        for child in list(self._children.values()):
            child.render(**kwargs)
        elements = _family(self)
        for element in elements:
            _refuse_outside_addresses(element)
        self._carry_links()
        html = as_parsed(self._template.render(this=self, kwargs=kwargs))
        html = _count_ids(html, {element._id for element in elements})
        page = read_page(html)
        if page.fetches:
            raise OutsideReferenceError("the page itself", page.fetches[0])
        own = f"script-src {script_sums(page.scripts)}"
        return html.replace("script-src 'none'", own, 1)

    def script_lines(self, **kwargs: object) -> str:
        """Return what makes the map, where no text ends the script element."""
        code: str = self.script.render(**kwargs)
        return _ENDS_SCRIPT.sub(r"<\\", code)

    def _uses_jquery(self) -> bool:
        header = self.header._children.values()
        folium_s = (child for child in header if type(child) is Element)
        parts = (self.script, *self.html._children.values(), *folium_s)
        return any(_USES_JQUERY.search(part.render()) for part in parts)

    def _carry_links(self) -> None:
        """Put the linked files into the page, ahead of all other styles."""
        carried: list[tuple[str, Element]] = []
        others: list[tuple[str, Element]] = []
        for name, child in self.header._children.items():
            if name in _CARRIED:
                if name != "jquery" or self._uses_jquery():
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


def _count_ids(html: str, ids: set[str]) -> str:
    """Replace the random ids of elements by their number on the page."""
    numbers: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        found = match[0]
        if found not in ids:
            return found
        return numbers.setdefault(found, str(len(numbers) + 1))

    return _RANDOM_ID.sub(number, html)
