/* On paper: the whole plan, in light colours and in the sizes of print.css. */

function preparePrinting(board) {
  const root = document.documentElement;
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = {
      theme: root.dataset.theme,
      centre: board.map.getCenter(),
      zoom: board.map.getZoom(),
    };
    root.classList.add("printing");
    setTheme(board, "light");
    board.map.invalidateSize({ animate: false });
    showWholePlan(board);
  });
  window.addEventListener("afterprint", () => {
    root.classList.remove("printing");
    setTheme(board, before.theme);
    board.map.invalidateSize({ animate: false });
    board.map.setView(before.centre, before.zoom, { animate: false });
  });
}
