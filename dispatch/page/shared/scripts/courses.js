/* What each unit does from moment to moment. A course is {id, steps}; a step lasts
   until the next one's at_s:
   {at_s, state, colour, point} or {at_s, state, colour, way}, where way is as in
   ways.js, state a shape of GLYPHS, colour a class of theme.css. */

/* The step of a course at t; the first one before it. */
function stepOfCourse(course, t) {
  if (!course.moments) course.moments = course.steps.map((step) => step.at_s);
  return course.steps[Math.max(0, lastNotAfter(course.moments, t))];
}

/* Move the markers of courses: markers : of Leaflet, by id. redraw(id, step) : called
   only where a course has come to another step. */
function CourseMarkers(courses, markers, redraw) {
  this.courses = courses;
  this.markers = markers;
  this.redraw = redraw;
  this.shown = new Map();
}

CourseMarkers.prototype.show = function (t) {
  this.courses.forEach((course) => {
    const step = stepOfCourse(course, t);
    const known = this.shown.get(course.id);
    if (known === step && !step.way) return;
    const point = step.way ? placeOnWay(step.way, t).point : step.point;
    this.markers.get(course.id).setLatLng(point);
    if (known === step) return;
    this.shown.set(course.id, step);
    this.redraw(course.id, step);
  });
};

/* Forget what is shown, so that the next `show` draws everything. */
CourseMarkers.prototype.forget = function () {
  this.shown.clear();
};
