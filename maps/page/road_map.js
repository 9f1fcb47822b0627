/* A road grid on a map: below everything else, its names above the roads that are drawn
   upon it. */

L.RoadGrid.include({
  showOn(map) {
    map.createPane("basemap").style.zIndex = 150;
    map.createPane("roadnames").style.zIndex = 420;
    map.getPane("roadnames").style.pointerEvents = "none";
    const font = getComputedStyle(map.getContainer()).fontFamily;
    this.addTo(map);
    new L.RoadLabels(this, { pane: "roadnames", font }).addTo(map);
    return this;
  },

  /* The same roads once more, for a second map. */
  twin() {
    const { basemap, crs } = this.source;
    return new L.RoadGrid(basemap, crs, this.options);
  },
});
