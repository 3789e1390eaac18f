// Sends what waited for signal, once each: the server knows an entry by its key and writes no second record.
import { question } from "./asking.js";
import { inLondon, now, offBy, settle } from "./clock.js";
import { entries, forget, keep, keepKey, keptKey, seal } from "./store.js";

const PATIENCE = 10000; // milliseconds to wait for an answer
const KEY_PATIENCE = 3000; // milliseconds

export const author = () => Number(document.body.dataset.author || 0);
export const practice = () => document.body.dataset.practice || "";
export const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";

export async function mine() {
  return (await entries()).filter((one) => one.author === author() && one.practice === practice());
}

export async function publicKey() {
  let found;
  try {
    const response = await fetch(`/${practice()}/api/sealing-key/`, { redirect: "manual", signal: AbortSignal.timeout(KEY_PATIENCE) });
    found = response.ok && await response.json();
  } catch { /* no signal, or next to none */ }
  if (!found) { // the key as it was last told
    const kept = await keptKey(author());
    if (kept) return kept.key;
    throw new Error("no sealing key");
  }
  if (found.author !== author()) throw new Error("somebody else is signed in");
  await keepKey(found.author, found.key);
  return found.key;
}

// {status, body}; status 0 is no signal, 401 is signed out
export async function post(url, content) {
  const giveUp = new AbortController();
  const clock = setTimeout(() => giveUp.abort(), PATIENCE);
  try {
    const response = await fetch(url, {
      method: "POST", redirect: "manual", signal: giveUp.signal, credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() }, body: JSON.stringify(content),
    });
    if (response.type === "opaqueredirect") return { status: 401, body: {} };
    return { status: response.status, body: await response.json().catch(() => ({})) };
  } catch {
    return { status: 0, body: {} };
  } finally {
    clearTimeout(clock);
  }
}

// Another tab may have sent what this one waits for, or been refused it: each says so to the others, and why the rest stays.
const told = new Set();
let sending = false;
let held = ""; // why what waits is not sent, where it is not for want of signal
const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("pause-sent") : undefined;
tabs?.addEventListener("message", ({ data }) => {
  if (data.key) told.add(data.key);
  else held = data.held;
  show().catch(() => undefined);
});
addEventListener("visibilitychange", () => { if (document.visibilityState === "visible" && author()) show().catch(() => undefined); });
export const wasSent = (key) => told.has(key);
export async function isSent(key) {
  told.add(key);
  await forget(key);
  tabs?.postMessage({ key });
}

export async function sendWaiting() {
  if (sending || !author()) return;
  sending = true;
  held = "";
  let sent = 0;
  try {
    for (const entry of (await mine()).filter((one) => one.state === "waiting" && one.api)) {
      if (entry.unsure && !await settle()) break;
      const off = offBy(entry);
      if (off) { await keep({ ...entry, state: "asks-when", off }); continue; }
      const { status, body } = await post(entry.api, { sealed: entry.sealed });
      const refused = status === 403 && !String(body.detail).startsWith("CSRF");
      if (status === 200 || status === 201) { await isSent(entry.key); sent += 1; }
      else if ([400, 404, 409, 422].includes(status) || refused) await keep({ ...entry, state: "needs-you" });
      else if (status < 500) { // no signal, or signed out: all of it stays; one that fails holds up no other
        held = { 401: "signed-out", 403: "old-page" }[status] || "";
        break;
      }
    }
  } finally {
    sending = false;
    tabs?.postMessage({ held });
  }
  await show(sent);
}

const clock = (at) => inLondon(at, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

function linkTo(entry, words) {
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = `${entry.path}?open=${entry.key}`;
  link.textContent = words;
  return link;
}
export const openDraft = (entry) => linkTo(entry, `Unfinished, ${clock(entry.sealedAt)}: open it`);

const opened = new Map(); // what a question is about, opened once a page
async function ask(entry) {
  if (!opened.has(entry.key)) {
    const { status, body } = await post(`/${practice()}/api/drafts/open/`, { sealed: entry.sealed });
    if (status === 200) opened.set(entry.key, body.fields);
  }
  const fields = opened.get(entry.key);
  const answer = async (chosen) => {
    const sealed = chosen === fields ? entry.sealed : await seal(await publicKey(), entry.sealed.about, chosen);
    await keep({ ...entry, sealed, sealedAt: entry.sealedAt + entry.off, unsure: false, state: "waiting" });
    await sendWaiting();
  };
  return (fields && question(entry, fields, (chosen) => answer(chosen).catch(() => show()))) || needsYou(entry);
}
const needsYou = (entry) => linkTo(entry, `Something you wrote on ${clock(entry.sealedAt)} needs you: open it`);

const WAITING_FOR = { "": "Waiting for signal", "signed-out": "Waiting until you sign in", "old-page": "Waiting until you load this page again" };

// the page was drawn before: what it says of her may be from before, too
function sentLine(sent) {
  const line = document.createElement("span"), again = document.createElement("a");
  again.className = "govuk-link";
  again.href = location.pathname + location.search;
  again.textContent = "Load this page again to see it";
  line.append(`Sent: ${sent}, ${clock(now())}. `, again);
  return line;
}

export async function show(sent = 0) {
  const place = document.getElementById("waiting"), all = await mine();
  dispatchEvent(new CustomEvent("pause-shown", { detail: { entries: all, held } }));
  if (!place) return;
  const waiting = all.filter((one) => one.state === "waiting").length;
  const lines = [];
  if (sent) lines.push(sentLine(sent));
  if (waiting) lines.push(`${WAITING_FOR[held]}: ${waiting}`);
  for (const entry of all) {
    if (entry.state === "needs-you") lines.push(needsYou(entry));
    else if (entry.state === "asks-when") lines.push(await ask(entry));
    else if (entry.state === "draft" && entry.path !== location.pathname) lines.push(openDraft(entry));
  }
  place.replaceChildren(...lines.map((line) => { const row = document.createElement(line instanceof HTMLDivElement ? "div" : "p"); row.append(line); return row; }));
  place.hidden = !lines.length;
}
