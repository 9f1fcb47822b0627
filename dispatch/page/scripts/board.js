/* The page of a plan: its parts, joined. */

function Board({ map, basemap, layers, data }) {
  this.map = map;
  this.basemap = basemap;
  this.layers = layers;
  this.data = data;
  this.words = new Words(data.texts);
  this.markers = new Map();
}

Board.prototype.alert = function (alertId) {
  return this.data.alerts.find((alert) => alert.alert_id === alertId);
};

Board.prototype.unit = function (unitId) {
  return this.data.units.find((unit) => unit.unit_id === unitId);
};

Board.prototype.focusAlert = function (alertId) {
  focusAlert(this, alertId);
};

Board.prototype.focusUnit = function (unitId) {
  focusUnit(this, unitId);
};

window.showPlan = function (parts) {
  const board = new Board(parts);
  fillKpiBar(board);
  fillAlertList(board);
  fillUnitList(board);
  fillNotes(board);
  fillLegend(board);
  dressMap(board);
  addRoutes(board);
  addUnits(board);
  addAlerts(board);
  showWholePlan(board);
  watchCrowding(board);
  offerThemes(board);
  closePopupsOnEscape(board);
  preparePrinting(board);
};

function dressMap(board) {
  const { map, words } = board;
  map.attributionControl.setPrefix("Leaflet");
  L.control.scale({ imperial: false }).addTo(map);
  const label = words.say("plan.whole_plan");
  new WholePlanControl({ label, act: () => showWholePlan(board) }).addTo(map);
}
