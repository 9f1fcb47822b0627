/* Sheets of which one is seen; tabs lead to them. */

/* sheets : [{key, said, content}], only those that there are. opened : told the key. */
function fillTabs(sheets, opened) {
  const bar = document.getElementById("tabs");
  const room = document.getElementById("sheets");
  const tabs = sheets.map(({ key, said }) => {
    const tab = element("button", "tab", said);
    tab.type = "button";
    tab.id = "tab-" + key;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", "sheet-" + key);
    return tab;
  });
  const panels = sheets.map(({ key, content }) => {
    const panel = element("section", "sheet", content);
    panel.id = "sheet-" + key;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", "tab-" + key);
    return panel;
  });
  const open = (at) => {
    tabs.forEach((tab, each) => {
      tab.setAttribute("aria-selected", String(each === at));
      tab.tabIndex = each === at ? 0 : -1;
      panels[each].hidden = each !== at;
    });
    room.scrollTop = 0;
    opened(sheets[at].key);
  };
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => open(at));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      const next = (at + step + tabs.length) % tabs.length;
      open(next);
      tabs[next].focus();
    });
  });
  fill(bar, tabs);
  fill(room, panels);
  open(0);
  return (key) => open(sheets.findIndex((sheet) => sheet.key === key));
}
