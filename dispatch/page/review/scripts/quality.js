/* What was found in the file, and what was done with it. */

function qualitySheet({ data, words }) {
  const found = rowsOf(data.quality);
  const columns = rowsOf(data.mapping);
  return [
    partOf(
      words.say("quality.title"),
      words.say("quality.rows", {
        rows: grouped(data.n_rows),
        calls: grouped(data.n_calls),
        units: grouped(data.n_units),
      }),
      found.length > 0 ? findingTable(words, found) : words.say("quality.nothing")
    ),
    columns.length > 0
      ? partOf(
          words.say("quality.columns"),
          words.say("quality.columns_note"),
          tableOf(
            [
              { title: words.say("quality.of"), cell: (row) => row.of, kind: "text" },
              { title: words.say("quality.column"), cell: (row) => row.column, kind: "text" },
              ...(columns.some((row) => row.why)
                ? [{ title: words.say("quality.why"), cell: (row) => row.why, kind: "text" }]
                : []),
            ],
            columns
          )
        )
      : null,
  ];
}

/* A kind that this page has no words for stands as the data has it. */
function findingTable(words, found) {
  const knownKind = (kind) => kind in words.texts.en.finding;
  const toldOf = (group, row, otherwise) =>
    knownKind(row.kind) ? words.say(group + "." + row.kind) : otherwise;
  return tableOf(
    [
      { title: words.say("quality.finding"), cell: (row) => toldOf("finding", row, row.meaning || row.kind), kind: "text" },
      { title: words.say("table.rows"), cell: (row) => grouped(row.n) },
      { title: words.say("quality.done"), cell: (row) => toldOf("finding_done", row, row.done), kind: "text" },
      { title: words.say("quality.examples"), cell: (row) => row.examples, kind: "text" },
    ],
    found
  );
}
