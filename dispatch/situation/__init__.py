"""A scenario at a moment, made ready for the solver: rules become matrices."""
