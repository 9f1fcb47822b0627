"""`Look`: how a page is shown to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from maps.errors import FieldError
from scenarios.nearest_word import hint

if TYPE_CHECKING:  # Folium comes with it, and takes long to load
    from maps.page.tile_server import TileServer

Theme = Literal["dark", "light"]
Language = Literal["en", "zh", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page is shown to begin with; its buttons change the first two.

    tiles : the one server that the page may ask, for what lies under the basemap.

    Raises
    ------
    FieldError : a theme or a language that there is not.
    """

    theme: Theme = "dark"
    language: Language = "en"
    tiles: TileServer | None = None

    def __post_init__(self) -> None:
        """Check both words."""
        _check(self.theme, get_args(Theme), "--theme")
        _check(self.language, get_args(Language), "--language")

    @property
    def reading(self) -> str:
        """The language of the page as browsers and screen readers take it."""
        return "zh" if self.language == "zh" else "en"


def _check(word: str, known: tuple[str, ...], field: str) -> None:
    if word not in known:
        mend = hint(word, known)
        raise FieldError(f"{word!r:.40} is not known", field=field, mend=mend)
