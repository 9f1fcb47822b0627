"""Many shifts: rules compared over replications, on one machine or on many.

    cases, rules, seeds ──► tasks ──► executor ──► results ──► comparison
                              │                       │
                              └── found again ◄── store

case.py          Case: a scenario or a spec of loads, its roads and its policy
task.py          Task: one case, one rule, one seed, and the key of all three
fingerprint.py   keys: hashes of what a result hangs on
named_rules.py   rules by name, a user's own among them
simulator.py     Simulator: runs tasks; RunResult: what comes of one
packing.py       cases as bytes, roads apart, for other processes
executors/       in this process, in several, on a Dask cluster
store.py         Store: results on disk, a file each
log_frame.py     a log as it stands there
sweep.py         run_sweep: the recipe
paired.py        means and paired differences, with their intervals
figure_names.py  the figures: their units, and which way is better
comparison.py    rules against each other
report.py        SweepReport: what a sweep came to, as a table for JSON
outputs.py       as files: figure_table.py, comparison_plot.py and the page
"""
