"""What happens next: by time, then as it was put down; late tasks after all others."""

from __future__ import annotations

from functools import partial

from dispatch.simulation.agenda import Agenda


def test_tasks_in_their_order():
    done: list[str] = []

    def note(word: str, now_s: float) -> None:
        done.append(f"{word} {now_s:g}")

    def again(now_s: float) -> None:
        note("again", now_s)
        agenda.put(now_s, partial(note, "at once"))

    agenda = Agenda()
    agenda.put(2.0, partial(note, "late"), late=True)
    agenda.put(2.0, partial(note, "one"))
    agenda.put(1.0, again)
    agenda.put(2.0, partial(note, "two"))
    moments = [agenda.run_next() for _ in range(4)]
    assert moments == [1.0, 2.0, 2.0, None]
    assert done == ["again 1", "at once 1", "one 2", "two 2", "late 2"]
