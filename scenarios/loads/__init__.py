"""Synthetic loads: alerts and units of hours to come, drawn from rates."""
