import "server-only";
import {
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { readEnv } from "@/lib/env";
import { singleton } from "@/lib/singleton";

const getter = {
  keys: (headers: Headers) => [...headers.keys()],
  get: (headers: Headers, name: string) => headers.get(name) ?? undefined,
};

function isTracing(): boolean {
  return singleton("tracing", () => ({ on: readEnv().OTEL_EXPORTER_OTLP_ENDPOINT !== undefined }))
    .on;
}

async function finish(span: Span, work: () => Promise<Response>): Promise<Response> {
  try {
    const response = await work();
    span.setAttribute("http.status_code", response.status);
    if (response.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    return response;
  } finally {
    span.end();
  }
}

/**
 * Runs a request's handler in a span like the one that Next.js makes for a route, continuing the
 * caller's trace (`traceparent`). Without `OTEL_EXPORTER_OTLP_ENDPOINT` it only runs the handler.
 */
export function traced(
  request: Request,
  page: string,
  work: () => Promise<Response>,
): Promise<Response> {
  if (!isTracing()) return work();
  const name = `${request.method} ${page}`;
  const attributes = {
    "http.method": request.method,
    "http.route": page,
    "http.target": new URL(request.url).pathname,
  };
  const parent = propagation.extract(context.active(), request.headers, getter);
  return trace
    .getTracer("model-profiles")
    .startActiveSpan(name, { kind: SpanKind.SERVER, attributes }, parent, (span) =>
      finish(span, work),
    );
}
