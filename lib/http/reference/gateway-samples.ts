const answerHead = { created: 1_893_490_200, model: "task:primary" };
const usage = { prompt_tokens: 12, completion_tokens: 9, total_tokens: 21 };
const mp = {
  engine_ms: 310,
  tokens_per_second: 41.5,
  context: { requested: 40_960, granted: 40_960 },
};

/** What the gateway answers. */
const answers = {
  ChatCompletion: {
    id: "chatcmpl-5f0f3b528f0a4f8e9a572f7c6c1b9d10",
    object: "chat.completion",
    ...answerHead,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: "Hello! How can I help?" },
        finish_reason: "stop",
      },
    ],
    usage,
    mp,
  },
  Completion: {
    id: "cmpl-5f0f3b528f0a4f8e9a572f7c6c1b9d10",
    object: "text_completion",
    ...answerHead,
    choices: [{ index: 0, text: ", there was a lighthouse.", finish_reason: "stop" }],
    usage,
    mp,
  },
  Embeddings: {
    object: "list",
    model: "task:embedding",
    data: [{ object: "embedding", index: 0, embedding: [0.12, -0.4] }],
    usage: { prompt_tokens: 3, total_tokens: 3 },
  },
  Ranking: {
    id: "rerank-5f0f3b528f0a4f8e9a572f7c6c1b9d10",
    model: "task:reranking",
    results: [{ index: 1, relevance_score: 0.98 }],
    usage: { prompt_tokens: 8, total_tokens: 8 },
  },
  Images: { created: answerHead.created, data: [{ b64_json: "iVBORw0KGgo…" }] },
};

const dropped = {
  name: "num_ctx",
  value: 65_536,
  source: "profile",
  code: "load_time",
  message: "Context length 65,536: vLLM fixes it when it starts; not sent.",
};

/** What the gateway's objects look like, for a profile and a model, by name. */
export const gatewaySamples = (
  profile: { id: string; name: string; revision: number },
  model: { id: string; model: string },
) => ({
  ...answers,
  DryRun: {
    profile: { id: profile.id, name: profile.name, revision: profile.revision },
    model: model.id,
    engine: { id: null, name: "vLLM", kind: "vllm" },
    request: {
      method: "POST",
      url: "/v1/chat/completions",
      headers: { "Content-Type": "application/json", Authorization: "Bearer •••" },
      body: {
        model: model.model,
        messages: [{ role: "user", content: "Hello" }],
        stream: true,
        temperature: 0.2,
      },
    },
    sources: { temperature: "profile", num_ctx: "profile" },
    dropped: [dropped],
    changed: [],
    warnings: [],
    context: { requested: 65_536, granted: null, model_max: 262_144 },
    rendered_prompt: null,
  },
  GatewayModel: {
    id: "task:primary",
    object: "model",
    created: answerHead.created,
    owned_by: "system",
    mp: {
      profile_id: profile.id,
      revision: profile.revision,
      model: model.id,
      engine: "gpu-box",
      context_length: 262_144,
      modalities: ["text"],
      available: true,
    },
  },
});
