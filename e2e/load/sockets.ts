import { connect, type Socket } from "node:net";
import { once } from "node:events";

const open = new Set<Socket>();

/** Milliseconds to wait for a connection to end. */
const PATIENCE = 30_000;

/** A bare TCP connection to a server on this machine, which sends what it is told and no more. */
export class RawSocket {
  received = "";
  private readonly closed: Promise<unknown>;

  private constructor(private readonly socket: Socket) {
    open.add(socket);
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      this.received += text;
    });
    // A reset is one way of being closed.
    socket.on("error", () => undefined);
    this.closed = once(socket, "close").catch(() => undefined);
    socket.once("close", () => open.delete(socket));
  }

  /** Connects and sends the text; an unread one takes nothing of the response. */
  static async send(origin: string, text: string, { unread = false } = {}): Promise<RawSocket> {
    const socket = connect(Number(new URL(origin).port), "localhost");
    await once(socket, "connect");
    const raw = new RawSocket(socket);
    if (unread) socket.pause();
    socket.write(text);
    return raw;
  }

  /** The status of the first response; waits for the server to close the connection. */
  async statusAtEnd(): Promise<number> {
    const late = setTimeout(() => this.socket.destroy(), PATIENCE);
    await this.closed;
    clearTimeout(late);
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(this.received)?.[1] ?? 0);
  }

  /** Reads on, if it was unread. */
  resume(): void {
    this.socket.resume();
  }

  destroy(): void {
    this.socket.destroy();
  }
}

/** A request's head, as a client sends it. */
export function head(line: string, headers: Record<string, string> = {}): string {
  const lines = Object.entries({ Host: "localhost", ...headers }).map((pair) => pair.join(": "));
  return `${line} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
}

/** Closes what a test left open. */
export function closeSockets(): void {
  for (const socket of open) socket.destroy();
}
