/* Rows of bars over one axis of time, and a line for the moment that is shown.

   time : {from_s, to_s}. rows, from above:
   {id, name, kind, bars: [{track, from_s, to_s, part}], target: {from_s, at_s}, end}
   name, end : content as of `put`, before and after the bars. kind : class that gives
   the colour. track : "door" or "phone"; part : class of the bar (gantt.css: waited,
   ready, travel, access, scene, call, talk). target : a thin line, and a tick where
   time is up; may be left out. */

const ROW_HEIGHT = 17;
const PHONE_ROW_HEIGHT = 22;
const MOST_TICKS = 12;
const TICK_STEPS_S = [60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200];

/* said : what the scrubber is called. tickText(t) : content of the axis. choose(id) :
   called for a row that was clicked. */
function Gantt(holder, { from_s: from, to_s: to, rows, said, tickText, choose }) {
  Object.assign(this, { holder, from, to, rows, tickText, choose });
  this.cursor = element("div", "gantt-cursor");
  this.cursor.hidden = true;
  this.plot = element("div", "gantt-plot", [this.drawAxis(), this.drawRows(), this.cursor]);
  fill(holder, this.plot);
  holder.tabIndex = 0;
  holder.setAttribute("role", "slider");
  holder.setAttribute("aria-valuemin", Math.round(from));
  holder.setAttribute("aria-valuemax", Math.round(to));
  label(holder, said);
  this.showMoment(null);
}

/* Where a moment is, in percent of the plot. */
Gantt.prototype.share = function (t) {
  const inside = Math.min(this.to, Math.max(this.from, t));
  return (100 * (inside - this.from)) / (this.to - this.from);
};

Gantt.prototype.drawAxis = function () {
  const texts = this.ticks().map((t) =>
    drawn("text", { x: this.share(t) + "%", y: 11, "text-anchor": "middle" }, this.tickText(t))
  );
  return drawn("svg", { class: "gantt-axis", height: 16, "aria-hidden": "true" }, texts);
};

Gantt.prototype.ticks = function () {
  const long = (this.to - this.from) / MOST_TICKS;
  const step = TICK_STEPS_S.find((each) => each >= long) || 86400;
  const ticks = [];
  for (let t = Math.ceil(this.from / step) * step; t <= this.to; t += step) ticks.push(t);
  return ticks;
};

Gantt.prototype.drawRows = function () {
  let top = 0;
  const made = this.rows.map((row) => {
    const phone = row.bars.some((bar) => bar.track === "phone");
    const group = this.drawRow(row, top, phone);
    top += phone ? PHONE_ROW_HEIGHT : ROW_HEIGHT;
    return group;
  });
  const lines = this.ticks().map((t) => {
    const x = this.share(t) + "%";
    return drawn("line", { class: "gantt-line", x1: x, x2: x, y1: 0, y2: top });
  });
  const look = { class: "gantt-rows", height: top + 4, "aria-hidden": "true" };
  return drawn("svg", look, lines.concat(made));
};

Gantt.prototype.drawRow = function (row, top, phone) {
  const group = drawn("g", { class: "gantt-row " + row.kind, "data-row": row.id });
  put(group, drawn("text", { class: "gantt-name", x: 0, dx: -8, y: top + 12 }, row.name));
  if (row.target) put(group, this.drawTargetLine(row.target, top));
  row.bars.forEach((bar) => put(group, this.drawBar(bar, top)));
  if (row.target) put(group, this.drawTick(row.target.at_s, top, phone));
  const doors = row.bars.filter((bar) => bar.track === "door").map((bar) => bar.to_s);
  const last = Math.max(...doors, row.target ? row.target.at_s : this.from);
  const end = { class: "gantt-end", x: this.share(last) + "%", dx: 6, y: top + 12 };
  put(group, drawn("text", end, row.end));
  group.addEventListener("click", () => this.choose(row.id));
  return group;
};

Gantt.prototype.drawTargetLine = function ({ from_s: from, at_s: to }, top) {
  return this.drawSpan("gantt-target", from, to, { y: top + 6, height: 2 });
};

Gantt.prototype.drawTick = function (t, top, phone) {
  if (t < this.from || t > this.to) return null;
  const height = phone ? 20 : 15;
  const place = { class: "gantt-tick", x: this.share(t) + "%", y: top, width: 3, height };
  return drawn("rect", { ...place, transform: "translate(-1.5 0)" });
};

Gantt.prototype.drawBar = function (bar, top) {
  const size = bar.track === "phone" ? { y: top + 15, height: 4 } : { y: top + 2, height: 10 };
  return this.drawSpan("gantt-bar " + bar.part, bar.from_s, bar.to_s, size);
};

Gantt.prototype.drawSpan = function (name, from, to, size) {
  const [left, right] = [this.share(from), this.share(to)];
  const place = { class: name, x: left + "%", width: Math.max(right - left, 0) + "%" };
  return drawn("rect", { ...place, ...size });
};

/* Put the line at a moment; null takes it away. */
Gantt.prototype.showMoment = function (t) {
  this.cursor.hidden = t === null;
  this.holder.setAttribute("aria-valuenow", Math.round(t === null ? this.from : t));
  this.holder.setAttribute("aria-valuetext", t === null ? "–" : clock(t));
  if (t !== null) this.cursor.style.left = this.share(t) + "%";
};

/* Call seek(t) while the plot is pressed or drawn over. */
Gantt.prototype.onSeek = function (seek) {
  const at = (event) => {
    const box = this.plot.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    seek(this.from + Math.min(1, Math.max(0, share)) * (this.to - this.from));
  };
  this.plot.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".gantt-name, .gantt-end")) return;
    event.preventDefault();
    this.holder.focus({ preventScroll: true });
    this.plot.setPointerCapture(event.pointerId);
    at(event);
  });
  this.plot.addEventListener("pointermove", (event) => {
    if (this.plot.hasPointerCapture(event.pointerId)) at(event);
  });
};

/* Mark the row of what is chosen, and bring it into view. */
Gantt.prototype.mark = function (id) {
  this.holder.querySelectorAll(".gantt-row").forEach((row) => {
    const chosen = row.dataset.row === id;
    row.classList.toggle("chosen", chosen);
    if (!chosen) return;
    const box = row.getBoundingClientRect();
    const frame = this.holder.getBoundingClientRect();
    this.holder.scrollTop += box.top - (frame.top + frame.bottom) / 2;
  });
};
