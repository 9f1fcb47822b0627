/* Time that runs. The gantt is its scrubber; `show(t)` draws a moment, at most fifteen
   times a second, and `show(null)` all moments at once. */

const LEAST_FRAME_MS = 1000 / 15;

/* from_s, to_s : the first and last moment. speeds : how many times as fast as life,
   the first one to begin with. step_s : of an arrow key. clockText(t) : what the clock
   says. show(t) : draws the page. */
function Player({ from_s: from, to_s: to, speeds, step_s: step, gantt, clockText, show }) {
  Object.assign(this, { from, to, speeds, step, gantt, clockText, draw: show });
  this.speed = speeds[0];
  this.now = null;
  this.running = false;
  this.frame = this.frame.bind(this);
}

/* Take over buttons, keys and the gantt, and show all moments. */
Player.prototype.start = function () {
  const on = (id, act) => document.getElementById(id).addEventListener("click", act);
  on("player-play", () => this.toggle());
  on("player-speed", () => this.nextSpeed());
  on("player-whole", () => this.whole());
  this.gantt.onSeek((t) => this.seek(t));
  document.addEventListener("keydown", (event) => this.key(event));
  this.sayPlaying();
  this.show(null);
};

Player.prototype.show = function (t) {
  this.now = t;
  const clockHolder = document.getElementById("player-clock");
  fill(clockHolder, t === null ? "–" : this.clockText(t));
  this.gantt.showMoment(t);
  this.draw(t);
};

Player.prototype.seek = function (t) {
  this.pause();
  this.show(Math.min(this.to, Math.max(this.from, t)));
};

Player.prototype.whole = function () {
  this.pause();
  this.show(null);
};

Player.prototype.toggle = function () {
  if (this.running) this.pause();
  else this.play();
};

Player.prototype.play = function () {
  if (this.now === null || this.now >= this.to) this.show(this.from);
  this.running = true;
  this.drawnAt = performance.now();
  this.sayPlaying();
  requestAnimationFrame(this.frame);
};

Player.prototype.pause = function () {
  this.running = false;
  this.sayPlaying();
};

Player.prototype.frame = function (timestamp) {
  if (!this.running) return;
  const passed = timestamp - this.drawnAt;
  if (passed >= LEAST_FRAME_MS) {
    this.drawnAt = timestamp;
    this.show(Math.min(this.to, this.now + (passed / 1000) * this.speed));
    if (this.now >= this.to) this.pause();
  }
  requestAnimationFrame(this.frame);
};

Player.prototype.nextSpeed = function () {
  const place = this.speeds.indexOf(this.speed);
  this.speed = this.speeds[(place + 1) % this.speeds.length];
  this.sayPlaying();
};

Player.prototype.sayPlaying = function () {
  const button = document.getElementById("player-play");
  button.textContent = this.running ? "❚❚" : "▶";
  button.setAttribute("aria-pressed", String(this.running));
  document.getElementById("player-speed").textContent = "×" + this.speed;
};

/* Keys that no field and no button needs itself. */
Player.prototype.key = function (event) {
  if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  const onMap = event.target.closest(".leaflet-container");
  if (onMap && event.key.startsWith("Arrow")) return; // they move the map
  const acts = event.target.closest("button, a, [role=button]");
  if (event.key === " " && acts) return;
  const now = this.now === null ? this.from : this.now;
  const does = new Map([
    [" ", () => this.toggle()],
    ["ArrowLeft", () => this.seek(now - this.step)],
    ["ArrowRight", () => this.seek(now + this.step)],
    ["Home", () => this.seek(this.from)],
    ["End", () => this.seek(this.to)],
    ["0", () => this.whole()],
  ]).get(event.key);
  if (!does) return;
  event.preventDefault();
  does();
};
