/* What each unit did, a row a unit: ready, driving, going in, on scene. */

const PART_OF = { sent: "ready", at_gate: "access", on_scene: "scene" };

function ganttRowOfUnit(course, end) {
  const bars = [];
  course.steps.forEach((step, row) => {
    if (!step.alert) return;
    const next = course.steps[row + 1];
    const part = step.way ? "travel" : PART_OF[step.doing];
    if (!part) return;
    const to = next ? next.at_s : end;
    bars.push({ track: "door", part: part + " " + step.alert.timeliness, from_s: step.at_s, to_s: to });
  });
  return { id: course.id, name: course.id, kind: "", bars, target: null, end: null };
}
