"""Who calls whom, in which order: expected losses in, the best queues out.

    problem.py        PhoneProblem: losses and busy seconds by the time calling begins
    phone_plan.py     PhonePlan: a queue for each caller, what it leaves to be lost
    grid.py           the problem in whole numbers, in an order that is its own
    exact.py          small teams: every set of alerts, every share among callers
    by_rule.py        greatest gain first
    exchanges.py      large teams: moves and swaps until none helps
    bound.py          what no plan can gain more than
    evaluate.py       what a plan leaves to be lost, apart from every solver
    solve.py          the recipe

Nothing here knows frauds, officers or maps.
"""
