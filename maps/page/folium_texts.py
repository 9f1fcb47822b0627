"""Folium's layers, with texts that stay texts.

Folium puts the texts of popups and tooltips into template literals, where `${}` runs
and a backslash escapes, and it reads what an element's macros return as a template
once more, so that `{{ }}` in a marker's text or in a table runs while the page is made.
Its colour scale is drawn by a library from elsewhere. Here the elements of one page
are given templates without any of that; other maps' elements stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import folium
from branca.colormap import ColorMap
from branca.element import Element, MacroElement
from folium.template import Template

_TEMPLATE_BEGINS = re.compile(r"\{(?=[{%#])")
_ESCAPED_BACKTICK = re.compile(r"\\`")

_POPUP = Template(
    """
    var {{ this.get_name() }} = L.popup({{ this.options | tojavascript }});
    {%- for element in this.html._children.values() %}
    {{ this.get_name() }}.setContent({{ plain(element.render(**kwargs)) | tojson }});
    {%- endfor %}
    {{ this._parent.get_name() }}.bindPopup({{ this.get_name() }})
    {%- if this.show %}.openPopup(){% endif %};
    {%- for element in this.script._children.values() %}
    {{ element.render() }}
    {%- endfor %}
    """
)

_TOOLTIP = Template(
    """
    {% macro script(this, kwargs) %}
    (function () {
        const content = document.createElement("div");
        content.innerHTML = {{ this.text | tojson }};
        {%- if this.style %}
        content.style.cssText = {{ this.style | tojson }};
        {%- endif %}
        {{ this._parent.get_name() }}.bindTooltip(
            content, {{ this.options | tojavascript }}
        );
    })();
    {% endmacro %}
    """
)

_COLOUR_SCALE = Template(
    """
    {% macro script(this, kwargs) %}
    var {{ this.get_name() }} = L.control({position: "topright"});
    {{ this.get_name() }}.onAdd = function () {
        const colours = {{ this.color_range | tojson }};
        const from = {{ this.vmin | float | tojson }};
        const to = {{ this.vmax | float | tojson }};
        const scale = L.DomUtil.create("div", "legend");
        const add = (height) => {
            const row = L.DomUtil.create("div", "", scale);
            row.style.cssText = "position: relative; height: " + height + "px";
            return row;
        };
        scale.style.cssText =
            "width: {{ this.width }}px; padding: 3px 25px; box-sizing: border-box;" +
            "background: rgba(255, 255, 255, 0.85); color: " +
            {{ this.text_color | tojson }};
        const ticks = add(15);
        {{ this.tick_labels | list | tojson }}.forEach((value) => {
            if (value === "") return;
            const tick = L.DomUtil.create("span", "", ticks);
            tick.textContent = value;
            tick.style.cssText = "position: absolute; transform: translateX(-50%);" +
                "left: " + (100 * (value - from)) / (to - from) + "%";
        });
        add({{ this.height }} - 30).style.background =
            "linear-gradient(to right, " + colours.join(", ") + ")";
        add(15).textContent = {{ this.caption | tojson }};
        return scale;
    };
    {{ this.get_name() }}.addTo({{ this._parent.get_name() }});
    {% endmacro %}
    """
)

_OURS = (
    (vars(folium.Popup)["_template"], _POPUP),
    (vars(folium.Tooltip)["_template"], _TOOLTIP),
    (vars(ColorMap)["_template"], _COLOUR_SCALE),
)


def keep_texts(elements: Iterable[Element]) -> None:
    """Give Folium's elements templates that take a text as nothing but a text."""
    for element in elements:
        template: Any = element._template  # noqa: SLF001 - Branca hands it on nowhere else
        if isinstance(element, MacroElement) and not isinstance(template, _ReadOnce):
            ours = next((made for known, made in _OURS if known is template), template)
            vars(element)["_template"] = _ReadOnce(ours)


class _ReadOnce:
    """A template of which the outcome reads as itself when it is read once more."""

    def __init__(self, template: Any) -> None:  # noqa: ANN401  # of Folium or Branca
        self._template = template

    @property
    def module(self) -> SimpleNamespace:
        macros = vars(self._template.module)
        found = [name for name in ("header", "html", "script") if name in macros]
        return SimpleNamespace(
            **{name: _reading_as_itself(macros[name]) for name in found}
        )

    def render(self, **context: object) -> str:
        return _escaped(self._template.render(plain=_without_backticks, **context))


def _reading_as_itself(macro: Callable[..., str]) -> Callable[..., str]:
    def escaped(*arguments: object) -> str:
        return _escaped(macro(*arguments))

    return escaped


def _escaped(text: str) -> str:
    return _TEMPLATE_BEGINS.sub("{{ '{' }}", text)


def _without_backticks(html: str) -> str:
    """Take back what `folium.Popup` does to backticks."""
    return _ESCAPED_BACKTICK.sub("`", html)
