"""Tests of databases share one server."""

from tests.postgres import base, plain_base, postgres

__all__ = ["base", "plain_base", "postgres"]
