/* On paper: the whole map, in light colours and in the sizes of print.css. */

/* showAll : puts everything that belongs on paper into view. Without a map, null. */
function preparePrinting(map, basemap, showAll) {
  const root = document.documentElement;
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = { theme: root.dataset.theme, view: map && [map.getCenter(), map.getZoom()] };
    root.classList.add("printing");
    setTheme(basemap, "light");
    if (!map) return;
    map.invalidateSize({ animate: false });
    showAll();
  });
  window.addEventListener("afterprint", () => {
    root.classList.remove("printing");
    setTheme(basemap, before.theme);
    if (!map) return;
    map.invalidateSize({ animate: false });
    map.setView(before.view[0], before.view[1], { animate: false });
  });
}
