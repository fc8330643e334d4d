/** The least a gateway can do: passes requests and responses on as they are, to `ENGINE`. */
import { Agent, createServer, request as send } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 1000 });

const server = createServer((request, response) => {
  const { method, headers, url } = request;
  const sent = send(process.env.ENGINE + url, { method, headers, agent }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  sent.on("error", () => response.destroy());
  response.once("close", () => sent.destroy());
  request.pipe(sent);
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), "localhost");
process.on("SIGTERM", () => process.exit(0));
