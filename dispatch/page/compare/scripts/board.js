/* The page of two plans: its parts, joined. */

window.showComparison = (parts) => {
  const { frame, data } = parts;
  const words = new Words(frame.texts);
  const sides = new Sides(parts);
  const board = { words, data, sides };
  const [before, after] = data.plans;
  fillTitle(data.title, words.say("page.roads", { roads: after.roads, day: after.now.slice(0, 10) }));
  fillSums(board);
  fillChanges(board);
  fillLines("cause-list", data.causes, words.say("change.no_causes"));
  fillLines("input-list", data.inputs, words.say("change.no_inputs"));
  fillCaption(words, "first", "before", before);
  fillCaption(words, "second", "after", after);
  sides.showAll();
  openFrame({ ...parts, basemap: sides.bothBasemaps() }, words, {
    showAll: () => sides.showAll(),
    languageChanged: () => sides.boards.forEach((each) => placeBadges(each.map)),
  });
};

function fillCaption(words, place, side, plan) {
  const told = [words.say("side." + side), " · " + plan.now.slice(11, 19)];
  fill(document.getElementById("caption-" + place), told);
}
