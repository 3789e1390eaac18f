// Forms that keep what is typed: sealed on this phone as it is typed, put back when the page is opened again.
import { corrected, dayOf, daysAfter, difference, inLondon, isSure, now, offBy, offInWords, settle, timeOf } from "./clock.js";
import { author, isSent, mine, post, practice, publicKey, sendWaiting, show } from "./queue.js";
import { setAside } from "./left.js";
import { panel } from "./panel.js";
import { device, forget, hold, keep, seal } from "./store.js";

const PAUSE = 700; // milliseconds after the last key
const LEFT_OUT = new Set(["csrfmiddlewaretoken"]);
const BACK = { today: 0, yesterday: 1 };

// “today” is another day tomorrow, so the day itself is kept
function collect(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (LEFT_OUT.has(name) || value instanceof File) continue;
    (fields[name] ||= []).push(value);
  }
  const back = BACK[fields.when?.[0]], today = dayOf(now());
  const isFromBefore = isSure() && fields.served_on?.[0] && fields.served_on[0] !== today; // opened before midnight: the server asks which day
  if (back !== undefined && !isFromBefore && !fields.other_day?.[0]) { // of two days the server asks which
    fields.when = ["other"];
    fields.other_day = [daysAfter(today, -back)];
  }
  fields.written_at = [new Date(now()).toISOString()];
  return fields;
}

function fill(form, fields) {
  if (fields.when?.[0] === "other") {
    const today = dayOf(now()), back = Object.keys(BACK).find((one) => fields.other_day?.[0] === daysAfter(today, -BACK[one]));
    if (back) fields = { ...fields, when: [back], other_day: [""], served_on: [today] };
  }
  for (const input of form.elements) {
    if (!input.name || LEFT_OUT.has(input.name) || input.type === "file") continue;
    const values = fields[input.name] || [];
    if (input.type === "radio" || input.type === "checkbox") input.checked = values.includes(input.value);
    else if (values.length) input.value = values[0];
  }
  form.querySelectorAll("details").forEach((one) => {
    if ([...one.querySelectorAll("input, select, textarea")].some((input) => (["radio", "checkbox"].includes(input.type) ? input.checked && input.value : input.value))) one.open = true;
  });
}

// an empty form that is sent by mistake leaves no draft behind
function holdsWords(form) {
  return [...form.elements].some((input) => input.name && input.type !== "hidden" && (["radio", "checkbox"].includes(input.type) ? input.checked : input.value));
}

const say = (form, words) => { const place = form.querySelector("[data-said]"); if (place) place.textContent = words; };

// why it was not saved: it stays until something is typed, and no word of a draft takes its place
function refuse(form, words) {
  delete form.dataset.sent;
  form.dataset.refused = "yes";
  form.querySelector("button[type=submit]").disabled = false;
  say(form, words);
}

function entryOf(form, sealed, state) {
  return {
    key: form.elements.key.value, author: author(), practice: practice(), kind: form.dataset.keeps, state, sealed,
    path: location.pathname, api: form.dataset.api || "", sealedAt: now(), difference: difference(),
    unsure: !isSure() && new FormData(form).get("when") in BACK, // “today” by a clock that may have been set since
    typedTime: Boolean(form.dataset.bound) || form.elements.at?.value !== form.elements.at?.defaultValue,
  };
}

async function sealForm(form, state) {
  const about = `${practice()} ${form.dataset.keeps} ${location.pathname} ${form.elements.key.value}`;
  await keep(entryOf(form, await seal(await keyOf(form), about, collect(form)), state));
}

// asked once a page, while there is signal
const keys = new WeakMap();
function keyOf(form) {
  if (!keys.has(form)) keys.set(form, publicKey().catch((error) => { keys.delete(form); throw error; }));
  return keys.get(form);
}

// of two tabs each goes on with its own words: neither writes over the other's, nor throws them away when it is saved
async function lastOfNoOtherTab(found) {
  for (const entry of found.toReversed()) if (await hold(entry.key)) return entry;
  return undefined;
}

async function putBack(form) {
  const asked = new URLSearchParams(location.search).get("open");
  const found = (await mine()).filter((one) => one.path === location.pathname && one.kind === form.dataset.keeps && (asked ? one.key === asked : one.state === "draft"));
  const entry = asked ? found.at(-1) : await lastOfNoOtherTab(found);
  if (!entry) return found.length ? note(form, "You are writing this in another tab too. What you write here is kept by itself.") : undefined;
  const { status, body } = await post(`/${practice()}/api/drafts/open/`, { sealed: entry.sealed });
  if (status === 400) {
    await forget(entry.key);
    return note(form, "Something that was kept here cannot be opened any more: it was sealed for another sign-in or with an older key. It is thrown away.");
  }
  if (status !== 200) return undefined;
  if (form.dataset.dirty) { // she has begun anew meanwhile: her words stay, the earlier ones are one tap away
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = `${location.pathname}?open=${entry.key}`;
    link.textContent = "Open what you typed earlier";
    return note(form, "", link);
  }
  const off = await settle() ? offBy(entry) : 0, right = off && corrected(body.fields, entry, off);
  const own = form.elements.key.value, isOurs = await hold(entry.key);
  fill(form, right || body.fields);
  form.elements.key.value = isOurs ? entry.key : own; // what is open in another tab too is saved from here as another
  if (entry.state === "needs-you") { // the server says on the page what is missing, or takes it
    await keep({ ...entry, state: "draft" });
    form.dataset.sent = "yes";
    form.submit();
    return undefined;
  }
  const at = inLondon(entry.sealedAt + off, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const away = document.createElement("button");
  away.type = "button";
  away.className = "govuk-button govuk-button--secondary";
  away.textContent = "Throw it away";
  away.addEventListener("click", async () => { await forget(entry.key); location.replace(location.pathname); });
  const checked = right ? `Your ${device()}’s clock was ${offInWords(off)} then: the day and time are corrected, check them. ` : "";
  return note(form, `What you typed on ${at} is back. ${checked}`, away);
}

function note(form, words, ...more) {
  const place = document.createElement("div");
  place.className = "govuk-inset-text";
  place.setAttribute("role", "status");
  place.append(words, ...more);
  form.before(place);
}

function autosave(form) {
  let clockId = 0, dirty = false;
  const save = async () => {
    clearTimeout(clockId);
    if (!dirty || form.dataset.sent) return;
    dirty = false;
    try {
      await sealForm(form, "draft");
      if (!form.dataset.refused) say(form, `Draft sealed on this ${device()} ${timeOf(now())}`);
    } catch {
      say(form, `This ${device()} cannot keep a draft now. Save before you leave the page.`);
    }
  };
  if (form.dataset.bound && holdsWords(form)) { dirty = true; clockId = setTimeout(save, PAUSE); } // what the server sent back is kept like what is typed
  form.addEventListener("input", () => { dirty = true; delete form.dataset.refused; form.dataset.dirty = "yes"; clearTimeout(clockId); clockId = setTimeout(save, PAUSE); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
  addEventListener("beforeunload", (event) => { if (dirty && !form.dataset.sent) event.preventDefault(); });
}

// The server names in its banner the form that it has saved: of that one, and of no other, the draft goes.
async function forgetSaved() {
  for (const banner of document.querySelectorAll("[data-saved]")) await isSent(banner.dataset.saved);
}

// An ordinary page: its words are sealed before it is sent, whatever becomes of the sending.
async function sendPage(form) {
  form.querySelector("button[type=submit]").disabled = true;
  if (form.dataset.dirty || holdsWords(form)) await sealForm(form, "draft").catch(() => undefined);
  form.submit();
}

async function sendNow(form) {
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  say(form, "Saving …");
  await settle(); // with signal “today” is the server's
  const isSealed = await sealForm(form, "draft").then(() => true, () => false);
  const { status, body } = await post(form.dataset.api, { fields: collect(form) });
  if ((status === 200 || status === 201) && body.next) {
    await isSent(form.elements.key.value).catch(() => undefined);
    location.assign(body.next);
    return;
  }
  if ((status === 401 || status === 403) && !isSealed) {
    refuse(form, `You were signed out, and this ${device()} cannot keep a draft. Copy your words before you sign in again.`);
    return;
  }
  if (status === 401) { // what was typed is sealed, and comes back after signing in
    location.assign(`/accounts/sign-in/?kept=yes&next=${encodeURIComponent(location.pathname)}`);
    return;
  }
  if (status === 403 && String(body.detail).startsWith("CSRF")) { // signed in anew elsewhere: the words come back with a new token
    location.reload();
    return;
  }
  if (status === 0 || status >= 500) {
    const missing = unanswered(form);
    if (missing) {
      refuse(form, `There is no signal to check this. Before it can wait: ${missing}`);
      return;
    }
    try {
      await sealForm(form, "waiting");
    } catch {
      refuse(form, `There is no signal, and this ${device()} cannot keep it. Leave the page open and save again.`);
      return;
    }
    queued(form);
    return;
  }
  if (status === 409) await forget(form.elements.key.value).catch(() => undefined); // the page that follows has a new key
  form.submit(); // the server says on the page what is wrong, with everything kept
}

// what can be told without the server: a contact that waits should not come back for want of an answer. How words are
// read (“45 mins”, “~20”) is the server's alone: they wait as they were typed
function unanswered(form) {
  const chosen = (name) => form.querySelector(`input[name="${name}"]:checked`)?.value || "";
  const minutes = form.elements.minutes?.value.trim() || "";
  if (!chosen("outcome")) return "say whether it happened.";
  if (!chosen("mode")) return "say how: a visit, a call, a text.";
  if (chosen("outcome") === "made" && !["text", "letter"].includes(chosen("mode")) && !minutes) return "enter how many minutes it took.";
  if (minutes && Number(minutes) > 1440) return "enter at most 1440 minutes, a day.";
  const reason = form.querySelector(".pause-careful");
  if (reason?.checkVisibility() && !form.elements.unsafe_reason.value.trim()) return "say in a few words why this way.";
  return "";
}

function queued(form) {
  const done = panel(form.elements.key.value);
  form.replaceWith(done);
  document.querySelector(".govuk-error-summary")?.remove();
  show().then(() => done.focus());
}

// minutes by one tap beside the box
function quickMinutes(form) {
  const place = form.querySelector("[data-fills]");
  if (!place) return;
  const box = document.getElementById(place.dataset.fills);
  for (const minutes of [15, 30, 45, 60, 90, 120]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = minutes;
    button.setAttribute("aria-label", `${minutes} minutes`);
    button.addEventListener("click", () => { box.value = minutes; box.dispatchEvent(new Event("input", { bubbles: true })); });
    place.append(button);
  }
  place.hidden = false;
}

export async function start() {
  await forgetSaved().catch(() => undefined);
  for (const form of document.querySelectorAll("form[data-keeps]")) {
    if (!crypto.subtle || !form.elements.key) continue;
    keyOf(form).catch(() => undefined);
    hold(form.elements.key.value);
    autosave(form);
    quickMinutes(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.dataset.api) sendNow(form);
      else sendPage(form);
    });
    if (!form.dataset.bound) await putBack(form).catch(() => undefined);
  }
  if (author()) {
    await setAside().catch(() => undefined);
    await show().catch(() => undefined);
    sendWaiting();
    addEventListener("online", sendWaiting);
    setInterval(async () => { if ((await mine()).some((one) => one.state === "waiting")) sendWaiting(); }, 15000);
  }
}
