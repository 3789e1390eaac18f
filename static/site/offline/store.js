// What this phone keeps while there is no signal: envelopes that only the server can open, for their author.
// Nothing here is readable words: an entry says whose it is, which page it belongs to, when it was sealed and by which clock.
import { isSure, now } from "./clock.js";

const DAYS = { draft: 7, left: 7, waiting: 30, "needs-you": 30, "asks-when": 30 };
const NAME = "pause-sealed";

// what to call the thing in somebody's hands, or on their desk
export const device = () => (matchMedia("(pointer: coarse), (max-width: 40em)").matches ? "phone" : "device");

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("entries", { keyPath: "key" });
      request.result.createObjectStore("keys", { keyPath: "author" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function work(store, mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode);
      const request = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export async function entries() {
  const all = await work("entries", "readonly", (store) => store.getAll());
  const isOver = (one) => isSure() && one.expires < now(); // no clock that was set throws words away
  for (const entry of all.filter(isOver)) await forget(entry.key);
  return all.filter((one) => !isOver(one)).sort((a, b) => a.sealedAt - b.sealedAt);
}

export const keep = (entry) => work("entries", "readwrite", (store) => store.put({ ...entry, expires: now() + DAYS[entry.state] * 86400000 }));
export const forget = (key) => work("entries", "readwrite", (store) => store.delete(key));
export const keptKey = (author) => work("keys", "readonly", (store) => store.get(author));
export const keepKey = (author, key) => work("keys", "readwrite", (store) => store.put({ author, key }));

// The tab in which a form is open holds its draft; whether this tab got it. A tab that is being closed is waited for.
const held = new Map();
export function hold(key) {
  if (!held.has(key)) held.set(key, navigator.locks ? lock(`${NAME} ${key}`) : Promise.resolve(true));
  return held.get(key);
}

function lock(name) {
  return new Promise((done) => {
    const untilClosed = () => { done(true); return new Promise(() => undefined); };
    navigator.locks.request(name, { signal: AbortSignal.timeout(2000) }, untilClosed).catch(() => done(false));
  });
}

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
function base64(buffer) {
  let text = "";
  for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
  return btoa(text);
}

// A fresh AES key for every envelope, wrapped by the author's public key: see practices/sealing.py.
export async function seal(publicKey, about, fields) {
  const wrapping = await crypto.subtle.importKey("spki", bytes(publicKey), { name: "RSA-OAEP", hash: "SHA-256" }, false, ["encrypt"]);
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const encoder = new TextEncoder();
  const words = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: encoder.encode(about) }, key, encoder.encode(JSON.stringify(fields)));
  const wrapped = await crypto.subtle.encrypt({ name: "RSA-OAEP" }, wrapping, await crypto.subtle.exportKey("raw", key));
  return { key: base64(wrapped), iv: base64(iv), words: base64(words), about };
}
