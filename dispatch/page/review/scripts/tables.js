/* Tables of rows. */

/* columns : [{title, cell: row => content, kind}]; kind : "text", else a number. */
function tableOf(columns, rows, rowClass) {
  const heads = columns.map(({ title, kind }) => {
    const head = element("th", kind === "text" ? "text" : "", title);
    head.setAttribute("scope", "col");
    return head;
  });
  const lines = rows.map((row) =>
    element(
      "tr",
      rowClass ? rowClass(row) : "",
      columns.map(({ cell, kind }) => element("td", kind === "text" ? "text" : "", cell(row)))
    )
  );
  return element("table", "numbers", [
    element("thead", "", element("tr", "", heads)),
    element("tbody", "", lines),
  ]);
}

/* A part of a sheet with its heading and what has to be known of it. */
function partOf(title, note, content) {
  return element("section", "part", [
    element("h2", "", title),
    note ? element("p", "note", note) : null,
    element("div", "wide", content),
  ]);
}

/* Figures in a row: [{figure, label}]. */
function figuresOf(figures) {
  return element(
    "dl",
    "figures",
    figures.map(({ figure, label: named }) =>
      element("div", "", [element("dd", "", figure), element("dt", "", named)])
    )
  );
}
