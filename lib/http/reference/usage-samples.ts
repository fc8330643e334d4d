/** A recorded request. */
function requestSample(at: string) {
  return {
    id: "3fd8afc4-1dec-4e78-b68c-006f46fcebdd",
    time: at,
    user_id: "9b2f7c1e-52a4-4d0c-8a51-3c1f6a0e7d42",
    key_id: "c6a1b0de-1b1f-4a58-9d3e-0a6d2b6f1e77",
    task: "engineering",
    profile_id: "5f0f3b52-8f0a-4f8e-9a57-2f7c6c1b9d10",
    revision: 3,
    model: "qwen3-coder-30b-a3b",
    engine_id: "2c1f7a64-90e5-4f0e-8d0b-5b7a1e3c9f28",
    engine: "Workstation",
    path: "/v1/chat/completions",
    stream: true,
    status: 200,
    code: null,
    attempts: 1,
    finish: "stop",
    tokens_in: 412,
    tokens_out: 96,
    tokens_cached: 380,
    tokens_reasoning: null,
    first_output_ms: 240,
    total_ms: 2150,
    queue_ms: 0,
    load_ms: null,
    context_granted: 65_536,
    dropped: ["typical_p"],
    stopped_by: null,
  };
}

/** The texts of a kept request. */
const keptTexts = {
  request: {
    model: "task:engineering",
    messages: [{ role: "user", content: "Reverse a list in place." }],
    stream: true,
  },
  answer: {
    choices: [{ text: "Call `items.reverse()`.", reasoning: "", refusal: "", tool_calls: [] }],
    results: [],
    summary: null,
  },
  effective: {
    parameters: { temperature: 0.2, num_ctx: 65_536 },
    image_settings: null,
  },
  cut: false,
};

/** Samples of usage, by the names of their schemas. */
export function usageSamples(at: string): Record<string, unknown> {
  const row = {
    time: at,
    group: "engineering",
    requests: 120,
    errors: 2,
    cancelled: 1,
    answered: 117,
    stopped: 1,
    tokens_in: 48_000,
    tokens_out: 9600,
    tokens_cached: 12_000,
    tokens_reasoning: 0,
    first_output_ms: 310,
    total_ms: 2400,
  };
  const request = requestSample(at);
  return {
    GatewayRequest: request,
    KeptRequest: { ...request, ...keptTexts },
    UsageRow: row,
    Usage: { from: at, to: at, data: [row], names: {} },
  };
}
