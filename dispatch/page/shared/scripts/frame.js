/* What every page does with its frame: languages, themes, help, print. */

/* parts : what the page's show… function was given. showAll : puts all into view, on
   a page with a map. languageChanged : for what is measured by its text. */
function openFrame({ map, basemap, frame }, words, { showAll, languageChanged }) {
  if (map) dressMap(map, words, showAll);
  offerThemes(basemap || null);
  offerHelp();
  preparePrinting(map || null, basemap || null, showAll);
  offerLanguages(frame, words, languageChanged);
}
