"""Random streams by name."""

import numpy as np

from scenarios.loads.streams import stream


def test_a_name_gives_the_same_numbers_again():
    first, again = stream(3, "exposure", 7, 0), stream(3, "exposure", 7, 0)
    assert (first.random(5) == again.random(5)).all()


def test_other_names_numbers_and_seeds_give_others():
    keys = [
        *((3, "exposure", 7, 0), (3, "cards", 7, 0), (3, "exposure", 8, 0)),
        *((3, "exposure", 7, 1), (4, "exposure", 7, 0)),
    ]
    firsts = [stream(seed, *names).random() for seed, *names in keys]
    assert len(set(firsts)) == len(keys)


def test_streams_do_not_hang_together():
    a, b = (stream(1, name).random(20_000) for name in ("place", "stage"))
    # The correlation of 20,000 independent pairs has a deviation of 1 / sqrt(20,000)
    # = 0.0071; four of them are 0.028.
    assert abs(np.corrcoef(a, b)[0, 1]) < 0.028
