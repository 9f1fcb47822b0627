"""Two plans side by side: what was given, what came of it, and what made the rest.

input_changes.py     what one plan was given otherwise than the other
near_reasons.py      what stands nearest to a visit that is another one
causes.py            which part of what was given makes a visit another one
comparison.py        `compare`: all of it
words.py             the same in the words of a language
"""
