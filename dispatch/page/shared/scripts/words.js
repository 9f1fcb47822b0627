/* Texts in every language that the page speaks. Which is read is for the styles to
   say (languages.css): switching needs no script to write them anew. */

/* One text: {en: "…", zh: "…"}. parts : what it was joined of, if it was. */
function Said(byLanguage, parts) {
  this.byLanguage = byLanguage;
  this.parts = parts || null;
}

/* In the language that is read now; English where both are. */
Said.prototype.toString = function () {
  return this.byLanguage[document.documentElement.lang];
};

/* A text, or part of one, that is the same in each language is put there once. */
Said.prototype.putInto = function (parent) {
  if (this.parts) {
    put(parent, this.parts);
    return;
  }
  const languages = Object.keys(this.byLanguage);
  const texts = languages.map((language) => this.byLanguage[language]);
  if (texts.every((text) => text === texts[0])) {
    parent.appendChild(document.createTextNode(texts[0]));
    return;
  }
  const tag = parent.namespaceURI === SVG ? "tspan" : "span";
  languages.forEach((language) => {
    const span = document.createElementNS(parent.namespaceURI, tag);
    span.setAttribute("lang", language);
    span.textContent = this.byLanguage[language];
    parent.appendChild(span);
  });
};

/* texts : {en: {group: {name: "…"}}, zh: …}, as the frame's data has them. */
function Words(texts) {
  this.texts = texts;
}

/* say("story.nearest", {unit: "P1"}): the text with its {names} filled in, by texts
   from outside, numbers, or what was said. */
Words.prototype.say = function (key, values) {
  return this.inEach((language) => {
    const text = textOf(this.texts[language], key);
    return text.replace(/\{(\w+)\}/gu, (whole, name) =>
      values && name in values ? inLanguage(values[name], language) : whole
    );
  });
};

/* Texts, numbers and what was said, one after the other. */
Words.prototype.join = function (parts, between) {
  const kept = parts.filter((part) => part !== null && part !== undefined && part !== "");
  const joined = this.inEach((language) =>
    kept.map((part) => inLanguage(part, language)).join(between)
  );
  const apart = kept.slice(1).reduce((all, part) => all.concat([between, part]), [kept[0]]);
  return new Said(joined.byLanguage, apart);
};

Words.prototype.inEach = function (make) {
  const byLanguage = {};
  Object.keys(this.texts).forEach((language) => {
    byLanguage[language] = make(language);
  });
  return new Said(byLanguage);
};

function textOf(texts, key) {
  return key.split(".").reduce((group, part) => group[part], texts);
}

function inLanguage(value, language) {
  return value instanceof Said ? value.byLanguage[language] : String(value);
}
