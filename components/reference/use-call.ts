import { useEffect, useRef, useState } from "react";
import { bodyText, headersOf } from "./request";

export interface CallResponse {
  status: string;
  milliseconds: number;
  headers: [name: string, value: string][];
  /** Empty if the response has no body. */
  body: string;
}

interface CallState {
  isRunning: boolean;
  response: CallResponse | null;
  error: unknown;
}

const IDLE: CallState = { isRunning: false, response: null, error: null };

async function send(
  { url, ...init }: { url: string } & RequestInit,
  signal: AbortSignal,
): Promise<CallResponse> {
  const start = performance.now();
  const response = await fetch(url, { ...init, signal });
  const text = await response.text();
  return {
    status: `${response.status} ${response.statusText}`.trim(),
    milliseconds: Math.round(performance.now() - start),
    headers: headersOf(response.headers),
    body: bodyText(text, response.headers.get("content-type")),
  };
}

/** Sends one request at a time, which `stop` gives up. */
export function useCall() {
  const [state, setState] = useState(IDLE);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const run = (request: { url: string } & RequestInit) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState({ ...IDLE, isRunning: true });
    const finish = (end: Partial<CallState>) => {
      if (!controller.signal.aborted) setState({ ...IDLE, ...end });
    };
    send(request, controller.signal).then(
      (response) => finish({ response }),
      (error: unknown) => finish({ error }),
    );
  };
  const stop = () => {
    running.current?.abort();
    setState(IDLE);
  };
  return { ...state, run, stop };
}
