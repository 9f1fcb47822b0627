"""The page of a sweep: rules against each other."""
