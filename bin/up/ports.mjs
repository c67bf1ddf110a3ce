// Looks at the doors before anything expensive starts: our own ports, and the database's.
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SetupError } from "./setup-error.mjs";

const CONNECT_WITHIN_MS = 5_000;

/**
 * @typedef {{ name: string, host: string, port: number }} Door
 * @param {Door} door
 * @param {number} patienceMs how long whoever listens there may take to go
 */
export async function assertPortFree({ name, host, port }, patienceMs) {
  const deadline = performance.now() + patienceMs;
  let code = await listenError(host, port);
  while (code === "EADDRINUSE" && performance.now() < deadline) {
    await sleep(100);
    code = await listenError(host, port);
  }
  if (code === null) return;
  if (code === "EADDRINUSE") {
    throw new SetupError(`port ${port} is taken; stop what listens there or set ${name}.`);
  }
  throw new SetupError(`cannot listen on ${host}:${port} (${code}); set ${name} or the host.`);
}

/** @param {string} host @param {number} port @returns {Promise<string | null>} */
function listenError(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) =>
      resolve(error.code ?? "?"),
    );
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

/** @param {string} databaseUrl */
export async function assertDatabaseReachable(databaseUrl) {
  const { host, port } = databaseAddress(databaseUrl);
  const code = await connectError(host, port);
  if (code === null) return;
  throw new SetupError(
    `the database at ${host}:${port} cannot be reached (${code}); check DATABASE_URL.`,
  );
}

/** @param {string} databaseUrl */
export async function isDatabaseReachable(databaseUrl) {
  const { host, port } = databaseAddress(databaseUrl);
  return (await connectError(host, port)) === null;
}

/** @param {string} databaseUrl */
function databaseAddress(databaseUrl) {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2) {
    throw new SetupError(
      "DATABASE_URL must look like postgres://login:password@host:5432/database.",
    );
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, "") || "localhost",
    port: Number(url.port || 5432),
  };
}

/** @param {string} host @param {number} port @returns {Promise<string | null>} */
function connectError(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_WITHIN_MS });
    /** @param {string | null} result */
    const end = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => end(null));
    socket.once("timeout", () => end("no answer"));
    socket.once("error", (/** @type {NodeJS.ErrnoException} */ error) => end(error.code ?? "?"));
  });
}
