/* The map's own dress, and its way back to all that it shows. */

const CLOSEST_ZOOM = 16;

/* showAll : puts everything into view again. */
function dressMap(map, words, showAll) {
  map.attributionControl.setPrefix("Leaflet");
  L.control.scale({ imperial: false }).addTo(map);
  new WholeViewControl({ said: words.say("tool.whole_view"), act: showAll }).addTo(map);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
  });
}

/* Fit points [[lat, lon], …] into the map, where there are any, and clear of the list
   of layers. */
function showPoints(map, points) {
  if (points.length === 0) return;
  const layers = map.getContainer().querySelector(".leaflet-control-layers");
  fitPoints(map, points, 64);
  if (!layers) return;
  const size = map.getSize();
  const free = { left: size.x - layers.offsetWidth - 40, below: layers.offsetHeight + 40 };
  const hidden = points.some((point) => {
    const { x, y } = map.latLngToContainerPoint(point);
    return x > free.left && y < free.below;
  });
  if (hidden) fitPoints(map, points, layers.offsetWidth + 50);
}

function fitPoints(map, points, right) {
  map.fitBounds(L.latLngBounds(points), {
    paddingTopLeft: [64, 56],
    paddingBottomRight: [right, 40],
    maxZoom: CLOSEST_ZOOM,
    animate: false,
  });
}

const WholeViewControl = L.Control.extend({
  options: { position: "topleft" },

  onAdd() {
    const holder = L.DomUtil.create("div", "leaflet-bar leaflet-control");
    const button = L.DomUtil.create("a", "whole-plan", holder);
    button.textContent = "⤢";
    label(button, this.options.said);
    L.DomEvent.disableClickPropagation(holder);
    actsAsButton(button, this.options.act);
    return holder;
  },
});
