"""What is happening: units, alerts, files."""

from scenarios.alert import Alert
from scenarios.files import read, read_tables
from scenarios.place import Place
from scenarios.scenario import Pair, Scenario
from scenarios.unit import Unit

__all__ = ["Alert", "Pair", "Place", "Scenario", "Unit", "read", "read_tables"]
