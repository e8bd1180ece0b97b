// Renews the trainer's page every three seconds from the page itself: what became different is put in
// its place, but not under somebody's hands. Everything works without this script, by reloading.
import { text } from "./texts.js";
import { within } from "./within.js";

const PERIOD = 3_000;
const LONGEST_WAIT = 60_000;
const part = (id) => document.getElementById(id);

let failures = 0;
let timer;
let stopped = false;

const isBusy = (element) =>
  element.contains(document.activeElement)
  || [...element.querySelectorAll("details[open] textarea, details[open] svg")]
    .some((used) => !used.closest("details:not([open])"));

/** What somebody opened or closed stays so. */
function keepOpen(old, fresh) {
  for (const panel of old.querySelectorAll("details[id]")) {
    const other = fresh.querySelector(`#${CSS.escape(panel.id)}`);
    if (other) other.open = panel.open;
  }
}

/** Brings a part of the page to what the server has now; inner parts by themselves where one is in use. */
function renew(old, fresh) {
  keepOpen(old, fresh);
  if (old.outerHTML === fresh.outerHTML) return;
  if (!isBusy(old)) {
    old.replaceWith(fresh);
    return;
  }
  for (const inner of old.querySelectorAll("[data-live]")) {
    const other = fresh.querySelector(`#${CSS.escape(inner.id)}`);
    if (other && inner.parentElement.closest("[data-live]") === old) renew(inner, other);
  }
}

function take(fresh) {
  for (const spoken of document.querySelectorAll("[data-live-text]")) {
    const said = fresh.getElementById(spoken.id)?.textContent ?? "";
    if (spoken.textContent !== said) spoken.textContent = said;
  }
  for (const old of document.querySelectorAll("[data-live]")) {
    if (old.parentElement?.closest("[data-live]")) continue;
    const other = fresh.getElementById(old.id);
    if (other) {
      prepare(other);
      renew(old, other);
    }
  }
}

/** What only a script can do is offered once there is one. */
function prepare(element) {
  for (const button of element.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

function complain(said) {
  part("trouble").hidden = said === "";
  if (part("trouble").textContent !== said) part("trouble").textContent = said;
}

function plan(wait) {
  clearTimeout(timer);
  if (!stopped && !document.hidden) timer = setTimeout(ask, wait);
}

async function ask() {
  try {
    const answer = await within(10_000, (signal) =>
      fetch(location.href, {
        headers: { Accept: "text/html" },
        cache: "no-store",
        redirect: "manual",
        signal,
      }));
    if (answer.type === "opaqueredirect") {
      stopped = true;
      return complain(text("live.left"));
    }
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    failures = 0;
    complain("");
    plan(PERIOD);
  } catch {
    failures += 1;
    // One lost answer is no news.
    if (failures > 1) complain(text("live.stale"));
    plan(Math.min(PERIOD * 2 ** (failures - 1), LONGEST_WAIT));
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = part(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value);
    part("said").textContent = text("live.copied");
    button.classList.add("done");
  } catch {
    field.focus();
    field.select();
    complain(text("live.not_copied"));
  }
});
document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : plan(0)));
addEventListener("online", () => plan(0));
prepare(document);
plan(PERIOD);
