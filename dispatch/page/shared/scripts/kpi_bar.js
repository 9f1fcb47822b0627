/* The figures above: what must be seen in three seconds. */

/* kpis : [{figure, label, alarm, told}], texts as of `put`; alarm : red; told : more, for
   those who point at it. */
function fillKpiBar(kpis) {
  fill(document.getElementById("kpis"), kpis.map(kpiTile));
}

function kpiTile({ figure, label: named, alarm, told }) {
  const tile = element("div", alarm ? "kpi alarm" : "kpi");
  tile.setAttribute("role", "listitem");
  if (told) hint(tile, told);
  return put(tile, [element("b", "", figure), element("span", "", named)]);
}

/* title : from outside. moment : what stands below it, as said. */
function fillTitle(title, moment) {
  const heading = fill(document.getElementById("title"), title);
  heading.title = title;
  hint(fill(document.getElementById("moment"), moment), moment);
}
