"""A shift, event by event: what would have happened by some rule.

simulate.py      simulate: the recipe; SimulatedShift: what comes of it
travel.py        Travel: the seam to roads or to a table of times
road_travel.py   on the roads, where units are redirected mid-edge
times_table.py   on a given table of travel times
terrain.py       a load's places, laid out on either
luck.py          what is drawn by chance, the same for every rule
moment.py        what a rule is told
rules/           closest idle, batch, full policy, with moves, random
course.py        the shift in its course
states.py        units and alerts in it
agenda.py        what happens next
visits.py        units from being told to go until they are done
free_units.py    units between visits
patrol.py        where they drive meanwhile that are on patrol
callers.py       colleagues who phone victims
money.py         what alerts are expected to lose
rule_error.py    a rule that raised, or gave orders that cannot be
to_log.py        visits as rows of a `ResponseLog`
event_lines.py   what happened when, as JSON Lines
"""
