/** The least that Node.js itself can do: answers every request with the bytes that a PUT has set. */
import { Buffer } from "node:buffer";
import { createServer } from "node:http";

let bytes = Buffer.alloc(0);

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const server = createServer(async (request, response) => {
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const body = hasBody ? await bodyOf(request) : null;
  if (request.method === "PUT") bytes = body;
  response.writeHead(request.method === "POST" ? 201 : 200, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "Content-Length": bytes.length,
  });
  response.end(bytes);
});
server.listen(Number(process.env.PORT), "localhost");
process.on("SIGTERM", () => process.exit(0));
