"""Phone and door together: what the plan saves of the money at risk.

counted.py       how much of the money at risk counts
fraud_losses.py  what alerts lose, for the third goal of the door plan
phone_track.py   who calls whom, given when officers are at the doors
alternation.py   door plan and phone plan in turn, until neither improves
alert_losses.py  what the two come to, alert by alert
"""
