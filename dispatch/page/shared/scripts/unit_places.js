/* A unit that would lie under an alert steps aside, so that its id is seen. */

/* Where it is, below, above, right, left; in pixels. */
const STEPS_ASIDE = [[0, 0], [0, 28], [0, -28], [54, 0], [-54, 0]];
const STEP_COST = 2;

/* Only units that are sent, and none while they move. */
function placeUnits(map) {
  const holder = map.getContainer();
  const units = Array.from(holder.querySelectorAll(".unit-marker.sent"));
  units.forEach((unit) => stepAside(unit, [0, 0]));
  if (holder.matches(".dense, .playing")) return;
  const taken = Array.from(holder.querySelectorAll(".alert-marker .diamond"), boxOf);
  const staying = Array.from(holder.querySelectorAll(".unit-marker.staying"), boxOf);
  const boxes = units.map(boxOf);
  units.forEach((unit, row) => {
    const cost = (step) => {
      const box = moved(boxes[row], step);
      const aside = STEP_COST * Math.hypot(...step);
      return covered(box, taken) + STAYING_COVERED * covered(box, staying) + aside;
    };
    const best = cheapest(STEPS_ASIDE, cost);
    stepAside(unit, best);
    taken.push(moved(boxes[row], best));
  });
}

function stepAside(unit, [right, down]) {
  unit.style.marginLeft = right === 0 ? "" : right + "px";
  unit.style.marginTop = down === 0 ? "" : down + "px";
}

function moved(box, [right, down]) {
  return {
    left: box.left + right,
    right: box.right + right,
    top: box.top + down,
    bottom: box.bottom + down,
  };
}
