/**
 * An OpenAI-compatible engine for measurements: answers at once, or streams chunks at a pace that a PUT
 * sets. The text of each chunk is the time at which it was sent, in milliseconds since the epoch.
 */
import { createServer } from "node:http";

const mode = { chunks: 3, every: 0 };

async function textOf(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

function chunk(delta, finish_reason = null) {
  const choices = [{ index: 0, delta, finish_reason }];
  const value = {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices,
  };
  return `data: ${JSON.stringify(value)}\n\n`;
}

const now = () => ({ content: `${(performance.timeOrigin + performance.now()).toFixed(2)} ` });

function stream(response) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(chunk({ role: "assistant", content: "" }));
  let left = mode.chunks;
  const end = () => response.end(`${chunk({}, "stop")}data: [DONE]\n\n`);
  if (mode.every === 0) {
    while ((left -= 1) >= 0) response.write(chunk(now()));
    end();
    return;
  }
  const timer = setInterval(() => {
    response.write(chunk(now()));
    left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    end();
  }, mode.every);
  response.once("close", () => clearInterval(timer));
}

const message = { role: "assistant", content: "Hello. ".repeat(50) };
const whole = JSON.stringify({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message, finish_reason: "stop" }],
  usage: { prompt_tokens: 20, completion_tokens: 100, total_tokens: 120 },
});

const server = createServer(async (request, response) => {
  const text = await textOf(request);
  const body = text === "" ? {} : JSON.parse(text);
  if (request.method === "PUT") {
    Object.assign(mode, body);
    response.end();
  } else if (body.stream) stream(response);
  else response.writeHead(200, { "content-type": "application/json" }).end(whole);
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), "localhost");
process.on("SIGTERM", () => process.exit(0));
