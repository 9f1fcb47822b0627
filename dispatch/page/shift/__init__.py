"""A simulated shift that plays on one page."""
