import {
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import manifest from "@/package.json";
import { readEnv } from "./env";
import { onShutdown, singleton } from "./process";

/**
 * Sends the span of each request to `OTEL_EXPORTER_OTLP_ENDPOINT`. OpenTelemetry's own packages read
 * its other variables (names, headers, sampling); they are loaded only if there is an endpoint.
 */
export async function startTelemetry(): Promise<void> {
  const [resources, sdk, exporter] = await Promise.all([
    import("@opentelemetry/resources"),
    import("@opentelemetry/sdk-trace-node"),
    import("@opentelemetry/exporter-trace-otlp-http"),
  ]);
  const { detectResources, envDetector, resourceFromAttributes } = resources;
  const own = resourceFromAttributes({
    "service.name": manifest.name,
    "service.version": manifest.version,
  });
  const provider = new sdk.NodeTracerProvider({
    resource: own.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new sdk.BatchSpanProcessor(new exporter.OTLPTraceExporter())],
  });
  provider.register();
  onShutdown(() => provider.shutdown());
}

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
 * Runs a request's handler in a span like the one that Next.js creates for a route, continuing the
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

/** Work that is over. Attributes that are null are left out. */
export interface FinishedSpan {
  name: string;
  start: Date;
  ms: number;
  /** The `error.type` of a failure. */
  error: string | null;
  attributes: Readonly<Record<string, string | number | string[] | null>>;
}

/** Sends a span of work that called another service. */
export function recordSpan({ name, start, ms, error, attributes }: FinishedSpan): void {
  if (!isTracing()) return;
  const options = { kind: SpanKind.CLIENT, startTime: start };
  const span = trace.getTracer("model-profiles").startSpan(name, options);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null) span.setAttribute(key, value);
  }
  if (error !== null)
    span.setAttribute("error.type", error).setStatus({ code: SpanStatusCode.ERROR });
  span.end(start.getTime() + ms);
}
