// The ceiling's door: the same HTTP batch ingest as the product's, with nothing behind it but one insert.
import { createServer, type IncomingMessage } from "node:http";
import postgres from "postgres";

const sql = postgres(process.env["DATABASE_URL"] ?? "", { max: 8 });

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const server = createServer(async (request, response) => {
  const body = await read(request);
  await sql`insert into tasks (data) select value from json_array_elements(${body}::text::json)`;
  response.writeHead(202, { "content-type": "application/json" });
  response.end("{}");
});
server.listen(Number(process.env["PORT"]), "127.0.0.1", () => process.send?.("ready"));
process.on("disconnect", () => process.exit(0));
