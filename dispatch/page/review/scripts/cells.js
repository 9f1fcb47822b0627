/* Cells: what is told of one, and the worst of them listed. */

/* Told of a cell, as elements. */
function cellStory(words, cell) {
  const late = words.say("cell.late", {
    late: shareOf(cell.late),
    interval: intervalOf(words, cell.late_low, cell.late_high, shareOf),
  });
  return element("div", "story", [
    element("h3", "", words.say("cell.name", { cell: cell.cell })),
    element("p", "", words.say("cell.calls", { n: grouped(cell.n) })),
    element("p", "", words.say("cell.times", { median: timeOf(cell.median_s), p90: timeOf(cell.p90_s) })),
    element("p", "", late),
    cell.faint ? element("p", "quiet", words.say("cell.faint")) : null,
  ]);
}

/* open : told a cell that is chosen. */
function fillCellList({ data, words }, open) {
  const cells = rowsOf(data.cells);
  if (cells.length === 0) {
    document.getElementById("cell-parts").hidden = true;
    return;
  }
  const worst = cells.filter((cell) => !cell.faint).slice(0, 30);
  const rows = worst.map((cell) => {
    const row = element("div", "cell-row " + bandClass(cell.median_s), [
      element("span", "name", cell.cell.replace(/f+$/u, "")),
      element("span", "time", timeOf(cell.median_s)),
      element("span", "calls", words.say("cell.n", { n: grouped(cell.n) })),
      element("span", "late-share", words.say("cell.late_share", { late: percent(cell.late) })),
    ]);
    const item = element("div", "cell-item", actsAsButton(row, () => open(cell)));
    item.setAttribute("role", "listitem");
    return item;
  });
  const nothing = element("p", "nothing", words.say("panel.no_worst_cells"));
  fill(document.getElementById("cell-list"), rows.length > 0 ? rows : nothing);
}
