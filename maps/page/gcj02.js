/* L.CRS.GCJ02: web Mercator of places shifted as on Chinese maps. What comes from the
   page is in WGS-84, and so is what the map gives back; the shift is the one of
   coordinates.py, by the same outline of the mainland. */

const KRASOVSKY_AXIS_M = 6378245;
const KRASOVSKY_ECCENTRICITY_SQUARED = 0.006693421622965943;
const STEPS_BACK = 5;

function radians(degrees) {
  return (degrees * Math.PI) / 180;
}

/* Two thirds of sine waves, each [amplitude, half periods a degree]. */
function waves(degrees, kinds) {
  const sum = (height, [high, often]) => height + high * Math.sin(degrees * Math.PI * often);
  return (kinds.reduce(sum, 0) * 2) / 3;
}

/* Metres east and north; x, y are degrees from 105° E, 35° N. */
function shiftInMetres(x, y) {
  const root = Math.sqrt(Math.abs(x));
  const ripple = waves(x, [[20, 6], [20, 2]]);
  const east =
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple +
    waves(x, [[20, 1], [40, 1 / 3], [150, 1 / 12], [300, 1 / 30]]);
  const north =
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple +
    waves(y, [[20, 1], [40, 1 / 3], [160, 1 / 12], [320, 1 / 30]]);
  return [east, north];
}

function shifted(lon, lat) {
  const [east, north] = shiftInMetres(lon - 105, lat - 35);
  const sine = Math.sin(radians(lat));
  const bulge = 1 - KRASOVSKY_ECCENTRICITY_SQUARED * sine * sine;
  const across = KRASOVSKY_AXIS_M / Math.sqrt(bulge);
  const along = (across * (1 - KRASOVSKY_ECCENTRICITY_SQUARED)) / bulge;
  return [
    lon + east / radians(across * Math.cos(radians(lat))),
    lat + north / radians(along),
  ];
}

/* By fixed point, as the shift hardly changes from place to place. */
function shiftedBack(lon, lat) {
  let [x, y] = [lon, lat];
  for (let step = 0; step < STEPS_BACK; step += 1) {
    const [aheadX, aheadY] = shifted(x, y);
    x -= aheadX - lon;
    y -= aheadY - lat;
  }
  return [x, y];
}

/* Whether an odd number of the rings' sides lies east of the place. */
function isWithin(rings, lon, lat) {
  let odd = false;
  rings.forEach((ring) => {
    for (let i = 1; i < ring.length; i += 1) {
      const [fromX, fromY] = ring[i - 1];
      const [toX, toY] = ring[i];
      if (fromY > lat === toY > lat) continue;
      if (lon < fromX + ((toX - fromX) * (lat - fromY)) / (toY - fromY)) odd = !odd;
    }
  });
  return odd;
}

function shiftedMercator(mainland) {
  const mercator = L.Projection.SphericalMercator;
  const forth = (lon, lat) => (isWithin(mainland, lon, lat) ? shifted(lon, lat) : [lon, lat]);
  const back = (lon, lat) => {
    const found = shiftedBack(lon, lat);
    return isWithin(mainland, found[0], found[1]) ? found : [lon, lat];
  };
  const projection = L.extend({}, mercator, {
    project(place) {
      const [lon, lat] = forth(place.lng, place.lat);
      return mercator.project(L.latLng(lat, lon));
    },
    unproject(point) {
      const place = mercator.unproject(point);
      const [lon, lat] = back(place.lng, place.lat);
      return L.latLng(lat, lon);
    },
  });
  return L.extend({}, L.CRS.EPSG3857, { code: "GCJ02", projection, shift: forth });
}

L.CRS.GCJ02 = shiftedMercator(JSON.parse(document.getElementById("mainland").textContent));
