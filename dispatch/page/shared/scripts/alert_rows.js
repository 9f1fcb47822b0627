/* Rows of alerts in a panel. */

/* Mark the row of an alert, for the eye and for who hears it. */
function markAlert(alertId) {
  document.querySelectorAll(".alert-row").forEach((row) => {
    const chosen = row.dataset.alert === alertId;
    row.classList.toggle("chosen", chosen);
    if (chosen) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  });
}
