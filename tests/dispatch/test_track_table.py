"""The phone plan in the terminal."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from dispatch.track_rows import AlertLoss, PhoneCall, Tracks
from dispatch.track_table import print_tracks


def loss(alert_id: str, expected_loss: float, **fields: object) -> AlertLoss:
    return AlertLoss(
        **{
            "alert_id": alert_id,
            "exposure": 4_900_000.0,
            "exposure_known": True,
            "currency": "CNY",
            "expected_loss": expected_loss,
            "expected_loss_without_plan": 4_890_000.0,
            "recovered": 0.0,
            "no_loss_probability": 0.615,
            "contact_probability": 0.999,
            "stage": "card_details",
            **fields,
        }
    )


def tracks(**fields: object) -> Tracks:
    return Tracks(
        **{
            "callers": ("C1", "C2"),
            "calls": (
                PhoneCall(caller_id="C1", alert_id="B", start_s=0),
                PhoneCall(caller_id="C1", alert_id="A", start_s=405),
                PhoneCall(caller_id="C2", alert_id="C", start_s=0),
            ),
            "not_called": ("D",),
            "calls_proved": True,
            "losses": (loss("A", 12_345.0), loss("B", 2_000_000.0)),
            "how": "in turn, once",
            "assumes": (),
            **fields,
        }
    )


def printed(given: Tracks, width: int = 80) -> str:
    out = StringIO()
    print_tracks(given, Console(file=out, width=width))
    return out.getvalue()


def test_queues_and_who_is_left_out() -> None:
    text = printed(tracks())
    assert "C1 phones, from now: B 0:00, A 6:45\n" in text
    assert "C2 phones, from now: C 0:00\n" in text
    assert "phoned by nobody: D\n" in text
    assert "order of calls proved best" in text
    assert "NOT proved best" in printed(tracks(calls_proved=False))


def test_what_is_lost_most_first_in_eighty_columns() -> None:
    text = printed(tracks())
    row = next(line for line in text.splitlines() if "B" in line and "│" in line)
    assert [cell.strip() for cell in row.split("│")[1:-1]] == [
        "B",
        "card details",
        "4.9 M CNY",
        "4.89 M",
        "2 M",
        "62%",
        "99%",
    ]
    assert text.index("│ B ") < text.index("│ A ")
    assert max(map(len, text.splitlines())) <= 80


def test_what_is_assumed_says_so() -> None:
    assert "50 k CNY assumed" in printed(
        tracks(losses=(loss("A", 1.0, exposure=5e4, exposure_known=False),))
    )


def test_text_from_outside_steers_no_terminal() -> None:
    hostile = loss("\x1b[31m[red]A", 1.0, currency="\x07[b]", stage="s\x9b")
    text = printed(tracks(losses=(hostile,), not_called=("\x1b]0;x\x07",)))
    assert not {"\x1b", "\x07", "\x9b"} & set(text)
    assert "[red]A" in text


def test_of_many_those_that_lose_most() -> None:
    many = tuple(loss(f"A{n:02}", 100.0 * n) for n in range(25))
    text = printed(tracks(losses=many, not_called=tuple(f"D{n}" for n in range(12))))
    assert "A24" in text
    assert "A14" not in text
    assert "and 15 more that lose less" in text
    assert "D9 and 2 more" in text
