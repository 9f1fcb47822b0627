/* Where each badge stands beside its alert, so that it covers as little as may be. */

/* Right, left, above, below, then the corners. */
const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1]];
const GAP = 3;

/* All sizes are read first and all places set last, so that layout runs once. */
function placeBadges(board) {
  const frame = boxOf(board.map.getContainer());
  const taken = boxesOf(".alert-marker .diamond, .unit-marker.sent, .leaflet-control");
  const staying = boxesOf(".unit-marker.staying");
  const reach = board.map.getContainer().classList.contains("dense") ? 17 : 24;
  const badges = Array.from(document.querySelectorAll(".badge"))
    .filter((badge) => badge.offsetParent !== null)
    .map((badge) => ({ badge, anchor: boxOf(badge.parentNode), size: boxOf(badge) }));
  badges.forEach((placing) => {
    const cost = (side) => {
      const box = boxBeside(placing, side, reach);
      return covered(box, taken) + 0.5 * covered(box, staying) + 5 * outside(box, frame);
    };
    placing.box = boxBeside(placing, cheapest(SIDES, cost), reach);
    taken.push(placing.box);
  });
  badges.forEach(({ badge, anchor, box }) => {
    badge.style.left = box.left - anchor.left + "px";
    badge.style.top = box.top - anchor.top + "px";
  });
}

function boxesOf(selector) {
  return Array.from(document.querySelectorAll(selector), boxOf);
}

function boxOf(made) {
  return made.getBoundingClientRect();
}

function boxBeside({ anchor, size }, [right, down], reach) {
  const x = anchor.left + right * (reach + size.width / 2);
  const corner = right !== 0 && down !== 0;
  const y = anchor.top + down * ((corner ? reach / 2 : reach) + size.height / 2);
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
