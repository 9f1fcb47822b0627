/* Dark for the control room, light for daylight and paper. */

function setTheme(board, theme) {
  document.documentElement.dataset.theme = theme;
  board.basemap.setTheme(theme);
}

function offerThemes(board) {
  document.getElementById("theme").addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme === "dark";
    setTheme(board, dark ? "light" : "dark");
  });
}
