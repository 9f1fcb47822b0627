"""What has happened, and what it changed: an incident told row by row.

course : events in order, each with the alert that it is of. texts : phrases, by
language. words : an event, a plan, a change in these. since : why one plan differs from
another. intervals : how long each step took. story : the whole of it.
"""
