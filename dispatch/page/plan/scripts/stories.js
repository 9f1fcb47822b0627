/* What a popup tells: why this unit, of whom the times are, who else there is. */

const PARTS = ["elapsed_s", "dispatch_s", "turnout_s", "travel_s", "access_s"];

function alertStory(board, alert) {
  const { words } = board;
  const story = element("div", "story " + alert.timeliness);
  const served = alert.timeliness !== "unserved";
  return fill(story, [
    element("h3", "", words.join([alert.alert_id, alertName(words, alert)], " · ")),
    element("p", "quiet", words.join(alertFacts(words, alert), " · ")),
    alert.address ? element("p", "", alert.address) : null,
    snappedNote(words, alert),
    alert.meeting ? element("p", "", meetingText(words, alert.meeting)) : null,
    alert.phone_contact ? element("p", "", alert.phone_contact) : null,
    served ? servedFacts(board, alert) : element("h4", "", words.say("reason." + alert.reason)),
    served ? partsBar(alert) : element("p", "quiet", waiting(words, alert)),
    served ? partNames(words, alert) : null,
    served ? reasons(words, alert) : null,
    othersStory(board, alert),
    alert.loss ? lossStory(words, alert) : null,
  ]);
}

/* The next two units, and what sending one of them instead would cost. */
function othersStory({ data, words }, { others }) {
  if (others.length === 0) return null;
  const lines = others.map((other) => {
    const key = other.goes_to === null ? "price.instead" : "price.taken_from";
    const facts = { unit: other.unit_id, time: clock(other.time_to_door_s), alert: other.goes_to };
    const price = priceOf(words, other.price, data.loss_currency);
    return element("li", "", words.join([words.say(key, facts), ...price], " · "));
  });
  return element("ul", "others", lines);
}

/* By how much each goal would be worse, or better for the sake of one above it. */
function priceOf(words, price, currency) {
  if (price === null) return [];
  const goals = Object.keys(price);
  if (goals.length === 0) return [words.say("price.nothing")];
  return goals.map((goal) => {
    const counts = goal === "loss" && currency === null ? "time" : goal;
    const key = "price." + counts + (price[goal] > 0 ? "_worse" : "_better");
    return words.say(key, { n: grouped(Math.abs(price[goal])), currency });
  });
}

/* Money at risk, and who phones: conditional on the model of the fraud. */
function lossStory(words, { loss, call, currency }) {
  const made = element("div");
  const money = (amount) => grouped(amount) + " " + currency;
  const sums = { with: money(loss.expected_loss), without: money(loss.expected_loss_without_plan) };
  const chances = {
    none: percent(loss.no_loss_probability),
    contact: percent(loss.contact_probability),
  };
  const calls = call ? { caller: call.caller_id, time: clock(call.start_s) } : {};
  return fill(made, [
    element("h4", "", words.say("story.loss", sums)),
    element("p", "", words.say("story.chances", chances)),
    element("p", "", words.say(phoneKey(call), calls)),
    element("p", "quiet", words.say("story.assumed")),
  ]);
}

function phoneKey(call) {
  if (!call) return "story.not_phoned";
  return call.start_s > 0 ? "story.phoned" : "story.phoned_now";
}

/* The place agreed by phone, and what was said about it. */
function meetingText(words, meeting) {
  return words.join([words.say("story.meeting"), meeting.note || meeting.address], " · ");
}

function alertFacts(words, alert) {
  const facts = [levelOf(words, alert)];
  if (alert.exposure !== null) {
    const exposure = { amount: grouped(alert.exposure), currency: alert.currency };
    facts.push(words.say("story.exposure", exposure));
  }
  return facts;
}

function snappedNote(words, row) {
  if (row.snapped_m < 50) return null;
  const metres = Math.round(row.snapped_m);
  return element("p", "quiet", words.say("story.snapped", { metres }));
}

function servedFacts({ data, words }, alert) {
  const routes = data.routes.filter((route) => route.alert_id === alert.alert_id);
  const list = element("dl");
  list.appendChild(element("dt", "", words.say("story.sent")));
  const sent = list.appendChild(element("dd"));
  routes.forEach((route) => {
    const key = routes.length > 1 ? "story.unit_with_time" : "story.unit";
    const facts = {
      unit: route.unit_id,
      officers: route.officers,
      km: kilometres(route.distance_m),
      time: clock(route.time_to_door_s),
    };
    sent.appendChild(element("div", "", words.say(key, facts)));
  });
  list.appendChild(element("dt", "", words.say("story.time_to_door")));
  const time = list.appendChild(element("dd"));
  time.appendChild(element("b", "", clock(alert.time_to_door_s)));
  const against = words.say("story.against_target", {
    difference: againstTarget(words, alert),
    target: clock(alert.target_s),
  });
  put(time, [" · ", against]);
  list.appendChild(element("dt", "", words.say("story.on_time")));
  list.appendChild(element("dd", "", percent(alert.probability_on_time)));
  return list;
}

function partsBar(alert) {
  const made = element("div", "parts");
  PARTS.forEach((part) => {
    made.appendChild(element("i")).style.flexGrow = alert[part];
  });
  return made;
}

function partNames(words, alert) {
  const made = element("div", "part-names");
  PARTS.forEach((part) => {
    made.appendChild(element("span", "", words.say("interval." + part)));
  });
  PARTS.forEach((part) => made.appendChild(element("b", "", clock(alert[part]))));
  return made;
}

function reasons(words, alert) {
  const made = element("div");
  const units = alert.sent.join(", ");
  return fill(made, [
    element("h4", "", words.say("story.why", { units })),
    element("p", "", nearestReason(words, alert)),
    element("p", "", closestIdleReason(words, alert)),
  ]);
}

function nearestReason(words, alert) {
  const sent = alert.nearest.every((unit) => alert.sent.includes(unit));
  if (sent) return words.say("story.nearest_is_sent");
  const key = alert.nearest_goes_to ? "story.nearest_goes" : "story.nearest";
  return words.say(key, {
    unit: alert.nearest.join(" + "),
    time: clock(alert.nearest_time_to_door_s),
    alert: alert.nearest_goes_to,
  });
}

function closestIdleReason(words, alert) {
  if (alert.same_as_closest_idle) return words.say("story.closest_idle_same");
  const theirs = alert.closest_idle_time_to_door_s;
  if (theirs === null) return words.say("story.closest_idle_nobody");
  return words.say("story.closest_idle", {
    units: alert.closest_idle_unit_ids,
    time: clock(theirs),
    difference: difference(words, theirs - alert.time_to_door_s),
  });
}

function difference(words, seconds) {
  if (seconds === 0) return words.say("story.equal");
  const key = seconds > 0 ? "story.later" : "story.sooner";
  return words.say(key, { time: clock(seconds) });
}

function unitStory(board, unit) {
  const { words } = board;
  const story = element("div", "story " + unitColour(unit));
  const state = words.say("state." + unit.status);
  const goes = words.say("state.sent", { alert: unit.alert_id });
  const route = board.data.routes.find((row) => row.unit_id === unit.unit_id);
  const officers = words.say("story.officers", { officers: unit.officers });
  const free = { time: clock(unit.free_in_s) };
  const move = board.data.moves.find((row) => row.unit_id === unit.unit_id);
  return fill(story, [
    element("h3", "", words.join([unit.unit_id, unit.alert_id ? goes : state], " · ")),
    element("p", "quiet", unit.alert_id ? words.join([officers, state], " · ") : officers),
    unit.free_in_s === null ? null : element("p", "", words.say("story.free_in", free)),
    route ? element("p", "", routeStory(words, route)) : null,
    move ? element("p", "", moveText(words, move)) : null,
    snappedNote(words, unit),
  ]);
}

function routeStory(words, route) {
  const km = kilometres(route.distance_m);
  return words.say("story.route", { time: clock(route.time_to_door_s), km });
}

/* Where a unit that stays free should wait. */
function moveText(words, move) {
  return words.say("other.move", {
    unit: move.unit_id,
    place: move.address,
    time: clock(move.drive_s),
    km: kilometres(move.drive_m),
  });
}
