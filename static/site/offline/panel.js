// What stands where a form stood whose words wait: it says what has become of them, whichever tab sent them.
import { device } from "./store.js";
import { wasSent } from "./queue.js";

const SIGN_IN = () => `/accounts/sign-in/?kept=yes&next=${encodeURIComponent(location.pathname)}`;

function become(key, { entries, held }) {
  const entry = entries.find((one) => one.key === key);
  const kept = `Kept on this ${device()}`;
  if (!entry && wasSent(key)) return ["Sent", "It is saved on her record."];
  if (!entry) return ["No longer kept here", "It was sent or thrown away on another page. Her record shows what is saved."];
  if (entry.state === "needs-you") return ["It is not saved yet", "There is signal, and something is to be put right before it can be saved. Open it above, on this page."];
  if (entry.state === "asks-when") return ["One question before it is sent", "It stands above, on this page."];
  if (held === "signed-out") return [kept, "You are signed out. It is sealed, and sent once you sign in. ", "Sign in to send it", SIGN_IN()];
  if (held === "old-page") return [kept, "You signed in anew on another page. It is sealed, and sent once this page is loaded again. ", "Load the page again to send it", location.pathname];
  return [kept, "There is no signal. It is sealed and sent by itself when the signal is back."];
}

export function panel(key) {
  const place = document.createElement("div"), title = document.createElement("h2"), body = document.createElement("div");
  place.className = "govuk-panel govuk-panel--confirmation";
  place.tabIndex = -1;
  title.className = "govuk-panel__title";
  body.className = "govuk-panel__body";
  body.setAttribute("role", "status");
  place.append(title, body);
  addEventListener("pause-shown", (event) => {
    const [heading, words, act, address] = become(key, event.detail);
    title.textContent = heading;
    body.textContent = words;
    if (!act) return;
    const link = document.createElement("a");
    link.className = "govuk-link govuk-link--inverse";
    link.href = address;
    link.textContent = act;
    body.append(link);
  });
  return place;
}
