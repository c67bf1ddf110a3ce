// A DNS server on loopback that knows the names it is given, and no others.
import { createSocket, type Socket } from "node:dgram";
import ipaddr from "ipaddr.js";
import { onTestFinished } from "vitest";

export type NameServer = { address: string; asked: string[] };

const types: Readonly<Record<number, "A" | "AAAA">> = { 1: "A", 28: "AAAA" };

/** `records` are addresses by name, of both families together. */
export async function serveNames(records: Record<string, string[]>): Promise<NameServer> {
  const asked: string[] = [];
  const socket = createSocket("udp4");
  socket.on("message", (query, from) => {
    const { name, end } = readName(query);
    const type = types[query.readUInt16BE(end)];
    asked.push(`${name} ${type}`);
    const known = records[name]?.map((text) => Buffer.from(ipaddr.parse(text).toByteArray()));
    const fitting = known?.filter(({ length }) => length === (type === "A" ? 4 : 16)) ?? [];
    socket.send(toAnswer(query, end + 4, known ? fitting : null), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  onTestFinished(() => closed(socket));
  return { address: `127.0.0.1:${socket.address().port}`, asked };
}

function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join("."), end: at + 1 };
}

/** The question again, and an address of each record (https://www.rfc-editor.org/rfc/rfc1035#section-4); null: no such name. */
function toAnswer(query: Buffer, questionEnd: number, addresses: Buffer[] | null): Buffer {
  const head = Buffer.from(query.subarray(0, 12));
  head.writeUInt16BE(addresses === null ? 0x8183 : 0x8180, 2);
  head.writeUInt16BE(addresses?.length ?? 0, 6);
  head.writeUInt32BE(0, 8);
  const question = query.subarray(12, questionEnd);
  const type = question.subarray(-4);
  const records = (addresses ?? []).map((address) => {
    const fixed = Buffer.from([0xc0, 12, ...type, 0, 0, 0, 60, 0, address.length]);
    return Buffer.concat([fixed, address]);
  });
  return Buffer.concat([head, question, ...records]);
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}
