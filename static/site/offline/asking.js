// One question about what waits and was dated by a clock that was off: which day and time was it?
import { corrected, offInWords } from "./clock.js";
import { device } from "./store.js";

const faceOf = (fields) => `${new Date(fields.other_day[0]).toLocaleDateString("en-GB", { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" })} at ${fields.at[0]}`;

function button(words, look, act) {
  const found = document.createElement("button");
  found.type = "button";
  found.className = `govuk-button ${look}`;
  found.textContent = words;
  found.addEventListener("click", () => { found.disabled = true; act(); });
  return found;
}

// `answer` is called with the fields that were chosen; undefined where there is nothing to choose between.
export function question(entry, fields, answer) {
  const right = corrected(fields, entry, entry.off);
  if (!right) return undefined;
  const [typed, meant] = [faceOf(fields), faceOf(right)];
  const place = document.createElement("div");
  const words = document.createElement("p");
  words.textContent = `Your ${device()}’s clock was ${offInWords(entry.off)} when you wrote this. Was it on ${typed} (by the ${device()}) or ${meant} (corrected)? It is not sent before you say.`;
  place.append(words, button(`${meant} (corrected)`, "", () => answer(right)), " ", button(`${typed} (by the ${device()})`, "govuk-button--secondary", () => answer(fields)));
  return place;
}
