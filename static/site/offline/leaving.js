// Signing out with something unsent asks first: send it, keep it sealed for the next sign-in, or delete it.
import { mine, sendWaiting } from "./queue.js";
import { forget } from "./store.js";

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
  words.textContent = "They are sealed on this phone: nobody can read them here.";
  dialog.append(heading, words);
  const answers = [
    ["Send and sign out", async () => {
      await sendWaiting();
      if ((await mine()).length) words.textContent = "Not everything could be sent: drafts need you to finish them, and the rest waits for signal. Keep them, or delete them.";
      else leave(form);
    }],
    ["Keep for my next sign-in", async () => leave(form)],
    ["Delete them", async () => { for (const entry of await mine()) await forget(entry.key); leave(form); }],
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
