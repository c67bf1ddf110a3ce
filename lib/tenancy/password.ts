// Passwords as Argon2id hashes in PHC string format: $argon2id$v=19$m=…,t=…,p=…$salt$hash (RFC 9106).
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

type Cost = { memory: number; passes: number; parallelism: number };

/** OWASP's first choice for Argon2id (Password Storage Cheat Sheet); `memory` in KiB. */
const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const saltBytes = 16;
const hashBytes = 32;
/** What a stored hash may ask for, so that a bad row cannot take the process down. */
const highestCost: Cost = { memory: 262_144, passes: 16, parallelism: 16 };

const phc =
  /^\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

const derive = promisify<"argon2id", Argon2Parameters, Buffer>(argon2);

/** A new salt each time, so two hashes of one password differ. About 20 ms, off the main thread. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive("argon2id", parameters(password, { cost, salt, length: hashBytes }));
  const { memory, passes, parallelism } = cost;
  const costs = `m=${memory},t=${passes},p=${parallelism}`;
  return `$argon2id$v=19$${costs}$${toBase64(salt)}$${toBase64(hash)}`;
}

/** False for a wrong password, and for a stored text that is no Argon2id hash within bounds. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const read = readHash(stored);
  if (!read) return false;
  const { hash, ...how } = read;
  const derived = await derive("argon2id", parameters(password, { ...how, length: hash.length }));
  return timingSafeEqual(derived, hash);
}

function readHash(stored: string): { cost: Cost; salt: Buffer; hash: Buffer } | null {
  const match = phc.exec(stored);
  if (!match) return null;
  const [memory = 0, passes = 0, parallelism = 0] = match.slice(1, 4).map(Number);
  const asked = { memory, passes, parallelism };
  if (!isBearable(asked)) return null;
  const [salt, hash] = match.slice(4).map((part) => Buffer.from(part, "base64"));
  return salt && hash ? { cost: asked, salt, hash } : null;
}

/** Argon2 itself needs 8 KiB for each lane. */
function isBearable({ memory, passes, parallelism }: Cost): boolean {
  const enough = passes >= 1 && parallelism >= 1 && memory >= 8 * parallelism;
  return (
    enough &&
    memory <= highestCost.memory &&
    passes <= highestCost.passes &&
    parallelism <= highestCost.parallelism
  );
}

/** Keyboards spell one character in several ways: NFKC makes them one (NIST SP 800-63B). */
function parameters(
  password: string,
  { cost: costs, salt, length }: { cost: Cost; salt: Buffer; length: number },
): Argon2Parameters {
  return { ...costs, message: password.normalize("NFKC"), nonce: salt, tagLength: length };
}

function toBase64(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
