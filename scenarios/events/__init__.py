"""What happens: the life of alerts and units as rows, each at its time.

event : the rows. kinds, rows : what files call them, and their fields. order : that
each can follow those before it. after : a scenario once some have happened. known : a
scenario as it is known at a moment.
"""
