/** Samples of engines, by the names of their schemas. */
export function engineSamples(at: string, read: object): Record<string, unknown> {
  const engine = engineOf(at, read);
  return {
    Engine: engine,
    EngineHealth: engine.health,
    EngineStatus: {
      id: engine.id,
      name: engine.name,
      kind: engine.kind,
      status: "up",
      models: 1,
      checked_at: at,
    },
    EngineTest: {
      health: engine.health,
      ms: 12,
      models: [{ name: "qwen3:30b", context: 8192, state: "loaded" }],
      model_total: 1,
      accepts: {
        tasks: ["text", "embedding"],
        request: ["temperature", "num_ctx"],
        load: [],
        not_taken: ["logit_bias"],
      },
    },
    FoundEngine: {
      kind: engine.kind,
      name: "Ollama",
      address: "http://127.0.0.1:11434",
      status: "up",
      version: "0.12.6",
      models: 3,
      engine: null,
    },
  };
}

function engineOf(at: string, read: object) {
  return {
    id: "4f0c2d57-0f0e-4b6e-8d2a-5a9f3c1d7e20",
    kind: "ollama",
    name: "gpu-box",
    address: "http://gpu-box:11434",
    has_key: false,
    models: "*",
    adds_models: true,
    priority: 100,
    max_parallel: 4,
    local: true,
    flags: [],
    enabled: true,
    model_count: 1,
    read,
    health: { status: "up", checked_at: at, reason: null, version: "0.12.6" },
    created_at: at,
    updated_at: at,
  };
}
