import "server-only";
import { errorEvents, PING } from "../chunks";

/** Milliseconds of silence after which a comment keeps the connection alive. */
const PING_AFTER = 15_000;
/** Bytes that wait for a slow client before the engine's answer is read further. */
const MAX_WAITING = 256 * 1024;

const encoder = new TextEncoder();

/** The body of a streamed response. The client's disconnection ends it. */
export class Outlet {
  readonly stream: ReadableStream<Uint8Array>;
  /** Resolves once the response can be sent. */
  readonly started: Promise<void>;
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  private markStarted: () => void = () => undefined;
  private resume: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isOpen = true;
  private isStarted = false;

  constructor(onCancel: () => void) {
    this.started = new Promise((resolve) => {
      this.markStarted = resolve;
    });
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.controller = controller;
        },
        pull: () => this.resume?.(),
        cancel: () => {
          this.close();
          onCancel();
        },
      },
      { highWaterMark: MAX_WAITING, size: (chunk) => chunk.byteLength },
    );
  }

  /** The response's headers are sent from now on, so an error is an event; pings fill the silence. */
  start(): void {
    if (!this.isOpen || this.isStarted) return;
    this.isStarted = true;
    this.timer = setInterval(() => this.send(PING), PING_AFTER);
    this.markStarted();
  }

  get hasStarted(): boolean {
    return this.isStarted;
  }

  /** Writes events. If the client is slow, resolves when it has taken enough of them. */
  write(text: string): Promise<void> | undefined {
    if (text === "" || !this.isOpen) return undefined;
    this.start();
    this.timer?.refresh();
    this.send(text);
    if ((this.controller?.desiredSize ?? 1) > 0) return undefined;
    return new Promise<void>((resolve) => {
      this.resume = () => {
        this.resume = undefined;
        resolve();
      };
    });
  }

  /** Ends the stream, after an error with an event of it. */
  end(error?: unknown): void {
    if (!this.isOpen) return;
    if (error !== undefined) this.send(errorEvents(error));
    this.close();
    this.controller?.close();
  }

  private send(text: string): void {
    this.controller?.enqueue(encoder.encode(text));
  }

  private close(): void {
    this.isOpen = false;
    clearInterval(this.timer);
    this.markStarted();
    this.resume?.();
  }
}
