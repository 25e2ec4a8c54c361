// Ballots that the voter's device seals to the tellers, layer by layer: the first teller takes the outer layer off and
// shuffles, the second opens. docs/secret-vote.md gives the format. Keys are X25519, layers HKDF and HMAC of SHA-256.

const FORMAT = "khoithidua-seal/1";
const MAC = 16; // bytes of the seal that stands after what is hidden
const PKCS8 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20]; // before a raw private key
const BASE_POINT = Uint8Array.from({ length: 32 }, (_, n) => (n === 0 ? 9 : 0));
export const ORDERS = ["12", "13", "21", "23", "31", "32"]; // who takes the outer layer off, who opens

const utf8 = new TextEncoder();

export function toText(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

export async function digestOf(text, how = "base64") {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8.encode(text)));
  return how === "hex"
    ? [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
    : toText(bytes);
}

/** Whether a message is signed (Ed25519). A browser that cannot tell says yes: the checkers say it later. */
export async function isSignedBy(key, message, signature) {
  try {
    const publicKey = await crypto.subtle.importKey("raw", toBytes(key), { name: "Ed25519" }, false, [
      "verify",
    ]);
    return await crypto.subtle.verify("Ed25519", publicKey, toBytes(signature), utf8.encode(message));
  } catch (error) {
    return error.name === "NotSupportedError";
  }
}

const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

const importPublic = (bytes) => crypto.subtle.importKey("raw", bytes, { name: "X25519" }, true, []);

const importPrivate = (bytes) =>
  crypto.subtle.importKey("pkcs8", joined(PKCS8, bytes), { name: "X25519" }, false, ["deriveBits"]);

async function shared(privateKey, publicBytes) {
  const publicKey = await importPublic(publicBytes);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: "X25519", public: publicKey }, privateKey, 256),
  );
}

/** A key used once: {privateKey, publicBytes}. */
async function passingKey(bytes) {
  const privateKey = await importPrivate(bytes);
  return { privateKey, publicBytes: await shared(privateKey, BASE_POINT) };
}

/** The inner layer's passing key of one order: by a key common to all, one teller could match ballots across orders. */
async function innerKeyOf(seed, order) {
  const named = joined(utf8.encode(`${FORMAT}|inner key|${order}|`), seed);
  return passingKey(new Uint8Array(await crypto.subtle.digest("SHA-256", named)));
}

/** Whether this browser can seal: X25519 came to browsers between 2023 and 2025. */
export async function canSeal() {
  try {
    await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    return true;
  } catch {
    return false;
  }
}

/** The stream that hides so many bytes, and the key of the seal after them. */
async function layerKeys(secret, salt, info, length) {
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: utf8.encode(`${FORMAT}|${info}`) };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(how, material, (32 + length) * 8));
  const sealKey = await crypto.subtle.importKey(
    "raw",
    bits.slice(0, 32),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  return { stream: bits.slice(32), sealKey };
}

async function sealOf(sealKey, hidden) {
  return new Uint8Array(await crypto.subtle.sign("HMAC", sealKey, hidden)).slice(0, MAC);
}

async function hide(plain, passing, recipient, info) {
  const secret = await shared(passing.privateKey, recipient);
  const salt = joined(passing.publicBytes, recipient);
  const { stream, sealKey } = await layerKeys(secret, salt, info, plain.length);
  const hidden = plain.map((byte, n) => byte ^ stream[n]);
  return joined(hidden, await sealOf(sealKey, hidden));
}

/** What is in a layer; an error where it is not sealed to this key. */
async function uncover(box, passingPublic, own, info) {
  const hidden = box.slice(0, -MAC);
  const secret = await shared(own.privateKey, passingPublic);
  const { stream, sealKey } = await layerKeys(
    secret,
    joined(passingPublic, own.publicBytes),
    info,
    hidden.length,
  );
  if (toText(await sealOf(sealKey, hidden)) !== toText(box.slice(-MAC)))
    throw new Error("not sealed to this key");
  return hidden.map((byte, n) => byte ^ stream[n]);
}

/**
 * A ballot sealed to three tellers' public keys, two of whom open it, whichever comes first.
 * `proof` are the two secrets used once: with them anybody can make the same sealed text again.
 */
export async function sealBallot(code, marks, keepers, proof = [randomBytes(32), randomBytes(32)]) {
  const outerKey = await passingKey(proof[0]);
  const recipients = keepers.map(toBytes);
  const boxes = [];
  for (const order of ORDERS) {
    const [first, second] = [...order].map((number) => recipients[Number(number) - 1]);
    const innerKey = await innerKeyOf(proof[1], order);
    const inner = await hide(utf8.encode(code + marks), innerKey, second, `inner|${order}`);
    boxes.push(await hide(joined(innerKey.publicBytes, inner), outerKey, first, `outer|${order}`));
  }
  return { sealed: [outerKey.publicBytes, ...boxes].map(toText).join("."), proof: proof.map(toText) };
}

function randomBytes(howMany) {
  return crypto.getRandomValues(new Uint8Array(howMany));
}

/** {second teller's number: what that teller opens} of one sealed ballot, as teller `number` takes its layer off. */
export async function takeLayerOff(sealed, number, own) {
  const [passing, ...boxes] = sealed.split(".").map(toBytes);
  const stripped = {};
  for (const [n, order] of ORDERS.entries()) {
    if (order[0] === String(number)) {
      stripped[order[1]] = toText(await uncover(boxes[n], passing, own, `outer|${order}`));
    }
  }
  return stripped;
}

/** [code, marks] of what the first teller took the outer layer off. */
export async function openBallot(stripped, order, own) {
  const bytes = toBytes(stripped);
  const plain = await uncover(bytes.slice(32), bytes.slice(0, 32), own, `inner|${order}`);
  const text = new TextDecoder().decode(plain);
  return [text.slice(0, 14), text.slice(14)];
}

/** The same things in an order of chance. */
export function shuffled(things) {
  const order = [...things];
  for (let n = order.length - 1; n > 0; n -= 1) {
    const other = below(n + 1);
    [order[n], order[other]] = [order[other], order[n]];
  }
  return order;
}

/** A number from 0, each below `limit` as likely. */
function below(limit) {
  const most = 2 ** 32 - (2 ** 32 % limit);
  for (;;) {
    const [number] = crypto.getRandomValues(new Uint32Array(1));
    if (number < most) return number % limit;
  }
}

/** What every ballot gave, and how many could not be opened. */
export async function ofEach(ballots, how) {
  const done = await Promise.allSettled(ballots.map(how));
  const well = done.filter((one) => one.status === "fulfilled").map((one) => one.value);
  return { well, unreadable: done.length - well.length };
}
