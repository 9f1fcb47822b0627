"""A folder under watch: what stands in it, what of it counts, and its plan."""
