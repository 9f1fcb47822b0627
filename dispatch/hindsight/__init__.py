"""The best that any rule could have done on a shift, had it known the future.

hindsight.py      hindsight: the recipe; HindsightBound: what comes of it
visits.py         what each alert asks of whoever comes, at best
least_drives.py   how soon a unit could be at one place after another
gains.py          what a visit is worth by when it begins: on time, wait, money
chain_kernels.py  loops: the best chain of visits for each unit, at prices
chains.py         the same by shifts, told as chains
prices.py         prices of alerts by which no chain is worth more

Any rule's shift is a chain of visits for each unit, and no alert is visited more often
than it asks for. For any prices p of alerts, not below 0, what all chains are worth is
at most the sum of all p and, unit by unit, the most that a chain is worth beyond the
prices of its visits (weak duality). So every list of prices proves a bound; OR-Tools'
GLOP finds good ones by generating chains.
"""
