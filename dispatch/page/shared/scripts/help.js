/* The sheet that tells which keys do what: `?` or its button, Escape to close. */

function offerHelp() {
  const sheet = document.getElementById("help-sheet");
  const button = document.getElementById("help");
  const show = (seen) => {
    sheet.hidden = !seen;
    button.setAttribute("aria-expanded", String(seen));
    if (seen) sheet.focus();
    else if (sheet.contains(document.activeElement)) button.focus();
  };
  button.addEventListener("click", () => show(sheet.hidden));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !sheet.hidden) {
      show(false);
      button.focus();
    }
    if (event.key === "?" && !isTyping(event)) show(sheet.hidden);
  });
}

/* Whether a key goes into a field. */
function isTyping(event) {
  return event.target.matches("input, select, textarea");
}
