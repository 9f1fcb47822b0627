"""Times, shares, money and foreign text, as they stand in the terminal."""

from __future__ import annotations

_LONGEST_CELL = 100  # letters. *Assumed*: an address has fewer


def clock(seconds: int) -> str:
    """Seconds as minutes and seconds.

    >>> clock(485), clock(-15)
    ('8:05', '-0:15')
    """
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes}:{rest:02d}"


def percent(share: float) -> str:
    """Whole percent; neither certain nor hopeless unless it is."""
    if 0 < share < 1:
        return f"{min(99, max(1, round(100 * share)))}%"
    return f"{share:.0%}"


def money(amount: float) -> str:
    """Money without its currency, to three figures; k: thousands, M: millions.

    >>> money(4_912_345.6), money(64_321), money(950.4), money(0)
    ('4.91 M', '64.3 k', '950', '0')
    """
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if abs(amount) >= 0.9995 * size:
            return f"{float(f'{amount / size:.3g}'):,g} {letter}"
    return f"{amount:.3g}"


def shown(text: str) -> str:
    """Text that may come from anywhere, without what could steer a terminal."""
    return "".join(c if c.isprintable() else "�" for c in text)


def in_a_cell(text: str) -> str:
    """Text as `shown`, and cut where it would fill the screen.

    >>> in_a_cell("Laugavegur 22"), len(in_a_cell("x" * 1000))
    ('Laugavegur 22', 100)
    """
    whole = len(text) <= _LONGEST_CELL
    return shown(text if whole else f"{text[: _LONGEST_CELL - 1]}…")
