// Conveniences only: every page works without this file.
import { initAll } from "./vendor/govuk-frontend.min.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
initAll();

// A second press on a form that is already on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sent = "yes";
}, true);
// Back to a page that the browser kept: its forms may be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// Two minutes before a sign-in ends of itself, it can be made longer; a page in another tab counts as well.
const stay = document.getElementById("stay");
if (stay) {
  const WARNING = 120, SEEN = "pause-seen";
  const seen = () => { try { localStorage.setItem(SEEN, Date.now()); } catch { /* private window */ } };
  const idle = () => (Date.now() - Number(localStorage.getItem(SEEN) || Date.now())) / 1000;
  seen();
  setInterval(() => {
    const left = Number(stay.dataset.idle) - idle();
    if (left > WARNING) { if (stay.open) stay.close(); } else if (left > 0 && !stay.open) stay.showModal();
    else if (left <= 0 && stay.open) {
      stay.close();
      document.dispatchEvent(new Event("pause:signed-out"));
    }
  }, 1000);
  stay.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const answer = await fetch(stay.dataset.url, { method: "POST", body: new FormData(event.target), redirect: "manual" }).catch(() => null);
    if (answer?.status === 204) seen();
    delete event.target.dataset.sent;
    stay.close();
  }, true);
}
// What a passkey could not do is said in words, beside its button.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("passkey-problem");
  if (said) said.hidden = false;
});

// Words are marked as they are written: the chosen ones, or the place where the next are typed.
const MARKS = [["other person", "about somebody else"], ["harm", "could cause harm"], ["agency", "from another agency"]];
for (const box of document.querySelectorAll("textarea[data-marks]")) {
  const bar = document.createElement("div");
  bar.className = "pause-marks";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Mark chosen words");
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  bar.append("Choose words, then mark them as:");
  for (const [name, words] of MARKS) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pause-linkbutton";
    button.textContent = words;
    button.addEventListener("click", () => {
      const { selectionStart: from, selectionEnd: to, value } = box;
      const open = value.lastIndexOf("[[", from - 1), shut = value.lastIndexOf("]]", from - 1);
      const inside = open > shut || /\[\[|\]\]/.test(value.slice(from, to));
      said.textContent = inside ? "This is marked already: take its brackets out first." : from === to ? "Choose the words first." : "Marked: she would not get these words in a copy.";
      if (!inside && from !== to) {
        box.setRangeText(`[[${name}: ${value.slice(from, to)}]]`, from, to, "end");
        box.dispatchEvent(new Event("input", { bubbles: true }));
      }
      box.focus();
    });
    bar.append(button);
  }
  bar.append(said);
  box.after(bar);
}

// A table that a page folds away is on paper all the same.
addEventListener("beforeprint", () => document.querySelectorAll(".pause-print-open").forEach((one) => { one.open = true; }));

// “/” goes to the search, unless somebody is typing or has switched it off (WCAG 2.1.4).
const SHORTCUT = "pause-shortcut";
const shortcut = document.getElementById("shortcut");
if (shortcut) {
  const isOn = () => localStorage.getItem(SHORTCUT) !== "off";
  const tell = () => { shortcut.textContent = `Search with the / key: ${isOn() ? "on" : "off"}`; };
  shortcut.hidden = false;
  tell();
  shortcut.addEventListener("click", () => { localStorage.setItem(SHORTCUT, isOn() ? "off" : "on"); tell(); });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || !isOn()) return;
    event.preventDefault();
    const field = document.getElementById("q");
    if (field) field.focus();
    else location.assign(`/${document.body.dataset.practice}/find/`);
  });
}

// of the days, the one that was pressed last is meant
document.addEventListener("change", ({ target }) => {
  const typed = target.name === "when" && target.value !== "other" && target.form?.elements.other_day;
  if (typed) typed.value = "";
});

if (document.body.dataset.writes) {
  const [{ start }, { guardSignOut }] = await Promise.all([import("./offline/forms.js"), import("./offline/leaving.js")]);
  guardSignOut();
  start();
  navigator.serviceWorker?.register("/offline-worker.js").catch(() => undefined);
}
