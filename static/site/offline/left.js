// What was begun for a page that takes it no longer: it names no pressing matter, stays readable, and can be thrown away.
import { mine, post, practice } from "./queue.js";
import { forget, keep } from "./store.js";

const NOT_WORDS = new Set(["key", "seen", "sure", "written_at", "served_on", "when"]);

// A page says which addresses of the record are closed: those of a woman who has died, or its own.
const closedHere = () => [...document.querySelectorAll("[data-closed]")].flatMap((one) => one.dataset.closed.split(" ").filter(Boolean));

async function words(entry) {
  const { status, body } = await post(`/${practice()}/api/drafts/open/`, { sealed: entry.sealed });
  if (status !== 200) return status === 400 ? ["It cannot be opened any more."] : ["It cannot be opened now. Try again with signal."];
  return Object.entries(body.fields).filter(([name, values]) => !NOT_WORDS.has(name) && values.some(Boolean)).map(([name, values]) => `${name.replaceAll("_", " ")}: ${values.filter(Boolean).join(", ")}`);
}

function folded(entry) {
  const box = document.createElement("details"), title = document.createElement("summary"), inside = document.createElement("div");
  box.className = "govuk-details";
  box.dataset.left = "yes";
  title.className = "govuk-details__summary";
  title.textContent = "You had begun to write something that has no place here any more";
  inside.className = "govuk-details__text pause-words";
  box.append(title, inside);
  box.addEventListener("toggle", async () => {
    if (!box.open || inside.childElementCount) return;
    for (const line of await words(entry)) {
      const row = document.createElement("p");
      row.textContent = line;
      inside.append(row);
    }
    const away = document.createElement("button");
    away.type = "button";
    away.className = "govuk-button govuk-button--secondary";
    away.textContent = "Throw it away";
    away.addEventListener("click", async () => { await forget(entry.key); box.remove(); });
    inside.append(away);
  });
  return box;
}

export async function setAside() {
  const closed = new Set(closedHere());
  if (!closed.size) return;
  for (const entry of await mine()) {
    if (!closed.has(entry.path) || !["draft", "left"].includes(entry.state)) continue;
    if (entry.state === "draft") await keep({ ...entry, state: "left" });
    document.querySelector("[data-closed]").after(folded(entry));
  }
}
