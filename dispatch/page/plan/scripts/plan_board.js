/* One plan on one map: what is known of it, and where its parts are drawn. */

function Board({ map, basemap, layers, frame, data }) {
  this.map = map;
  this.basemap = basemap;
  this.layers = layers;
  this.data = data;
  this.words = new Words(frame.texts);
  this.markers = new Map();
  this.unitElements = new Map();
  this.badges = new Map();
  this.toldLeft = new Map();
  const alerts = new Map(data.alerts.map((row) => [row.alert_id, row]));
  const units = new Map(data.units.map((row) => [row.unit_id, row]));
  this.alert = (alertId) => alerts.get(alertId);
  this.unit = (unitId) => units.get(unitId);
  this.focusAlert = (alertId) => focusAlert(this, alertId);
  this.focusUnit = (unitId) => focusUnit(this, unitId);
}
