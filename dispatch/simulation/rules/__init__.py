"""Rules: what is done at a moment. Any callable of the same form is one.

rule.py              Rule, Orders: the form
closest_idle.py      first come, first served, by whoever is nearest
random_idle.py       by anybody: the floor
solved.py            the solver's plans, by what they may change
move_up.py           another rule's orders, and where the rest should wait
by_name.py           the rules that have a name
"""
