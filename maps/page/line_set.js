/* Lines or rings in Mercator's square, 0 to 1 east and south, found by place. */

/* Lines are looked up by the tiles of this zoom that their bounds touch. */
const LOOKUP_TILES = 2 ** 14;

function mercatorX(lon) {
  return (lon + 180) / 360;
}

function mercatorY(lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/* shift : of the map's CRS, where it has one: lon, lat to the lon, lat that is drawn. */
function LineSet(coded, { origin, step }, shift) {
  const counts = unpackNumbers(coded.counts);
  const moves = unpackNumbers(coded.points);
  this.size = counts.length;
  this.first = new Uint32Array(counts.length + 1);
  counts.forEach((count, line) => {
    this.first[line + 1] = this.first[line] + count;
  });
  this.points = placePoints(moves, origin, step, shift);
  this.names = coded.names ? runningSum(unpackNumbers(coded.names)) : null;
  this.lookup = this.makeLookup();
}

function placePoints(moves, origin, step, shift) {
  const points = new Float64Array(moves.length);
  let east = 0;
  let north = 0;
  for (let i = 0; i < moves.length; i += 2) {
    east += moves[i];
    north += moves[i + 1];
    let lon = origin[0] + east * step[0];
    let lat = origin[1] + north * step[1];
    if (shift) [lon, lat] = shift(lon, lat);
    points[i] = mercatorX(lon);
    points[i + 1] = mercatorY(lat);
  }
  return points;
}

function runningSum(steps) {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
}

LineSet.prototype.makeLookup = function () {
  const lookup = new Map();
  for (let line = 0; line < this.size; line += 1) {
    eachTile(this.bounds(line), (tile) => {
      const lines = lookup.get(tile);
      if (lines) lines.push(line);
      else lookup.set(tile, [line]);
    });
  }
  return lookup;
};

LineSet.prototype.bounds = function (line) {
  let west = 1;
  let north = 1;
  let east = 0;
  let south = 0;
  for (let p = 2 * this.first[line]; p < 2 * this.first[line + 1]; p += 2) {
    const x = this.points[p];
    const y = this.points[p + 1];
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < north) north = y;
    if (y > south) south = y;
  }
  return [west, north, east, south];
};

function eachTile(bounds, visit) {
  const [west, north, east, south] = bounds.map((at) => Math.floor(at * LOOKUP_TILES));
  for (let column = west; column <= east; column += 1) {
    for (let row = north; row <= south; row += 1) visit(column * LOOKUP_TILES + row);
  }
}

/* Lines that may be seen within bounds, in their own order. */
LineSet.prototype.within = function (bounds) {
  const tiles =
    (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) * LOOKUP_TILES * LOOKUP_TILES;
  if (tiles > this.lookup.size) return Array.from({ length: this.size }, (_, i) => i);
  const found = new Set();
  eachTile(bounds, (tile) => {
    (this.lookup.get(tile) || []).forEach((line) => found.add(line));
  });
  return Array.from(found).sort((one, other) => one - other);
};

/* A path of lines in pixels: places times scale, less the offset. */
LineSet.prototype.path = function (lines, scale, offset, closed) {
  const path = new Path2D();
  lines.forEach((line) => this.trace(path, line, scale, offset, closed));
  return path;
};

LineSet.prototype.trace = function (path, line, scale, offset, closed) {
  const start = 2 * this.first[line];
  const last = 2 * (this.first[line + 1] - 1);
  let drawnX;
  let drawnY;
  for (let p = start; p <= last; p += 2) {
    const x = this.points[p] * scale - offset.x;
    const y = this.points[p + 1] * scale - offset.y;
    const near = Math.abs(x - drawnX) + Math.abs(y - drawnY) < 1;
    if (p === start) path.moveTo(x, y);
    else if (p === last || !near) path.lineTo(x, y);
    if (p === start || !near) {
      drawnX = x;
      drawnY = y;
    }
  }
  if (closed) path.closePath();
};
