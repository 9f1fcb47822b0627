/* Many markers in view are drawn small, and only late alerts keep their badge. */

const CROWDED = 45;

function watchCrowding(board) {
  const update = () => {
    const view = board.map.getBounds();
    let seen = 0;
    board.markers.forEach((marker) => {
      if (view.contains(marker.getLatLng())) seen += 1;
    });
    board.map.getContainer().classList.toggle("dense", seen > CROWDED);
    placeBadges(board);
  };
  board.map.on("moveend overlayadd resize", update);
  update();
}
