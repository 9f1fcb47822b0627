/* A second map beside the first: the same roads, and always the same view. */

function secondMap(map, basemap) {
  const { crs, minZoom, maxZoom, zoomSnap, maxBounds, fadeAnimation } = map.options;
  const options = { crs, minZoom, maxZoom, zoomSnap, maxBounds, fadeAnimation };
  const second = L.map("second-map", { ...options, zoomControl: false });
  second.setView(map.getCenter(), map.getZoom(), { animate: false });
  second.attributionControl.setPrefix("Leaflet");
  const roads = basemap.twin().showOn(second);
  follow(map, second);
  follow(second, map);
  return { map: second, basemap: roads };
}

/* The other goes where one goes; what it was led to, it does not lead back. */
function follow(one, other) {
  one.on("move", () => {
    if (one.isLed) return;
    other.isLed = true;
    other.setView(one.getCenter(), one.getZoom(), { animate: false });
    other.isLed = false;
  });
}

/* Layers of the second map, switched with the first's of the same name. */
function secondLayers(layers, second) {
  const made = {};
  Object.keys(layers).forEach((name) => {
    made[name] = L.featureGroup().addTo(second);
    layers[name].on("add", () => made[name].addTo(second));
    layers[name].on("remove", () => made[name].remove());
  });
  return made;
}
