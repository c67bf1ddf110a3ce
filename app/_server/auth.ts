// Sign-in by next-auth, the only module that knows it. The cookie holds a random token and nothing else: what it
// stands for is read from the database each time, so signing out and losing a membership take effect at once.
import { createHash, createHmac, randomBytes } from "node:crypto";
import type { AuthOptions } from "next-auth";
import { decode, type JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import {
  countSignIn,
  endSession,
  findSignIn,
  forgetSignIns,
  startSession,
} from "#db/repositories/sessions.ts";
import { env } from "#lib/platform/env.ts";
import { logger } from "#lib/platform/logger.ts";
import { deriveKey } from "#lib/platform/secret.ts";
import { hashPassword, verifyPassword } from "#lib/tenancy/password.ts";
import { database } from "./database.ts";
import { limitRate } from "./rate-limit.ts";

const sessionDays = 14;
const daySeconds = 24 * 60 * 60;
const attemptsOfOneAddress = { attempts: 10, windowMinutes: 15 };
/** Of everybody together, in this process: Argon2 is made to be expensive. */
const attemptsAMinute = 300;
const longestInput = 1024;

/** The error codes of the sign-in page's `?error=`, beside next-auth's own `CredentialsSignin`. */
type SignInError = "RateLimited" | "NoTenant";

// The key is derived when it is first needed: importing this needs no environment, so a build has none.
export function authOptions(): AuthOptions {
  trustOwnAddress();
  const secure = hasHttps();
  return {
    secret: sessionSecret(),
    session: { strategy: "jwt", maxAge: sessionDays * daySeconds },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: cookieName(secure),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: (credentials) => signIn(credentials?.email ?? "", credentials?.password ?? ""),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sessionToken: user.id } : token),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: { signOut: ({ token }) => endSessionOf(token) },
    logger: {
      error: (code) => logger().warn({ code }, "sign-in failed"),
      warn: (code) => logger().debug({ code }, "sign-in"),
      debug: () => {},
    },
  };
}

/** The SHA-256 of the session's token; null when there is no cookie or it is not ours. */
export async function readTokenHash(headers: Headers): Promise<Uint8Array | null> {
  const cookie = readCookie(headers.get("cookie") ?? "", cookieName(hasHttps()));
  if (!cookie) return null;
  const token = await decode({ token: cookie, secret: sessionSecret() }).catch(() => null);
  return token ? hashOf(token) : null;
}

/** The token of a new session as next-auth's user id; null when e-mail address and password do not go together. */
async function signIn(email: string, password: string): Promise<{ id: string } | null> {
  if (email.length > longestInput || password.length > longestInput) return null;
  const key = createHmac("sha256", sessionSecret()).update(email.trim().toLowerCase()).digest();
  await throttle(key);
  const found = await findSignIn(database(), email.trim());
  // An unknown address costs as much time as a known one, so that the time tells nothing.
  const stored = found?.passwordHash ?? (await unknownPersonHash());
  const isRight = await verifyPassword(password, stored);
  if (!found || !isRight) return null;
  const token = randomBytes(32).toString("base64url");
  const tokenHash = sha256(token);
  const { userId } = found;
  if (!(await startSession(database(), { tokenHash, userId, days: sessionDays }))) {
    throw refusal("NoTenant");
  }
  await forgetSignIns(database(), key);
  return { id: token };
}

async function throttle(key: Uint8Array): Promise<void> {
  const everybody = { name: "sign-in", key: "all", points: attemptsAMinute, seconds: 60, cost: 1 };
  if (await limitRate(everybody)) throw refusal("RateLimited");
  const wait = await countSignIn(database(), { key, ...attemptsOfOneAddress });
  if (wait > 0) throw refusal("RateLimited");
}

/** next-auth hands the message to the page as `?error=`. */
function refusal(code: SignInError): Error {
  return new Error(code);
}

let unknownHash: Promise<string> | undefined;

function unknownPersonHash(): Promise<string> {
  unknownHash ??= hashPassword(randomBytes(16).toString("hex"));
  return unknownHash;
}

async function endSessionOf(token: JWT): Promise<void> {
  const tokenHash = hashOf(token);
  if (tokenHash) await endSession(database(), tokenHash);
}

function hashOf(token: JWT): Uint8Array | null {
  const { sessionToken } = token;
  return typeof sessionToken === "string" ? sha256(sessionToken) : null;
}

function sha256(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

function sessionSecret(): string {
  return deriveKey(env("SCRIPTBUS_SECRET"), "session").toString("base64url");
}

function hasHttps(): boolean {
  return env("PUBLIC_URL")?.startsWith("https:") ?? false;
}

function cookieName(secure: boolean): string {
  return `${secure ? "__Host-" : ""}next-auth.session-token`;
}

/** next-auth builds its addresses from these variables and from nothing else. */
function trustOwnAddress(): void {
  const own = env("PUBLIC_URL");
  if (own) process.env["NEXTAUTH_URL"] = own;
  else process.env["AUTH_TRUST_HOST"] = "true";
}

function readCookie(header: string, name: string): string | null {
  for (const part of header.split(";")) {
    const [key, ...rest] = part.trim().split("=");
    if (key === name) return decodeURIComponent(rest.join("="));
  }
  return null;
}
