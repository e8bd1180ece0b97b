// Asks every few seconds whether somebody has confirmed who waits here; then the same address is the
// page to sign on.
import { within } from "./within.js";

const PERIOD = 3_000;
const LONGEST_WAIT = 30_000;
let wait = PERIOD;

async function ask() {
  try {
    const answer = await within(10_000, (signal) =>
      fetch(location.href, {
        headers: { Accept: "text/html" },
        cache: "no-store",
        signal,
      }));
    const asked = Number(answer.headers.get("Retry-After")) * 1_000 || 0;
    if (answer.status === 429 || answer.status >= 500) {
      wait = Math.max(asked, Math.min(wait * 2, LONGEST_WAIT));
    } else if (!answer.ok || !(await answer.text()).includes("data-waiting")) {
      // Confirmed, or refused: the page says which.
      return location.reload();
    } else {
      wait = PERIOD;
    }
  } catch {
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
  setTimeout(ask, wait);
}

setTimeout(ask, wait);
