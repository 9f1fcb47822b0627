/* The page of a review: its parts, joined. */

window.showReview = (parts) => {
  const { data, map } = parts;
  const words = new Words(parts.frame.texts);
  const page = { ...parts, words };
  const root = document.documentElement;
  const found = data.cells.rows.length > 0 ? mapOf(page) : null;
  fillOverview(page);
  fillHistogram(page);
  fillLegend(page);
  const sheets = [
    ["map", found && (found.content || [])],
    ["hours", hoursSheet(page)],
    ["measures", measuresSheet(page)],
    ["worst", worstSheet(page)],
    ["load", loadSheet(page)],
    ["predictions", predictionsSheet(page)],
    ["could", couldSheet(page)],
    ["against", againstSheet(page)],
    ["quality", qualitySheet(page)],
  ]
    .filter(([, content]) => content)
    .map(([key, content]) => ({ key, said: words.say("tab." + key), content }));
  const open = fillTabs(sheets, (key) => {
    root.classList.toggle("map-open", key === "map" && Boolean(map));
    if (key === "map" && found.opened) found.opened();
  });
  fillCellList(page, (cell) => {
    open("map");
    found.choose(cell);
  });
  const corners = rowsOf(data.cells).flatMap((cell) => cell.outline);
  const showAll = () => (map ? showPoints(map, corners) : null);
  showAll();
  openFrame(parts, words, { showAll });
};
