// On the page that stands in while there is no signal: how much waits; and the page she wanted, once it can be had.
import { device, entries } from "./store.js";

const waiting = (await entries().catch(() => [])).filter((one) => one.state === "waiting").length;
if (waiting) document.getElementById("waiting").textContent = `Waiting for signal: ${waiting}. It is sealed on this ${device()} and sent by itself.`;
document.getElementById("again").href = location.href;
async function comeBack() {
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => undefined);
  if (answer?.ok) location.reload();
}
addEventListener("online", comeBack);
setInterval(comeBack, 3000);
