"""Where things are: roads, travel times, addresses, coordinates, drawing."""

from maps.osm import load
from maps.road_network import RoadNetwork

__all__ = ["RoadNetwork", "load"]
