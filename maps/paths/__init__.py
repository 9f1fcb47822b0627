"""Shortest paths on a graph with weights: two engines behind one Protocol."""
