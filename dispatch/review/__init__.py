"""Response times, looking back: a log of calls in, a `Review` out.

    CallLog ──► calls.py          a row per call
            ──► intervals.py      spells: how long, and reached, over or open
            ──► groups.py, cells.py      by priority, hour, weekday, zone, cell, unit
            ──► runs.py           counts by group and time
            ──► order_statistics.py, shares.py, survival.py
            ──► measures.py, load.py, worst.py, histogram.py, against.py
            ──► review.py, sentences.py  ──► form.py, outputs.py, the page

What is late by whose plan: calibration.py; what could have been: could_have_been.py.
"""
