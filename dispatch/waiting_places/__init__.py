"""Where free units should wait for the next alert.

The choice of places is solved on matrices alone: `most_covered` counts who is within
reach, `least_time` how long the nearest takes. `best_moves` chooses for units that
stand somewhere already, on matrices too, and `moves_one_by_one` where that is asked
often; `move_up` is that of a plan, with its roads.
"""
