/* English, Chinese, or both: data-language of the page says which are seen. */

const NEXT_LANGUAGE = { en: "zh", zh: "both", both: "en" };
const LANGUAGE_BUTTON = { en: "EN", zh: "中文", both: "EN 中" };

/* Calls `changed` after each change, for what is measured by its text. */
function offerLanguages(frame, words, changed) {
  const button = document.getElementById("language");
  const root = document.documentElement;
  const show = (language) => {
    root.dataset.language = language;
    root.lang = language === "zh" ? "zh" : "en";
    button.textContent = LANGUAGE_BUTTON[language];
    document.title = frame.title[root.lang];
    nameElements(words);
  };
  button.addEventListener("click", () => {
    show(NEXT_LANGUAGE[root.dataset.language]);
    if (changed) changed();
  });
  show(root.dataset.language);
}

/* Names of elements and what empty fields say: of the template, and those that scripts
   gave. */
function nameElements(words) {
  document.querySelectorAll("[data-label]").forEach((made) => {
    label(made, words.say(made.dataset.label));
  });
  document.querySelectorAll("[data-placeholder]").forEach((field) => {
    field.placeholder = String(words.say(field.dataset.placeholder));
  });
  document.querySelectorAll("[data-named]").forEach((made) => {
    if (made.hasAttribute("aria-label")) label(made, made.said);
    else hint(made, made.said);
  });
}
