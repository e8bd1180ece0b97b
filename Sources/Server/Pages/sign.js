// The page of one signature: what is shown, and its way to the server.
import { Pad, picture, show, strokeEvidence, typedContent } from "./pad.js";
import { count, moment, text } from "./texts.js";

const form = document.getElementById("sign");
const part = (id) => document.getElementById(id);

const WAITS = [2, 4, 8, 15, 30]; // seconds
const PASSING = [408, 425, 429, 502, 503, 504];

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
    const blob = await picture(isTyped ? typedContent(name) : pad.paint);
    if (!blob) {
      lock(false);
      complain(text("pad.no_picture"));
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
    part("next").textContent = text("pad.sending");
    sending.tries += 1;
    if (sending.tries === 1) say(text("pad.sending"));
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
    complain(body?.detail || body?.title || text("pad.not_taken", { status: answer.status }));
  }

  function retryLater(answer) {
    complain(`${text(answer ? "pad.cannot_store" : "pad.unreachable")} ${text("pad.kept")}`);
    say("");
    part("submit").textContent = text("pad.try_now");
    part("change").hidden = false;
    const asked = Number(answer?.headers.get("Retry-After")) || 0;
    let seconds = Math.max(Math.min(asked, 120), WAITS[Math.min(sending.tries, WAITS.length) - 1]);
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
      complain(body?.detail || text("pad.not_sent"));
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
