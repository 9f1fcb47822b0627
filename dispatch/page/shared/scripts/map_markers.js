/* Markers that have no size of their own: what is in them is centred on the place. */

/* made : what is seen. look : {said, zIndexOffset, …}, options of Leaflet. */
function addMarker(layer, point, made, look) {
  const { said, ...options } = look;
  const icon = L.divIcon({ className: "", iconSize: [0, 0], html: made, popupAnchor: [0, -14] });
  const marker = L.marker(point, { icon, riseOnHover: true, ...options });
  if (said) marker.on("add", () => label(marker.getElement(), said));
  layer.addLayer(marker);
  return marker;
}

/* A unit as it is seen on the map: its shape and its id. */
function unitMarker(unitId) {
  const made = element("div", "unit-marker");
  made.dataset.unit = unitId;
  return made;
}

/* state : a shape of GLYPHS. colour : a class. moves : drawn large in a crowd. */
function drawUnit(made, { state, colour, moves }) {
  made.className = "unit-marker " + colour + (moves ? " sent" : " staying");
  fill(made, [glyph(state), element("span", "", made.dataset.unit)]);
}

/* A pane of its own for lines, drawn as SVG so that styles reach them. */
function linePane(map, name, zIndex) {
  map.createPane(name).style.zIndex = zIndex;
  return L.svg({ pane: name, padding: 0.5 });
}

/* A popup that is never higher than the map, and keeps clear of what stands in its
   corners. tell() : makes its content anew each time. */
function bindStory(marker, map, tell) {
  const popup = {
    minWidth: 290,
    maxWidth: 330,
    autoPanPaddingTopLeft: [60, 16],
    autoPanPaddingBottomRight: [210, 24],
  };
  marker.bindPopup(() => {
    marker.getPopup().options.maxHeight = Math.max(160, map.getSize().y - 110);
    const told = tell();
    told.tabIndex = 0; // it may have to be scrolled
    return told;
  }, popup);
}
