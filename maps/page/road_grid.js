/* The basemap: roads, water and green on canvas tiles, from data in the page. */

const CASING_WIDTH = 2;

L.RoadGrid = L.GridLayer.extend({
  options: { tileSize: 512, updateWhenZooming: false, keepBuffer: 1, theme: "dark" },

  initialize(basemap, crs, options) {
    L.setOptions(this, options);
    const read = (coded) => new LineSet(coded, basemap, crs.shift);
    this.areas = basemap.areas.map((coded) => ({ kind: coded.kind, lines: read(coded) }));
    this.roads = ROAD_SHAPES.map((shape) => ({
      shape,
      lines: read(basemap.roads.find((coded) => coded.road_class === shape.road)),
    }));
    this.names = basemap.names;
  },

  colours() {
    return BASEMAP_COLOURS[this.options.theme];
  },

  setTheme(theme) {
    this.options.theme = theme;
    this.redraw();
    this.fire("theme");
  },

  createTile(coords) {
    const size = this.getTileSize();
    const dots = Math.min(window.devicePixelRatio || 1, 2);
    const tile = L.DomUtil.create("canvas", "leaflet-tile");
    tile.width = size.x * dots;
    tile.height = size.y * dots;
    const context = tile.getContext("2d");
    context.scale(dots, dots);
    this.drawTile(context, tileView(coords, size));
    return tile;
  },

  drawTile(context, view) {
    const colours = this.colours();
    this.areas.forEach(({ kind, lines }) => {
      context.fillStyle = colours.areas[kind];
      context.fill(lines.path(lines.within(view.bounds), view.scale, view.offset, true));
    });
    context.lineCap = "round";
    context.lineJoin = "round";
    const roads = this.roads
      .filter(({ shape }) => view.zoom >= shape.from)
      .map((road) => this.shapeRoad(road, view));
    roads.forEach((road) => {
      if (view.zoom >= (road.shape.casing || Infinity)) {
        strokeRoad(context, road.path, colours.casing, road.width + CASING_WIDTH);
      }
    });
    roads.forEach((road) => {
      strokeRoad(context, road.path, colours.roads[road.shape.road], road.width);
    });
  },

  shapeRoad({ shape, lines }, view) {
    const seen = lines.within(view.bounds);
    const path = lines.path(seen, view.scale, view.offset, false);
    return { shape, path, width: widthAt(shape.width, view.zoom) };
  },
});

function strokeRoad(context, path, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

/* Where a tile lies: its pixels in the world, and its bounds with some room. */
function tileView(coords, size) {
  const scale = 256 * Math.pow(2, coords.z);
  const offset = { x: coords.x * size.x, y: coords.y * size.y };
  return { zoom: coords.z, scale, offset, bounds: viewBounds(offset, size, scale, 14) };
}

function viewBounds(offset, size, scale, room) {
  return [
    (offset.x - room) / scale,
    (offset.y - room) / scale,
    (offset.x + size.x + room) / scale,
    (offset.y + size.y + room) / scale,
  ];
}
