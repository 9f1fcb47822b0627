"""Who goes where, as numbers: a matrix of seconds in, a proved assignment out.

    problem.py        Problem: seconds, allowed pairs, targets, weights
    locks.py          pairs that stay
    goals.py          the three goals as one whole number per pair
    arcs.py           the pairs that the flow may use
    flow.py           OR-Tools minimum-cost flow, until no pair is missing
    prices.py         what an alert and a unit are worth in the optimum
    certificate.py    the proof, checked by code of its own
    closest_idle.py   the old rule, the yardstick
    evaluate.py       what an assignment is worth, in plain whole numbers
    reasons.py        why nobody goes to an alert
    solve.py          the recipe

Rows of matrices are units, columns are alerts. Nothing here knows ids or maps: the
caller sorts units and alerts by id, so that input in another order is the same
problem.
"""
