import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { onShutdown } from "@/lib/shutdown";
import manifest from "@/package.json";

/**
 * Sends the spans that Next.js makes of each request to `OTEL_EXPORTER_OTLP_ENDPOINT`. The other
 * variables of OpenTelemetry (names, headers, sampling) are read by its own packages.
 */
export function startTelemetry(): void {
  const own = resourceFromAttributes({
    "service.name": manifest.name,
    "service.version": manifest.version,
  });
  const provider = new NodeTracerProvider({
    resource: own.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  onShutdown(() => provider.shutdown());
}
