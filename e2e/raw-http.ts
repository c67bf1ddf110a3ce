// HTTP as it goes over the wire: what no client library would send, and every byte of what comes back.
import { connect } from "node:net";

export type RawAnswer = { status: number; head: string; body: string };

type Options = {
  /** After the text; the connection stays open until the server ends it or has answered. */
  waitMs?: number;
};

/** Sends the text and reads one answer, which must say its length, be chunked or end the connection. */
export function sendRaw(
  url: string,
  text: string,
  { waitMs = 20_000 }: Options = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let heard = "";
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(readAnswer(heard));
    };
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no whole answer within ${waitMs} ms: ${heard}`));
    }, waitMs);
    socket.setEncoding("latin1");
    socket.on("error", reject);
    socket.on("end", end);
    socket.on("data", (chunk) => {
      heard += chunk;
      if (isWhole(heard)) end();
    });
    socket.write(text);
  });
}

function isWhole(text: string): boolean {
  const { head, body, status } = readAnswer(text);
  if (head === "") return false;
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length);
  if (/^transfer-encoding: *chunked/im.test(head)) return body.endsWith("0\r\n\r\n");
  return status === 204;
}

function readAnswer(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return { status: 0, head: "", body: text };
  const head = text.slice(0, end);
  return { status: Number(head.split(" ")[1]), head, body: text.slice(end + 4) };
}
