"""`ResponseLog`: the one record that a simulation writes and analysis reads.

columns.py        what each column is: its type, its unit, what it means
response_log.py   ResponseLog: a checked table and the zero of its seconds
rows.py           one row, as whoever writes a log gives it
order.py          which rows tell of times that cannot follow each other
log_files.py      to and from Parquet, CSV and JSON Lines
"""
