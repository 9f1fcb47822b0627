/* Dark for the control room, light for daylight and paper. */

/* basemap : what else has to change its colours, or null. */
function setTheme(basemap, theme) {
  document.documentElement.dataset.theme = theme;
  if (basemap) basemap.setTheme(theme);
}

function offerThemes(basemap) {
  document.getElementById("theme").addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme === "dark";
    setTheme(basemap, dark ? "light" : "dark");
  });
}
