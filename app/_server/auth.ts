// Sign-in by next-auth, the only module that knows it. The cookie holds a random token and nothing else: what it
// stands for is read from the database each time, so signing out and losing a membership take effect at once.
import { createHash, createHmac, randomBytes } from "node:crypto";
import type { AuthOptions } from "next-auth";
import { decode, type JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { withoutParameters } from "#db/errors.ts";
import {
  countSignIn,
  endSession,
  findSignIn,
  forgetSignIns,
  startSession,
} from "#db/repositories/sessions.ts";
import { textProblem } from "#lib/events/json-text.ts";
import { env } from "#lib/platform/env.ts";
import { logger } from "#lib/platform/logger.ts";
import { deriveKey } from "#lib/platform/secret.ts";
import { ownPath } from "#lib/shared/own-path.ts";
import { hashPassword, verifyPassword } from "#lib/tenancy/password.ts";
import { database } from "./database.ts";
import { limitRate } from "./rate-limit.ts";

const sessionDays = 14;
const daySeconds = 24 * 60 * 60;
const attemptsOfOneAddress = { attempts: 10, windowMinutes: 15 };
/** Of everybody together, in this process: Argon2 is made to be expensive. */
const attemptsAMinute = 300;
const longestInput = 1024;

/** Next-auth puts the message into the page's `?error=`: a code of ours, beside its own `CredentialsSignin`. */
class SignInRefusal extends Error {
  constructor(code: "RateLimited" | "Busy" | "NoTenant" | "Unavailable") {
    super(code);
  }
}

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
        authorize: (credentials) =>
          signIn(credentials?.email ?? "", credentials?.password ?? "").catch(hideReason),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sessionToken: user.id } : token),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => `${baseUrl}${ownPath(withoutOrigin(url, baseUrl))}`,
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
  if (textProblem(email)) return null;
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
    throw new SignInRefusal("NoTenant");
  }
  await forgetSignIns(database(), key);
  return { id: token };
}

async function throttle(key: Uint8Array): Promise<void> {
  const everybody = { name: "sign-in", key: "all", points: attemptsAMinute, seconds: 60, cost: 1 };
  if (await limitRate(everybody)) throw new SignInRefusal("Busy");
  const wait = await countSignIn(database(), { key, ...attemptsOfOneAddress });
  if (wait > 0) throw new SignInRefusal("RateLimited");
}

/** What went wrong inside is for the log alone. */
function hideReason(error: unknown): never {
  if (error instanceof SignInRefusal) throw error;
  logger().error({ err: withoutParameters(error) }, "a sign-in could not be checked");
  throw new SignInRefusal("Unavailable");
}

/** The path of an address of ours; of any other one something that is no path. */
function withoutOrigin(url: string, baseUrl: string): string {
  return url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
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

/** Next-auth builds its addresses from PUBLIC_URL, else from the Host header (the proxy drops forwarded ones). */
function trustOwnAddress(): void {
  const own = env("PUBLIC_URL");
  if (own) process.env["NEXTAUTH_URL"] = own;
  else process.env["AUTH_TRUST_HOST"] = "true";
}

function readCookie(header: string, name: string): string | null {
  for (const part of header.split(";")) {
    const [key, ...rest] = part.trim().split("=");
    if (key === name) return rest.join("=");
  }
  return null;
}
