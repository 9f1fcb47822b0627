/* Many markers in view are drawn small, and only late alerts keep their badge. */

const CROWDED = 45;
const REST_MS = 120;

/* Badges move with the map; they are placed anew when it has come to rest. */
function watchCrowding(board) {
  let waiting = null;
  board.map.on("moveend overlayadd resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => settle(board), REST_MS);
  });
  settle(board);
}

function settle({ map, markers }) {
  const view = map.getBounds();
  let seen = 0;
  markers.forEach((marker) => {
    if (view.contains(marker.getLatLng())) seen += 1;
  });
  map.getContainer().classList.toggle("dense", seen > CROWDED);
  placeUnits(map);
  placeBadges(map);
}
