/* Cells and the longest calls on the roads. */

function mapOf({ data, words, map, layers }) {
  const drawnCells = new Map();
  rowsOf(data.cells).forEach((cell) => {
    const kind = "cell " + bandClass(cell.median_s) + (cell.faint ? " faint" : "");
    const shape = L.polygon(cell.outline, {
      className: kind,
      weight: 1.5,
      dashArray: bandDash(cell.median_s),
    });
    shape.bindPopup(() => cellStory(words, cell), { maxWidth: 320 });
    shape.addTo(layers.cells);
    drawnCells.set(cell.cell, shape);
  });
  data.longest.forEach((point) => {
    const look = { className: "late-call", radius: 4, weight: 1.2, interactive: false };
    L.circleMarker(point, look).addTo(layers.longest);
  });
  const choose = (cell) => {
    const shape = drawnCells.get(cell.cell);
    map.setView(shape.getBounds().getCenter(), Math.max(map.getZoom(), 13), { animate: false });
    shape.openPopup();
  };
  return { content: null, choose };
}
