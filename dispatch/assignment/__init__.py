"""Who goes where, as numbers: a matrix of seconds in, a proved plan out.

    problem.py        Problem: seconds, allowed pairs, targets, weights, goals
    locks.py          pairs that stay
    crews.py          when officers who have arrived are enough
    structure.py      which solver a problem asks for
    single/           every alert takes one unit: a flow, goal by goal, with its proof
    teams/            teams, areas and zones: columns, goal by goal, with bounds
    closest_idle.py   the old rule, the yardstick
    previous.py       the plan before, as far as it can be carried out
    evaluate.py       what a plan is worth, in plain whole numbers
    reasons.py        why nobody goes to an alert
    solve.py          the recipe

Rows of matrices are units, columns are alerts. Nothing here knows ids or maps: the
caller sorts units and alerts by id, so that input in another order is the same
problem.
"""
