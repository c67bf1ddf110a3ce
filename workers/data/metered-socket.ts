// A connection to PostgreSQL that counts what comes in: one value can be a gigabyte, and the driver would hold it all.
import { connect, type Socket } from "node:net";

export type Meter = { received: number };

/** Answers of one statement, with all that the protocol adds; more than that ends the connection. */
const mostReceived = 8 * 1024 * 1024;

export class TooMuchReceived extends Error {}

export function openMeteredSocket(
  { host, port }: { host: string; port: number },
  meter: Meter,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
    socket.on("data", (chunk) => {
      meter.received += chunk.length;
      if (meter.received > mostReceived) socket.destroy(new TooMuchReceived());
    });
  });
}
