// Signing out with something unsent asks first: send it, keep it sealed for the next sign-in, or delete it.
import { mine, openDraft, sendWaiting } from "./queue.js";
import { device, forget } from "./store.js";

export function guardSignOut() {
  const form = document.querySelector(".pause-header__account form");
  if (!form) return;
  form.addEventListener("submit", async (event) => {
    if (form.dataset.decided) return;
    event.preventDefault();
    delete form.dataset.sent;
    const unsent = await mine().catch(() => []);
    if (!unsent.length) return leave(form);
    ask(form, unsent);
  });
}

function leave(form) {
  form.dataset.decided = "yes";
  form.submit();
}

function ask(form, unsent) {
  const dialog = document.createElement("dialog");
  dialog.className = "pause-dialog";
  dialog.setAttribute("aria-labelledby", "unsent-heading");
  const heading = document.createElement("h2");
  heading.className = "govuk-heading-m";
  heading.id = "unsent-heading";
  heading.textContent = unsent.length === 1 ? "One thing you wrote is not sent" : `${unsent.length} things you wrote are not sent`;
  const words = document.createElement("p");
  words.className = "govuk-body";
  const one = unsent.length === 1;
  words.textContent = `${one ? "It is" : "They are"} sealed on this ${device()}: nobody can read ${one ? "it" : "them"} here.`;
  dialog.append(heading, words);
  for (const entry of unsent.filter((found) => found.state !== "waiting")) {
    const line = document.createElement("p");
    line.className = "govuk-body";
    line.append(openDraft(entry));
    dialog.append(line);
  }
  const send = ["Send and sign out", async () => {
    await sendWaiting();
    if ((await mine()).length) words.textContent = "Not everything could be sent: there is no signal, or it needs you to finish it.";
    else leave(form);
  }];
  const answers = [
    ...(unsent.some((found) => found.state === "waiting") ? [send] : []),
    ["Keep for my next sign-in", async () => leave(form)],
    [one ? "Delete it" : "Delete them", async () => { for (const entry of await mine()) await forget(entry.key); leave(form); }],
    ["Stay signed in", async () => { dialog.close(); dialog.remove(); }],
  ];
  for (const [label, act] of answers) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = label;
    button.addEventListener("click", act);
    dialog.append(button, " ");
  }
  document.body.append(dialog);
  dialog.showModal();
}
