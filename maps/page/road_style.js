/* How roads, water, green and buildings are drawn; minor roads first. */

/* Width in pixels at a zoom, straight between the zooms given. */
const ROAD_SHAPES = [
  { road: "service", from: 14, width: [[14, 0.6], [16, 2], [18, 7]] },
  { road: "living_street", from: 13, width: [[13, 0.7], [16, 4], [18, 11]], text: 10.5, named: 16 },
  { road: "residential", from: 12, width: [[12, 0.6], [14, 1.6], [16, 5], [18, 13]], casing: 14, text: 10.5, named: 15 },
  { road: "other", from: 11, width: [[11, 0.6], [14, 1.7], [16, 5], [18, 13]], casing: 13, text: 10.5, named: 15 },
  { road: "tertiary", from: 10, width: [[10, 0.7], [13, 1.8], [15, 4.5], [18, 15]], casing: 12, text: 11, named: 14 },
  { road: "secondary", from: 9, width: [[9, 0.7], [13, 2.4], [15, 6], [18, 17]], casing: 12, text: 11.5, named: 13 },
  { road: "primary", from: 8, width: [[8, 0.8], [13, 3], [15, 7], [18, 18]], casing: 11, text: 12, named: 12 },
  { road: "trunk", from: 7, width: [[7, 0.9], [12, 2.6], [15, 7], [18, 20]], casing: 11, text: 12, named: 12 },
  { road: "motorway", from: 7, width: [[7, 1], [12, 2.8], [15, 7], [18, 20]], casing: 11, text: 12, named: 12 },
];

/* Buildings show from near by only. */
const AREAS_FROM = { sea: 0, green: 0, water: 0, building: 15 };

const BASEMAP_COLOURS = {
  dark: {
    areas: { sea: "#10273B", water: "#10273B", green: "#17281F", building: "#1C2733" },
    label: "#9FB2C4",
    halo: "#141B23",
    casing: "#0F151C",
    roads: {
      service: "#2A3643",
      living_street: "#303E4C",
      residential: "#354453",
      other: "#394958",
      tertiary: "#3E4F60",
      secondary: "#46596C",
      primary: "#526679",
      trunk: "#617486",
      motorway: "#66798B",
    },
  },
  light: {
    areas: { sea: "#BCD9E8", water: "#BCD9E8", green: "#DCE8CF", building: "#E3DDD0" },
    label: "#46515B",
    halo: "#FFFFFF",
    casing: "#CFC9BB",
    roads: {
      service: "#FFFFFF",
      living_street: "#FFFFFF",
      residential: "#FFFFFF",
      other: "#FFFFFF",
      tertiary: "#FFFFFF",
      secondary: "#FFF6D5",
      primary: "#FFE9A8",
      trunk: "#FBD795",
      motorway: "#F7C987",
    },
  },
};

function widthAt(stops, zoom) {
  const above = stops.findIndex((stop) => stop[0] >= zoom);
  if (above === 0) return stops[0][1];
  if (above < 0) return stops[stops.length - 1][1];
  const [lowZoom, low] = stops[above - 1];
  const [highZoom, high] = stops[above];
  return low + ((high - low) * (zoom - lowZoom)) / (highZoom - lowZoom);
}
