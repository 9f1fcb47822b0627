"""Where things are: roads, travel times, addresses, coordinates, drawing."""

from maps.osm import load
from maps.osmnx_graph import from_osmnx, to_osmnx
from maps.road_network import RoadNetwork

__all__ = ["RoadNetwork", "from_osmnx", "load", "to_osmnx"]
