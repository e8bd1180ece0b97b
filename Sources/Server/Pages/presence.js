// Renews the list of those present every three seconds. Rows are matched by attendee and changed in
// place, so a reader's position in the table, and the focus, stay where they are.
import { within } from "./within.js";

const page = document.querySelector("[data-presence]");
const part = (id) => document.getElementById(id);

const PERIOD = 3_000;
const LONGEST_WAIT = 60_000;
const NAMED_AT_MOST = 3;

const locale = document.documentElement.lang;
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const clockWithSeconds = new Intl.DateTimeFormat(locale, { timeStyle: "medium" });
const dayAndClock = new Intl.DateTimeFormat(locale, {
  day: "numeric", month: "long", hour: "2-digit", minute: "2-digit",
});
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

let failures = 0;
let timer;
let asking = false;
let stopped = false;

/** The visitor's zone with its offset then: `Europe/Paris, UTC+01:00`. */
function place(date) {
  const minutes = -date.getTimezoneOffset();
  const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
  const offset = `${minutes < 0 ? "−" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
  return zone === "UTC" ? zone : `${zone}, UTC${offset}`;
}

function showMoment(text) {
  const date = new Date(text);
  const time = part("at");
  time.dateTime = text;
  time.textContent = Number.isNaN(date.valueOf())
    ? text
    : `${clockWithSeconds.format(date)} (${place(date)})`;
}

function since(text) {
  const date = new Date(text);
  if (Number.isNaN(date.valueOf())) return text;
  const isToday = date.toDateString() === new Date().toDateString();
  return (isToday ? clock : dayAndClock).format(date);
}

function fillSince(cell, text) {
  if (!text) {
    if (cell.textContent !== "unknown") cell.textContent = "unknown";
    return;
  }
  let time = cell.querySelector("time");
  if (!time) {
    time = document.createElement("time");
    cell.replaceChildren(time);
  }
  const shown = since(text);
  if (time.dateTime !== text) time.dateTime = text;
  if (time.textContent !== shown) time.textContent = shown;
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function newRow(attendee) {
  const row = document.createElement("tr");
  row.dataset.attendee = attendee;
  const name = document.createElement("th");
  name.scope = "row";
  row.append(name, document.createElement("td"), document.createElement("td"));
  return row;
}

/** Brings the table to `people`; answers the names that came and those that went. */
function showPeople(people) {
  const body = part("present");
  const staying = new Set(people.map((person) => person.attendee));
  const known = new Map();
  const left = [];
  // Without attendees on the rows the page came with, nobody can be said to have joined or left yet.
  const isComparable = [...body.rows].every((row) => row.dataset.attendee);
  for (const row of [...body.rows]) {
    if (staying.has(row.dataset.attendee)) known.set(row.dataset.attendee, row);
    else {
      left.push(row.cells[0].textContent);
      row.remove();
    }
  }
  const joined = [];
  let place = body.rows[0] ?? null;
  for (const person of people) {
    const row = known.get(person.attendee) ?? newRow(person.attendee);
    if (!known.has(person.attendee)) joined.push(person.name);
    const [name, role, from] = row.cells;
    setText(name, person.name);
    setText(role, person.role ?? "");
    fillSince(from, person.since);
    if (row === place) place = row.nextElementSibling;
    else body.insertBefore(row, place);
  }
  return isComparable ? { joined, left } : { joined: [], left: [] };
}

function sentence(names, verb) {
  if (names.length === 0) return "";
  const who = names.length > NAMED_AT_MOST
    ? `${names.length} people`
    : new Intl.ListFormat(locale).format(names);
  return `${who} ${verb}. `;
}

function show(answer) {
  const { joined, left } = showPeople(answer.present);
  const total = answer.present.length;
  setText(part("count"), String(total));
  showMoment(answer.at);
  part("people").hidden = total === 0;
  const running = part("running");
  running.classList.toggle("running", answer.running);
  setText(running, answer.running ? "Running" : "Not running");
  if (joined.length + left.length > 0) {
    part("news").textContent = `${sentence(joined, "joined")}${sentence(left, "left")}${total} present.`;
  }
}

function complain(text) {
  const trouble = part("trouble");
  trouble.hidden = text === "";
  setText(trouble, text);
}

function plan(wait) {
  clearTimeout(timer);
  if (!stopped && !document.hidden) timer = setTimeout(ask, wait);
}

function stop(text) {
  stopped = true;
  complain(text);
}

async function ask() {
  if (asking || stopped) return;
  asking = true;
  try {
    const answer = await within(10_000, (signal) =>
      fetch(page.dataset.presence, {
        headers: { Accept: "application/json" },
        cache: "no-store",
        signal,
      }));
    if (answer.status === 401 || answer.status === 403) {
      return stop("You are no longer signed in, so this list has stopped. Reload the page to sign in.");
    }
    if (answer.status === 404 || answer.status === 410) {
      return stop("This meeting is no longer shown here, so this list has stopped.");
    }
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    show(await answer.json());
    failures = 0;
    complain("");
    plan(PERIOD);
  } catch {
    failures += 1;
    // One lost answer is no news; the same sentence is not announced twice.
    if (failures > 1) {
      complain("This list is not up to date: the server does not answer. Trying again by itself.");
    }
    plan(Math.min(PERIOD * 2 ** (failures - 1), LONGEST_WAIT));
  } finally {
    asking = false;
  }
}

function showServerTimes() {
  showMoment(part("at").dateTime);
  for (const time of part("present").querySelectorAll("time")) time.textContent = since(time.dateTime);
}

document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : plan(0)));
addEventListener("online", () => plan(0));
showServerTimes();
page.classList.add("live");
plan(PERIOD);
