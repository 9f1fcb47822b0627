/* What the plan warns of. */

function fillNotes({ data }) {
  document.getElementById("notes").hidden = data.notes.length === 0;
  const notes = data.notes.map((note) => element("li", "", note));
  fill(document.getElementById("note-list"), notes);
}
