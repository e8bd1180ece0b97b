// The page of one signature: what is shown, and its way to the server.
import { Pad, picture, show, strokeEvidence, typedContent } from "./pad.js";
import { count, moment, text } from "./texts.js";
import { within } from "./within.js";

const form = document.getElementById("sign");
const part = (id) => document.getElementById(id);

const WAITS = [2, 4, 8, 15, 30]; // seconds
const PASSING = [408, 425, 429, 502, 503, 504];
const LIMIT = 30_000; // milliseconds that a request may take

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

/** Sends a request and reads its answer; without one in time, the status is 0. */
async function ask(address, headers, body) {
  try {
    return await within(LIMIT, async (signal) => {
      const answer = await fetch(address, {
        method: "POST", headers, body, cache: "no-store", signal,
      });
      return {
        status: answer.status,
        isGood: answer.ok,
        retryAfter: Number(answer.headers.get("Retry-After")) || 0,
        body: await answer.json().catch(() => null),
      };
    });
  } catch {
    return { status: 0, isGood: false, retryAfter: 0, body: null };
  }
}

/** One signature on its way: always the same bytes, so a lost answer never makes two signatures. */
class Attempt {
  tries = 0;
  /** What is under way for it; `null` in between. */
  underWay = null;

  constructor(blob, headers, body) {
    Object.assign(this, { blob, headers, body });
  }

  /** Asks for it to be recorded, in the place of the signature with the digest `replaced`. */
  async post(replaced) {
    const headers = { ...this.headers };
    // Named, so that nobody replaces one they never saw.
    if (replaced) headers["Muster-Replaces"] = replaced;
    const answer = await ask(form.dataset.post, headers, this.body);
    const isRecorded = answer.isGood && Boolean(answer.body?.signed_at);
    const isPassing = answer.status === 0 || PASSING.includes(answer.status)
      || (answer.isGood && !isRecorded);
    // Else nobody knows whether it is recorded.
    const isRefused = answer.status >= 400 && answer.status < 500 && !isPassing;
    return { ...answer, isRecorded, isPassing, isRefused };
  }
}

/** The page: what is shown, and the way of one signature to the server. */
function start() {
  let sending = null; // the attempt, from Sign until an answer
  let givenUp = []; // attempts that were given up, and that may be recorded all the same
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
    const strokes = pad.strokes.length;
    const label = strokes === 0 ? text("pad.blank") : count("pad.strokes", strokes);
    part("pad").setAttribute("aria-label", label);
    if (strokes > 0) complain("");
  });

  function preview() {
    const name = typedName();
    part("preview").setAttribute(
      "aria-label",
      name === "" ? text("pad.preview_blank") : text("pad.preview", { name }),
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
      complain(text("pad.name_first"));
      part("typed-name").setAttribute("aria-invalid", "true");
      part("typed-name").focus();
      return;
    }
    if (!isTyped && pad.isBlank) {
      complain(text(pad.strokes.length === 0 ? "pad.draw_first" : "pad.little_ink"));
      return;
    }
    lock(true);
    const attempt = await makeAttempt(isTyped ? name : null).catch(() => null);
    if (!attempt) {
      lock(false);
      complain(text("pad.no_picture"));
      return;
    }
    sending = attempt;
    send();
  }

  /** What is sent of the typed `name`, or of the drawing; `null` where no picture can be made. */
  async function makeAttempt(name) {
    const blob = await picture(name ? typedContent(name) : pad.paint);
    if (!blob) return null;
    const headers = {
      "Content-Type": "image/png",
      "Muster-Route": route(),
      // What was read is what is recorded, or nothing is.
      "Muster-Statement": form.dataset.statement,
    };
    if (name) headers["Muster-Typed-Name"] = encodeURIComponent(name);
    if (name || !("keepsStrokes" in form.dataset)) return new Attempt(blob, headers, blob);
    headers["Content-Type"] = "application/json";
    const url = await dataURL(blob);
    const strokes = strokeEvidence(pad.strokes);
    const body = JSON.stringify({ picture: url.slice(url.indexOf(",") + 1), strokes });
    return new Attempt(blob, headers, body);
  }

  /** Sends what is to be sent, unless it is under way. */
  function send() {
    const attempt = sending;
    if (!attempt || attempt.underWay) return;
    clearInterval(ticking);
    part("next").textContent = text("pad.sending");
    attempt.tries += 1;
    if (attempt.tries === 1) say(text("pad.sending"));
    attempt.underWay = deliver(attempt).then((answer) => {
      attempt.underWay = null;
      if (attempt !== sending) return settle(attempt, answer);
      part("next").textContent = "";
      if (answer.isRecorded) return receive(answer.body);
      if (answer.isPassing) return retryLater(answer);
      if (!answer.isRefused) givenUp.push(attempt);
      giveBack();
      const { body, status } = answer;
      complain(body?.detail || body?.title || text("pad.not_taken", { status }));
    });
  }

  async function deliver(attempt) {
    // Whether an earlier one is to be replaced is known only once its request has come to an end.
    await Promise.all(givenUp.map((earlier) => earlier.underWay));
    const answer = await attempt.post(form.dataset.replaces);
    // So it refuses whoever does not name what stands.
    if (answer.status !== 404 || attempt !== sending) return answer;
    const earlier = await findRecorded();
    if (!earlier || attempt !== sending) return answer;
    return earlier.isRecorded ? attempt.post(form.dataset.replaces) : earlier;
  }

  /**
   * Asks which of those given up is recorded: the server answers the same bytes with their receipt, and
   * takes none anew by a link that it has just refused.
   */
  async function findRecorded() {
    for (const earlier of [...givenUp].reverse()) {
      const answer = await earlier.post();
      settle(earlier, answer);
      if (!answer.isRefused) return answer;
    }
    return null;
  }

  /** What became of an attempt that was given up: where it is recorded, the next one replaces it. */
  function settle(attempt, answer) {
    if (answer.isRecorded || answer.isRefused) givenUp = givenUp.filter((other) => other !== attempt);
    if (!answer.isRecorded) return;
    form.dataset.replaces = answer.body.sha256;
    part("arrived").textContent = text("pad.arrived");
    part("arrived").hidden = false;
  }

  function retryLater(answer) {
    const why = text(answer.status ? "pad.cannot_store" : "pad.unreachable");
    complain(`${why} ${text("pad.kept")}`);
    say("");
    part("submit").textContent = text("pad.try_now");
    part("change").hidden = false;
    const wait = WAITS[Math.min(sending.tries, WAITS.length) - 1];
    let seconds = Math.max(Math.min(answer.retryAfter, 120), wait);
    const tick = () => {
      part("next").textContent = count("pad.next_try", Math.max(seconds, 0));
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
    part("submit").textContent = part("submit").dataset.label;
    part("change").hidden = true;
  }

  async function receive(body) {
    const { blob } = sending;
    giveBack();
    givenUp = [];
    part("arrived").hidden = true;
    isDone = true;
    lock(true);
    // All of the receipt at once: what comes later would move what somebody is about to press.
    const [shown, own] = await Promise.all([dataURL(blob), sha256(blob)].map((made) => made.catch(() => null)));
    lock(false);
    // What the used link still takes is a signature in the place of this one.
    form.dataset.replaces = body.sha256;
    part("receipt-time").dateTime = body.signed_at;
    part("receipt-time").textContent = moment(body.signed_at);
    part("receipt-hash").textContent = (body.sha256 ?? "").replace(/.{8}(?=.)/g, "$& ");
    form.hidden = true;
    const refusal = part("decline");
    if (refusal) refusal.hidden = true;
    const enter = part("enter");
    if (enter && body.join_link) {
      enter.href = body.join_link;
      enter.hidden = false;
    }
    part("receipt-picture").src = shown ?? "";
    part("receipt-picture").hidden = !shown;
    if (own && body.sha256) {
      part("receipt-check").textContent = text(own === body.sha256 ? "pad.equal" : "pad.unequal");
    }
    part("receipt").hidden = false;
    document.title = part("receipt").dataset.title;
    part("receipt").focus();
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
    say(text(pad.strokes.length === 0 ? "pad.cleared" : "pad.undone"));
  });
  part("clear").addEventListener("click", () => {
    pad.clear();
    say(text("pad.cleared"));
  });
  part("change").addEventListener("click", () => {
    part("submit").focus();
    givenUp.push(sending);
    giveBack();
    complain("");
  });
  part("print")?.addEventListener("click", () => print());
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

  part("redo")?.addEventListener("click", () => {
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
      complain(text("pad.reason_first"));
      part("reason").setAttribute("aria-invalid", "true");
      part("reason").focus();
      return;
    }
    part("decline-submit").disabled = true;
    const headers = { "Content-Type": "application/json" };
    const answer = await ask(refusal.dataset.post, headers, JSON.stringify({ reason }));
    part("decline-submit").disabled = false;
    if (!answer.isGood) {
      // What they wrote stays in the field.
      complain(answer.body?.detail || text("pad.not_sent"));
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
