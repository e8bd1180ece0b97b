// What the page's script says, in the page's language: the server hands over the messages it needs.
const root = document.documentElement;
const holder = document.querySelector("[data-texts]");
const texts = JSON.parse(holder?.dataset.texts ?? "{}");
const plurals = new Intl.PluralRules(root.lang);

const filled = (template, values) =>
  template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

/** What people wrote may run in another direction than the words around it. */
const isolated = (value) => `\u2068${value}\u2069`;

/** The message of a key, with its arguments in place. */
export function text(key, values = {}) {
  const kept = Object.entries(values).map(([name, value]) => [name, isolated(value)]);
  return filled(texts[key] ?? key, Object.fromEntries(kept));
}

/** The message of a key that holds a number, in the plural for it. */
export function count(key, number) {
  const forms = texts[key] ?? {};
  return filled(forms[plurals.select(number)] ?? forms.other ?? key, { count: number });
}

/** A moment as the server writes it, to the second, in the zone of the course. */
export function moment(written) {
  const date = new Date(written);
  if (Number.isNaN(date.valueOf())) return written;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: holder.dataset.zone || "UTC", hourCycle: "h23", timeZoneName: "longOffset",
    year: "numeric", month: "numeric", day: "numeric",
    hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  const part = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
  const [year, month, day] = [part.year, part.month, part.day].map(Number);
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  const offset = part.timeZoneName === "GMT" ? "+00:00" : part.timeZoneName.replace("GMT", "");
  return filled(texts["time.moment"], {
    date: filled(texts["time.date"], {
      weekday: texts["time.weekdays"][weekday],
      day: day === 1 ? texts["time.first_day"] : day,
      month: texts["time.months"][month - 1],
      year,
    }),
    time: `${part.hour}:${part.minute}:${part.second}`,
    zone: isolated(`${holder.dataset.zone || "UTC"}, UTC${offset}`),
  });
}
