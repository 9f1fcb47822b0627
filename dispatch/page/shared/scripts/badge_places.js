/* Where each badge stands beside its alert, so that it covers as little as may be. */

/* Right, left, above, below, then the corners; then the same farther off. */
const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1]];
const FARTHER_PX = [0, 18, 36];
const PLACES = FARTHER_PX.reduce(
  (all, farther) => all.concat(SIDES.map(([right, down]) => ({ right, down, farther }))),
  []
);
const GAP = 3;

/* What a place costs, in square pixels of markers covered: a badge is worse to cover, a
   unit that stays less bad, and a pixel farther off as much as this. */
const BADGE_COVERED = 8;
const STAYING_COVERED = 0.5;
const OUT_OF_SIGHT = 8;
const FARTHER = 8;

/* All sizes are read first and all places set last, so that layout runs once. */
function placeBadges(map) {
  const holder = map.getContainer();
  const boxesOf = (selector) => Array.from(holder.querySelectorAll(selector), boxOf);
  const frame = boxOf(holder);
  const taken = boxesOf(".alert-marker .diamond, .unit-marker.sent, .leaflet-control");
  const staying = boxesOf(".unit-marker.staying");
  const reach = holder.classList.contains("dense") ? 17 : 24;
  const badges = Array.from(holder.querySelectorAll(".badge"))
    .filter((badge) => badge.offsetParent !== null)
    .map((badge) => ({ badge, anchor: boxOf(badge.parentNode), size: boxOf(badge) }));
  const placed = [];
  badges.forEach((placing) => {
    const cost = (place) => {
      const box = boxBeside(placing, place, reach);
      return (
        covered(box, taken) +
        BADGE_COVERED * covered(box, placed) +
        STAYING_COVERED * covered(box, staying) +
        OUT_OF_SIGHT * outside(box, frame) +
        FARTHER * place.farther
      );
    };
    placing.box = boxBeside(placing, cheapest(PLACES, cost), reach);
    placed.push(placing.box);
  });
  badges.forEach(({ badge, anchor, box }) => {
    badge.style.left = box.left - anchor.left + "px";
    badge.style.top = box.top - anchor.top + "px";
  });
}

function boxOf(made) {
  return made.getBoundingClientRect();
}

function boxBeside({ anchor, size }, { right, down, farther }, near) {
  const reach = near + farther;
  const x = anchor.left + right * (reach + size.width / 2);
  const corner = right !== 0 && down !== 0;
  const y = anchor.top + down * ((corner ? near / 2 + farther : reach) + size.height / 2);
  return {
    left: x - size.width / 2,
    top: y - size.height / 2,
    right: x + size.width / 2,
    bottom: y + size.height / 2,
    width: size.width,
    height: size.height,
  };
}

function cheapest(choices, cost) {
  const costs = choices.map(cost);
  return choices[costs.indexOf(Math.min(...costs))];
}

/* Square pixels of a box that others cover. */
function covered(box, others) {
  return others.reduce((sum, other) => {
    const width = Math.min(box.right, other.right) - Math.max(box.left, other.left) + GAP;
    const height = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) + GAP;
    return width > 0 && height > 0 ? sum + width * height : sum;
  }, 0);
}

/* Square pixels of a box beyond the frame. */
function outside(box, frame) {
  const width = Math.min(box.right, frame.right) - Math.max(box.left, frame.left);
  const height = Math.min(box.bottom, frame.bottom) - Math.max(box.top, frame.top);
  return box.width * box.height - Math.max(width, 0) * Math.max(height, 0);
}
