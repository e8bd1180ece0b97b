// The signature pad. Strokes are kept as points in the pad's own 600 × 300 units, never as pixels: the
// same strokes are drawn again after a rotation, without the last one (undo), and at another scale for
// the picture that is sent.
import { text } from "./texts.js";

const WIDTH = 600;
const HEIGHT = 300;
const INK = "#000";
const MARGIN = 12;

// What the server takes is 512 KiB and 4 megapixels; the largest scale here makes 1.1 megapixels.
const LARGEST_PICTURE = 512 * 1024;
const PICTURE_SCALES = [2.5, 2, 1.5, 1];
const DENSEST_SCREEN = 3;
const SMALLEST_DRAWING = 20;

const PEN = 3; // width of a slow stroke in CSS pixels

/** Lays out `canvas` for its place on the screen and paints `content` in pad units. */
export function show(canvas, content) {
  const { width } = canvas.getBoundingClientRect();
  if (width === 0) return;
  const scale = (width / WIDTH) * Math.min(devicePixelRatio || 1, DENSEST_SCREEN);
  paint(canvas, scale, content);
}

function paint(canvas, scale, content) {
  // Setting the size also wipes the canvas.
  canvas.width = Math.round(WIDTH * scale);
  canvas.height = Math.round(HEIGHT * scale);
  const context = canvas.getContext("2d");
  context.scale(canvas.width / WIDTH, canvas.height / HEIGHT);
  context.fillStyle = context.strokeStyle = INK;
  context.lineCap = context.lineJoin = "round";
  content(context);
}

const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, width: (a.width + b.width) / 2 });

/** A quadratic curve cut into short lines, so that its width can change along the way. */
function curve(context, from, control, to) {
  const length = Math.hypot(control.x - from.x, control.y - from.y)
    + Math.hypot(to.x - control.x, to.y - control.y);
  const steps = Math.max(1, Math.ceil(length / 3));
  let last = from;
  for (let step = 1; step <= steps; step += 1) {
    const t = step / steps;
    const u = 1 - t;
    const point = {
      x: u * u * from.x + 2 * u * t * control.x + t * t * to.x,
      y: u * u * from.y + 2 * u * t * control.y + t * t * to.y,
    };
    context.lineWidth = u * from.width + t * to.width;
    context.beginPath();
    context.moveTo(last.x, last.y);
    context.lineTo(point.x, point.y);
    context.stroke();
    last = point;
  }
}

/** Paints a stroke from its `first` segment on: through the middles of its points, so without corners. */
function paintStroke(context, points, first = 1, isFinished = true) {
  if (points.length === 1) {
    const [dot] = points;
    context.beginPath();
    context.arc(dot.x, dot.y, dot.width * 0.7, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  for (let index = first; index < points.length; index += 1) {
    const before = points[index - 1];
    const from = index === 1 ? before : middle(points[index - 2], before);
    curve(context, from, before, middle(before, points[index]));
  }
  if (!isFinished) return;
  const last = points.at(-1);
  curve(context, middle(points.at(-2), last), last, last);
}

/** The drawn route. */
export class Pad {
  strokes = [];
  #isLocked = false;
  #pointer = null;

  constructor(canvas, changed) {
    this.canvas = canvas;
    this.changed = changed;
    canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    canvas.addEventListener("pointermove", (event) => this.#extend(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      canvas.addEventListener(end, (event) => this.#finish(event));
    }
    new ResizeObserver(() => this.redraw()).observe(canvas);
    // A window moved to a denser screen keeps its size, so ResizeObserver says nothing.
    addEventListener("resize", () => this.redraw());
  }

  paint = (context) => {
    for (const points of this.strokes) paintStroke(context, points);
  };

  redraw() {
    show(this.canvas, this.paint);
  }

  /** Locked, it takes no ink, not even of a stroke that is being drawn: what is sent is what is seen. */
  set isLocked(isLocked) {
    this.#isLocked = isLocked;
    if (isLocked && this.#pointer !== null) this.#redrawn();
  }

  /** Whether there is too little ink for a signature: nothing, or the dot of a stray touch. */
  get isBlank() {
    const points = this.strokes.flat();
    const spread = (values) => Math.max(...values) - Math.min(...values);
    return points.length === 0
      || Math.max(spread(points.map((p) => p.x)), spread(points.map((p) => p.y))) < SMALLEST_DRAWING;
  }

  undo() {
    this.strokes.pop();
    this.#redrawn();
  }

  clear() {
    this.strokes = [];
    this.#redrawn();
  }

  #redrawn() {
    this.#pointer = null;
    this.redraw();
    this.changed();
  }

  #begin(event) {
    if (this.#isLocked || this.#pointer !== null || !event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    this.#pointer = event.pointerId;
    this.canvas.setPointerCapture(event.pointerId);
    const stroke = [];
    this.strokes.push(stroke);
    this.#add(event, stroke);
    paintStroke(this.canvas.getContext("2d"), stroke);
  }

  #extend(event) {
    if (event.pointerId !== this.#pointer) return;
    const stroke = this.strokes.at(-1);
    const painted = stroke.length;
    const coalesced = event.getCoalescedEvents?.() ?? [];
    for (const moment of coalesced.length > 0 ? coalesced : [event]) this.#add(moment, stroke);
    if (stroke.length > painted) {
      paintStroke(this.canvas.getContext("2d"), stroke, painted, false);
    }
  }

  #finish(event) {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = null;
    this.redraw();
    this.changed();
  }

  #add(event, stroke) {
    // The event's own offsets are not used: coalesced events report them unevenly between browsers.
    const box = this.canvas.getBoundingClientRect();
    const unit = WIDTH / box.width;
    const inside = (value, limit) => Math.min(Math.max(value, MARGIN / 2), limit - MARGIN / 2);
    const point = {
      x: inside((event.clientX - box.left) * unit, WIDTH),
      y: inside((event.clientY - box.top) * unit, HEIGHT),
      time: event.timeStamp,
      pressure: event.pressure,
    };
    const last = stroke.at(-1);
    const distance = last ? Math.hypot(point.x - last.x, point.y - last.y) : 0;
    if (last && distance < 1) return;
    point.width = width(event, last, distance / unit, unit);
    stroke.push(point);
  }
}

/** The width of the ink in pad units: by pressure for a pen, by speed for a finger or a mouse. */
function width(event, last, distance, unit) {
  let share = 1;
  if (event.pointerType === "pen" && event.pressure > 0) {
    share = 0.5 + event.pressure;
  } else if (last) {
    const speed = distance / Math.max(event.timeStamp - last.time, 1); // CSS pixels a millisecond
    share = Math.max(0.55, 1.3 - speed * 0.45);
  }
  const wanted = PEN * unit * share;
  return last ? last.width * 0.7 + wanted * 0.3 : wanted;
}

/** The typed route: the name as large as fits, and under it that nobody drew it. */
export function typedContent(name) {
  return (context) => {
    if (name === "") return;
    const font = (size) => `italic ${size}px Georgia, "Times New Roman", serif`;
    const room = WIDTH - 4 * MARGIN;
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    context.font = font(88);
    const size = Math.min(88, (88 * room) / context.measureText(name).width);
    context.font = font(size);
    context.fillText(name, WIDTH / 2, 150 + size * 0.25, room);
    context.font = "20px sans-serif";
    context.fillText(text("pad.typed_mark"), WIDTH / 2, 262, room);
  };
}

export async function picture(content) {
  const canvas = document.createElement("canvas");
  for (const scale of PICTURE_SCALES) {
    paint(canvas, scale, content);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    if (blob && blob.size <= LARGEST_PICTURE) return blob;
  }
  return null;
}

/**
 * How the strokes were drawn, for the evidence: whole numbers, in tenths of the pad's units. `null` where
 * there is more than the server keeps: the signature counts without.
 */
export function strokeEvidence(strokes) {
  const began = strokes[0][0].time;
  let last = 0;
  const sample = (point) => {
    // Time never goes back, though a browser may have it so between two events.
    last = Math.max(last, Math.round(point.time - began));
    return [last, ...[point.x * 10, point.y * 10, point.pressure * 1000].map(Math.round)];
  };
  const samples = strokes.map((points) => points.map(sample));
  if (samples.length > 500 || samples.flat().length > 18_000 || last > 3_600_000) return null;
  return {
    schema: "muster.strokes@1", width: WIDTH * 10, height: HEIGHT * 10, strokes: samples,
  };
}
