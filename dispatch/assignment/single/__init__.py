"""Every alert takes one unit: a minimum-cost flow, goal by goal, with its proof.

costs.py          goals as whole numbers, several merged into one
arcs.py           the pairs that a flow may use
flow.py           OR-Tools' minimum-cost flow
prices.py         what alerts and units are worth in its answer
face.py           what the best plans so far may still do
worst.py          the least longest time among them
solve.py          one group of goals after the other
known.py          a plan from before, with its prices as they would be now
proof.py          what is handed over to be checked
certificate.py    the check, by code of its own
regrets.py        what every other choice for an alert would cost
"""
