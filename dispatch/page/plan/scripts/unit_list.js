/* The units in the panel. */

function fillUnitList(board) {
  const chips = board.data.units.map((unit) => unitChip(board, unit));
  fill(document.getElementById("unit-list"), chips);
}

function unitChip(board, unit) {
  const chip = element("div", "unit-chip " + unitColour(unit));
  chip.dataset.unit = unit.unit_id;
  label(chip, unitLabel(board.words, unit));
  fill(chip, [glyph(unitState(unit)), element("span", "", unit.unit_id)]);
  return actsAsButton(chip, () => board.focusUnit(unit.unit_id));
}

function unitLabel(words, unit) {
  const state = words.say("state." + unitState(unit), { alert: unit.alert_id });
  return words.join([unit.unit_id, state], ", ");
}

/* A unit that is sent shows how its alert stands; any other what it does. */
function unitState(unit) {
  return unit.alert_id ? "sent" : unit.status;
}

function unitColour(unit) {
  return unit.alert_id ? unit.timeliness : unit.status;
}
