"""Tests of pages share one browser a module."""

from tests.browser import browser

__all__ = ["browser"]
