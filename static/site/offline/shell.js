// On the page that stands in while there is no signal: how much waits, and a way to try again.
import { entries } from "./store.js";

const waiting = (await entries().catch(() => [])).filter((one) => one.state === "waiting").length;
if (waiting) document.getElementById("waiting").textContent = `Waiting for signal: ${waiting}. It is sealed on this phone and sent by itself.`;
document.getElementById("again").href = location.href;
addEventListener("online", () => location.reload());
