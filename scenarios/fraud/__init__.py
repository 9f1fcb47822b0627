"""A fraud as it runs: its script, what is known of it, and what waiting costs."""
