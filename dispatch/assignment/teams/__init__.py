"""Teams, areas and zones: the best of all teams by column generation, with OR-Tools.

A column is an alert with a team that is just enough for it. makes.py says which kinds
of unit together are; arrivals.py sorts the units of each alert by time to door;
columns.py holds columns and what they count for in each goal; start_columns.py begins
with the nearest units. master.py writes the choice among columns as a program and
solves it with whole columns, linear.py with shares. pricing.py finds, at its prices,
teams still missing, among all there are; broken_sets.py finds odd sets (odd_sets.py)
that shares break and no plan can. pool.py holds what was found so far. stage.py goes
back and forth between these until a goal is least; merged.py takes the first goals
together; solve.py, with `solve_teams`, goes from goal to goal; town.py has what they
share. proof.py is a stage's proof, whole_prices.py writes it, and bound.py, with
cheapest.py, checks it in whole numbers, apart from the programs.
"""
