"""Speeds fitted to observed trips."""
