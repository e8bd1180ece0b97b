// The signature pad. Strokes are kept as points in the pad's own 600 × 300 units, never as pixels: the
// same strokes are drawn again after a rotation, without the last one (undo), and at another scale for
// the picture that is sent.
const form = document.getElementById("sign");
const part = (id) => document.getElementById(id);

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
const WAITS = [2, 4, 8, 15, 30]; // seconds
const PASSING = [408, 425, 429, 502, 503, 504];

/** Lays out `canvas` for its place on the screen and paints `content` in pad units. */
function show(canvas, content) {
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
class Pad {
  strokes = [];
  isLocked = false;
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
    if (this.isLocked || this.#pointer !== null || !event.isPrimary || event.button !== 0) return;
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
function typedContent(name) {
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
    context.fillText("typed, not drawn", WIDTH / 2, 262);
  };
}

async function picture(content) {
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
function strokeEvidence(strokes) {
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

async function sha256(blob) {
  // Only secure contexts have `subtle`; elsewhere the receipt goes without the comparison.
  if (!globalThis.crypto?.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function dataURL(blob) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });
}

function moment(text) {
  const date = new Date(text);
  if (Number.isNaN(date.valueOf())) return text;
  const shown = new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: "long", day: "numeric", month: "long", year: "numeric",
    hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  const minutes = -date.getTimezoneOffset();
  const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
  const offset = `${minutes < 0 ? "−" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
  const zone = shown.resolvedOptions().timeZone;
  return `${shown.format(date)} (${zone === "UTC" ? zone : `${zone}, UTC${offset}`})`;
}

/** The page: what is shown, and the way of one signature to the server. */
function start() {
  let sending = null; // { blob, body, headers, tries }, from Sign until an answer
  let isAsking = false;
  let isDone = false;
  let ticking;

  const say = (text) => { part("status").textContent = text; };
  const complain = (text) => {
    const problem = part("problem");
    problem.hidden = text === "";
    if (problem.textContent !== text) problem.textContent = text;
  };
  const route = () => form.elements.route.value;
  // A length limit can cut a character in half, and half a character cannot be sent.
  const typedName = () =>
    part("typed-name").value.replace(/\p{Surrogate}/gu, "").replace(/\s+/gu, " ").trim();

  const pad = new Pad(part("pad"), () => {
    const count = pad.strokes.length;
    const state = count === 0 ? "empty" : `${count} ${count === 1 ? "stroke" : "strokes"}`;
    part("pad").setAttribute("aria-label", `Signature pad, ${state}`);
    if (count > 0) complain("");
  });

  function preview() {
    const name = typedName();
    part("preview").setAttribute(
      "aria-label",
      name === "" ? "Preview of the typed signature, empty" : `Preview of the typed signature: ${name}`,
    );
    show(part("preview"), typedContent(name));
  }

  function showRoute() {
    part("drawn").hidden = route() !== "drawn";
    part("typed").hidden = route() !== "typed";
    complain("");
    preview();
  }

  function lock(isLocked) {
    pad.isLocked = isLocked;
    form.classList.toggle("locked", isLocked);
    part("typed-name").readOnly = isLocked;
    for (const radio of form.elements.route) radio.disabled = isLocked;
    part("undo").disabled = part("clear").disabled = isLocked;
  }

  async function sign() {
    const isTyped = route() === "typed";
    const name = typedName();
    if (isTyped && name === "") {
      complain("Type your full name first.");
      part("typed-name").setAttribute("aria-invalid", "true");
      part("typed-name").focus();
      return;
    }
    if (!isTyped && pad.isBlank) {
      complain(
        pad.strokes.length === 0
          ? "The pad is empty. Draw your signature first, or type your name."
          : "There is hardly any ink on the pad. Draw your whole signature, or type your name.",
      );
      return;
    }
    lock(true);
    const blob = await picture(isTyped ? typedContent(name) : pad.paint);
    if (!blob) {
      lock(false);
      complain("The browser could not make a picture of this drawing. Clear it and sign again.");
      return;
    }
    const headers = { "Content-Type": "image/png", "Muster-Route": route() };
    if (isTyped) headers["Muster-Typed-Name"] = encodeURIComponent(name);
    // The signature this one stands in for: named, so that nobody replaces one they never saw.
    if (form.dataset.replaces) headers["Muster-Replaces"] = form.dataset.replaces;
    let body = blob;
    if (!isTyped && "keepsStrokes" in form.dataset) {
      headers["Content-Type"] = "application/json";
      const url = await dataURL(blob);
      const picture = url.slice(url.indexOf(",") + 1);
      body = JSON.stringify({ picture, strokes: strokeEvidence(pad.strokes) });
    }
    sending = { blob, body, headers, tries: 0 };
    await send();
  }

  /** Sends what is in `sending`: always the same bytes, so a lost answer never makes two signatures. */
  async function send() {
    if (!sending || isAsking) return;
    isAsking = true;
    clearInterval(ticking);
    part("next").textContent = "Sending…";
    sending.tries += 1;
    if (sending.tries === 1) say("Sending your signature.");
    let answer;
    let body = null;
    try {
      answer = await fetch(form.dataset.post, {
        method: "POST",
        headers: sending.headers,
        body: sending.body,
        cache: "no-store",
        signal: AbortSignal.timeout(30_000),
      });
      body = await answer.json().catch(() => null);
    } catch {
      answer = null;
    }
    isAsking = false;
    part("next").textContent = "";
    if (!sending) return;
    if (answer?.ok && body?.signed_at) return receive(body);
    if (!answer || answer.ok || PASSING.includes(answer.status)) return retryLater(answer);
    giveBack();
    complain(body?.detail || body?.title || `The server did not take the signature (status ${answer.status}).`);
  }

  function retryLater(answer) {
    complain(
      (answer ? "The server cannot store your signature just now. " : "The server cannot be reached. ")
        + "Your signature is kept on this page, but it is not recorded yet. "
        + "Leave the page open: it is sent again by itself.",
    );
    say("");
    part("submit").textContent = "Try again now";
    part("change").hidden = false;
    const asked = Number(answer?.headers.get("Retry-After")) || 0;
    let seconds = Math.max(Math.min(asked, 120), WAITS[Math.min(sending.tries, WAITS.length) - 1]);
    const tick = () => {
      part("next").textContent = `Next try in ${seconds} s`;
      if (seconds <= 0) send();
      seconds -= 1;
    };
    clearInterval(ticking);
    ticking = setInterval(tick, 1_000);
    tick();
  }

  /** Ends the sending and lets the signer change what is drawn. */
  function giveBack() {
    clearInterval(ticking);
    sending = null;
    lock(false);
    say("");
    part("next").textContent = "";
    part("submit").textContent = "Sign";
    part("change").hidden = true;
  }

  async function receive(body) {
    const { blob } = sending;
    giveBack();
    isDone = true;
    // What the used link still takes is a signature in the place of this one.
    form.dataset.replaces = body.sha256;
    part("receipt-time").dateTime = body.signed_at;
    part("receipt-time").textContent = moment(body.signed_at);
    part("receipt-hash").textContent = (body.sha256 ?? "").replace(/.{8}(?=.)/g, "$& ");
    form.hidden = true;
    const refusal = part("decline");
    if (refusal) refusal.hidden = true;
    part("receipt").hidden = false;
    document.title = `Signed: ${document.title.replace(/^[^:]*: /, "")}`;
    part("receipt").focus();
    part("receipt-picture").src = await dataURL(blob);
    part("receipt-picture").hidden = false;
    const own = await sha256(blob);
    if (own && body.sha256) {
      part("receipt-check").textContent = own === body.sha256
        ? "Equal to the picture made on this device."
        : "Not equal to the picture made on this device: tell your trainer.";
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (sending) send();
    else if (!form.classList.contains("locked")) sign();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "route") showRoute();
  });
  part("typed-name").addEventListener("input", () => {
    part("typed-name").removeAttribute("aria-invalid");
    complain("");
    preview();
  });
  part("undo").addEventListener("click", () => {
    pad.undo();
    say(pad.strokes.length === 0 ? "The pad is empty." : "Last stroke removed.");
  });
  part("clear").addEventListener("click", () => {
    pad.clear();
    say("The pad is empty.");
  });
  part("change").addEventListener("click", () => {
    part("submit").focus();
    giveBack();
    complain("");
  });
  part("print").addEventListener("click", () => print());
  addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && sending) send();
  });
  addEventListener("beforeunload", (event) => {
    if (sending && !isDone) event.preventDefault();
  });
  new ResizeObserver(preview).observe(part("preview"));

  function signAnew(shown) {
    shown.hidden = true;
    form.hidden = false;
    showRoute();
    pad.redraw();
    form.elements.route[0].focus();
  }

  part("redo").addEventListener("click", () => {
    isDone = false;
    pad.clear();
    part("receipt-check").textContent = "";
    signAnew(part("receipt"));
  });
  const again = part("again");
  if (again) {
    again.hidden = false;
    again.addEventListener("click", () => signAnew(part("signed")));
  } else {
    form.hidden = false;
  }
  // A browser that goes back to this page may have kept another choice than the first.
  showRoute();
  pad.redraw();
}

/** The other way: saying that one will not sign, and why. */
function startRefusal(refusal) {
  const complain = (text) => {
    part("decline-problem").hidden = text === "";
    part("decline-problem").textContent = text;
  };
  refusal.addEventListener("submit", async (event) => {
    event.preventDefault();
    const reason = part("reason").value.replace(/\p{Surrogate}/gu, "").trim();
    if (reason === "") {
      complain("Say in a few words why you do not sign.");
      part("reason").setAttribute("aria-invalid", "true");
      part("reason").focus();
      return;
    }
    part("decline-submit").disabled = true;
    let answer = null;
    try {
      answer = await fetch(refusal.dataset.post, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ reason }),
        cache: "no-store",
        signal: AbortSignal.timeout(30_000),
      });
    } catch {
      // As when the server cannot be reached: what they wrote stays in the field.
    }
    part("decline-submit").disabled = false;
    if (!answer?.ok) {
      const body = await answer?.json().catch(() => null);
      complain(body?.detail || "The server cannot be reached. It is not recorded yet: send it again.");
      return;
    }
    refusal.hidden = form.hidden = true;
    part("declined").hidden = false;
    part("declined").focus();
  });
  part("reason").addEventListener("input", () => {
    part("reason").removeAttribute("aria-invalid");
    complain("");
  });
  refusal.hidden = false;
}

if (form) start();
if (part("decline")) startRefusal(part("decline"));
