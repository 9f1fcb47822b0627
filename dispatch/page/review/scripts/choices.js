/* A row of buttons of which one is chosen. */

/* options : [{key, said}]; choose : told the key, at once of the first. */
function choicesOf(said, options, choose) {
  const holder = element("div", "choices");
  holder.setAttribute("role", "group");
  label(holder, said);
  const buttons = options.map((option) => {
    const button = element("button", "choice", option.said);
    button.type = "button";
    button.addEventListener("click", () => pick(option.key));
    holder.appendChild(button);
    return button;
  });
  const pick = (key) => {
    buttons.forEach((button, at) => {
      button.setAttribute("aria-pressed", String(options[at].key === key));
    });
    choose(key);
  };
  if (options.length > 0) pick(options[0].key);
  return holder;
}
