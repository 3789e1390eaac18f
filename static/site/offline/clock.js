// The time by the server's clock, in London. A phone's own may be a day off, or be set while a page is open:
// what it is off by is known from the page, and asked of the server where it cannot be known.

const ALLOWED = 10 * 60000; // milliseconds that a clock may be off unasked
const PATIENCE = 3000; // milliseconds
const MINUTE = 60000, DAY = 86400000;
const LONDON = "Europe/London";

let found; // by how much the server's clock is ahead of the phone's, and when that was found

function note(served) {
  found = { difference: served - Date.now(), phone: Date.now(), ticks: performance.now() };
}

const served = document.querySelector("meta[name=pause-now]")?.content;
if (served) { // the page may have been long on its way
  const came = performance.getEntriesByType("navigation")[0]?.responseStart ?? performance.now();
  note(Number(served) * 1000 + performance.now() - came);
}

// Not while nothing is known, nor where the clock and the time that passed tell different stories: it was set, or the phone slept.
export const isSure = () => Boolean(found) && Math.abs(Date.now() - found.phone - (performance.now() - found.ticks)) < ALLOWED;
export const difference = () => found?.difference || 0;
export const now = () => Date.now() + difference();

// Ask the server for the time where it is not sure; false without signal.
export async function settle() {
  if (isSure()) return true;
  try {
    const answer = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    const told = Date.parse(answer.headers.get("Date"));
    if (answer.ok && told) note(told);
  } catch { /* no signal */ }
  return isSure();
}

export const inLondon = (at, options) => new Date(at).toLocaleString("en-GB", { timeZone: LONDON, ...options });
export const timeOf = (at) => inLondon(at, { hour: "2-digit", minute: "2-digit" });

// “2026-11-28”
export function dayOf(at) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-GB", { timeZone: LONDON, year: "numeric", month: "2-digit", day: "2-digit" })
    .formatToParts(at).map((part) => [part.type, part.value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}
export const daysAfter = (day, count) => new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10);

// By how much the clock was off that dated this entry, once the server's time is known; 0 where it makes no difference.
export function offBy(entry) {
  const off = difference() - entry.difference;
  if (!entry.unsure || Math.abs(off) < ALLOWED) return 0;
  return entry.typedTime || dayOf(entry.sealedAt) !== dayOf(entry.sealedAt + off) ? off : 0;
}

// The fields with day and time as the server's clock has them; undefined where there is no day or time to correct.
// A time that was left as the page had it came from the server: only its day was the phone's.
export function corrected(fields, entry, off) {
  const face = Date.parse(`${fields.other_day?.[0]}T${fields.at?.[0]}Z`);
  if (Number.isNaN(face)) return undefined;
  const days = Date.parse(dayOf(entry.sealedAt + off)) - Date.parse(dayOf(entry.sealedAt));
  const moved = new Date(face + (entry.typedTime ? Math.round(off / MINUTE) * MINUTE : days)).toISOString();
  const written = Date.parse(fields.written_at?.[0]);
  return {
    ...fields, other_day: [moved.slice(0, 10)], at: [moved.slice(11, 16)],
    ...(written ? { written_at: [new Date(written + off).toISOString()] } : {}),
  };
}

// “a day ahead”, “3 hours behind”
export function offInWords(off) {
  const size = Math.abs(off);
  const [unit, word, one] = [[DAY, "days", "a day"], [60 * MINUTE, "hours", "an hour"], [MINUTE, "minutes", "a minute"]].find(([length]) => size > length * 0.95);
  const count = Math.round(size / unit);
  return `${count === 1 ? one : `${count} ${word}`} ${off < 0 ? "ahead" : "behind"}`;
}
