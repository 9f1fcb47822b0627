/* The basemap: roads, water, green and buildings on canvas tiles, from data in the page. */

const CASING_WIDTH = 2;
const ROUND_FROM_WIDTH = 3;

/* Of a frame's 16 ms, what tiles may take while the map is in motion. */
const DRAWING_MS = 6;

L.RoadGrid = L.GridLayer.extend({
  options: { tileSize: 512, updateWhenZooming: false, keepBuffer: 1, theme: "dark" },

  initialize(basemap, crs, options) {
    L.setOptions(this, options);
    this.source = { basemap, crs };
    const read = (coded) => new LineSet(coded, basemap, crs.shift);
    this.areas = basemap.areas.map((coded) => ({ kind: coded.kind, lines: read(coded) }));
    this.roads = ROAD_SHAPES.map((shape) => ({
      shape,
      lines: read(basemap.roads.find((coded) => coded.road_class === shape.road)),
    }));
    this.names = basemap.names;
    this.waiting = [];
    this.drawAtOnce();
  },

  /* The first tiles, and those on paper, are drawn when they are made; later ones a few
     in each frame, so that the map keeps moving. */
  drawAtOnce() {
    this.atOnce = true;
    this.once("load", () => {
      this.atOnce = false;
    });
    window.addEventListener("beforeprint", () => {
      this.atOnce = true;
      while (this.waiting.length > 0) this.waiting.shift()();
    });
    window.addEventListener("afterprint", () => {
      this.atOnce = false;
    });
  },

  colours() {
    return BASEMAP_COLOURS[this.options.theme];
  },

  setTheme(theme) {
    this.options.theme = theme;
    const before = this.atOnce;
    this.atOnce = true;
    this.redraw();
    this.atOnce = before;
    this.fire("theme");
  },

  createTile(coords, done) {
    const size = this.getTileSize();
    const dots = Math.min(window.devicePixelRatio || 1, 2);
    const tile = L.DomUtil.create("canvas", "leaflet-tile");
    tile.width = size.x * dots;
    tile.height = size.y * dots;
    const context = tile.getContext("2d");
    context.scale(dots, dots);
    const draw = () => this.drawTile(context, tileView(coords, size));
    if (this.atOnce) {
      draw();
      L.Util.requestAnimFrame(() => done(null, tile));
    } else {
      this.drawSoon(tile, draw, done);
    }
    return tile;
  },

  /* A tile that is gone before its turn is not drawn. */
  drawSoon(tile, draw, done) {
    if (this.waiting.length === 0) L.Util.requestAnimFrame(() => this.drawSome());
    this.waiting.push(() => {
      if (!tile.parentNode) return;
      draw();
      done(null, tile);
    });
  },

  drawSome() {
    const start = performance.now();
    while (this.waiting.length > 0 && performance.now() - start < DRAWING_MS) {
      this.waiting.shift()();
    }
    if (this.waiting.length > 0) L.Util.requestAnimFrame(() => this.drawSome());
  },

  drawTile(context, view) {
    const colours = this.colours();
    this.areas.forEach(({ kind, lines }) => {
      if (view.zoom < AREAS_FROM[kind]) return;
      context.fillStyle = colours.areas[kind];
      context.fill(lines.path(lines.within(view.bounds), view.scale, view.offset, true));
    });
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

/* Round ends take long to draw, and do not show on thin lines. */
function strokeRoad(context, path, colour, width) {
  const thin = width < ROUND_FROM_WIDTH;
  context.lineCap = thin ? "butt" : "round";
  context.lineJoin = thin ? "bevel" : "round";
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

/* Where a tile lies: its pixels in the world, and its bounds with some room. */
function tileView(coords, size) {
  const scale = 256 * 2 ** coords.z;
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
