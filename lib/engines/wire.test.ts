import { describe, expect, test } from "vitest";
import { type Engine, ENGINE_KINDS } from "@/lib/registry/engines";
import { LAB_CIRCUIT_BREAKER } from "@/lib/registry/fields";
import type { TaskKind, Value, Values } from "@/lib/registry/types";
import { type EffectiveValues, toWire } from "./wire";

const EMPTY: EffectiveValues = {
  system_prompt: "",
  parameters: {},
  circuit_breaker: null,
  gpu_config: null,
  image_settings: null,
};

function wireOf(engine: Engine, parameters: Values, kind: TaskKind = "text") {
  return toWire(engine, { ...EMPTY, parameters }, kind);
}

function gpuWireOf(engine: Engine, gpu_config: Values) {
  return toWire(engine, { ...EMPTY, gpu_config }, "text");
}

function imageWireOf(engine: Engine, image_settings: Values) {
  return toWire(engine, { ...EMPTY, image_settings }, "image");
}

const PROFILE: EffectiveValues = {
  system_prompt: "Answer briefly.",
  parameters: {
    temperature: 0.7,
    top_p: 0.9,
    top_k: 20,
    min_p: 0.05,
    typical_p: 0.95,
    seed: 42,
    repeat_penalty: 1.1,
    repeat_last_n: 128,
    presence_penalty: 0.5,
    frequency_penalty: 0.25,
    num_ctx: 8192,
    batch_size: 512,
    n_parts: 1,
    num_predict: 2048,
    stop: ["END"],
    think: "high",
  },
  circuit_breaker: LAB_CIRCUIT_BREAKER,
  gpu_config: {
    main_gpu: 1,
    main_gpu_device_id: "GPU-7",
    split_mode: "row",
    tensor_split: [0.75, 0.25],
    tensor_split_devices: ["GPU-7", "GPU-8"],
    n_cpu_moe: 4,
    offload_kqv: false,
    no_kv_offload: true,
  },
  image_settings: null,
};

const messages = [{ role: "system", content: "Answer briefly." }];
const penalties = { presence_penalty: 0.5, frequency_penalty: 0.25 };
const sampling = { temperature: 0.7, top_p: 0.9, seed: 42, stop: ["END"], ...penalties };

/** What each engine calls what the profile sets. */
const BODIES: Readonly<Record<Engine, { request: object; load: object }>> = {
  ollama: {
    request: {
      messages,
      think: "high",
      options: {
        ...sampling,
        ...{ top_k: 20, min_p: 0.05, typical_p: 0.95, repeat_penalty: 1.1, repeat_last_n: 128 },
        ...{ num_ctx: 8192, num_batch: 512, num_predict: 2048, main_gpu: 1 },
      },
    },
    load: {},
  },
  llama_cpp: {
    request: {
      messages,
      ...sampling,
      ...{ top_k: 20, min_p: 0.05, typical_p: 0.95, repeat_penalty: 1.1, repeat_last_n: 128 },
      ...{ n_predict: 2048, reasoning_effort: "high" },
    },
    load: {
      ...{ "ctx-size": 8192, "batch-size": 512, "main-gpu": 1, "split-mode": "row" },
      ...{ "tensor-split": "0.75,0.25", "n-cpu-moe": 4, "kv-offload": false },
    },
  },
  vllm: {
    request: {
      messages,
      ...sampling,
      ...{ top_k: 20, min_p: 0.05, repetition_penalty: 1.1 },
      ...{ max_tokens: 2048, reasoning_effort: "high" },
    },
    load: {},
  },
  lm_studio: {
    request: { messages, ...sampling, top_k: 20, repeat_penalty: 1.1, max_tokens: 2048 },
    load: { context_length: 8192, eval_batch_size: 512, offload_kv_cache_to_gpu: false },
  },
  openai: {
    request: { messages, ...sampling, max_completion_tokens: 2048, reasoning_effort: "high" },
    load: {},
  },
  openai_compatible: {
    request: { messages, ...sampling, max_tokens: 2048, reasoning_effort: "high" },
    load: {},
  },
};

test.each(ENGINE_KINDS)("%s gets each value under its own name for it", (engine) => {
  const { request, load } = toWire(engine, PROFILE, "text");
  expect({ request, load }).toEqual(BODIES[engine]);
});

test.each(ENGINE_KINDS)("%s gets nothing that no one sets", (engine) => {
  const wire = toWire(engine, EMPTY, "text");
  expect(wire).toEqual({ request: {}, load: {}, loadPaths: [], dropped: [], changed: [] });
});

describe("thinking", () => {
  const on = { chat_template_kwargs: { enable_thinking: true } };
  const off = { chat_template_kwargs: { enable_thinking: false } };
  const rows: [Engine, Value, object][] = [
    ["ollama", true, { think: true }],
    ["ollama", false, { think: false }],
    ["ollama", "low", { think: "low" }],
    ["ollama", "none", { think: false }],
    ["ollama", "minimal", { think: "low" }],
    ["ollama", "xhigh", { think: "high" }],
    ["ollama", "max", { think: "max" }],
    ["llama_cpp", "none", { reasoning_effort: "none" }],
    ["vllm", "max", { reasoning_effort: "max" }],
    ["openai", "minimal", { reasoning_effort: "minimal" }],
    ["openai_compatible", "xhigh", { reasoning_effort: "xhigh" }],
    ["llama_cpp", true, on],
    ["llama_cpp", false, off],
    ["llama_cpp", "medium", { reasoning_effort: "medium" }],
    ["vllm", true, on],
    ["vllm", false, off],
    ["vllm", "high", { reasoning_effort: "high" }],
    ["lm_studio", "high", {}],
    ["lm_studio", false, {}],
    ["openai", true, { reasoning_effort: "medium" }],
    ["openai", false, { reasoning_effort: "none" }],
    ["openai", "high", { reasoning_effort: "high" }],
  ];

  test.each(rows)("%s gets for %j: %j", (engine, think, request) => {
    expect(wireOf(engine, { think }).request).toEqual(request);
  });

  test("LM Studio has no member for it beside a chat history, and that is reported", () => {
    expect(wireOf("lm_studio", { think: true }).dropped).toMatchObject([
      { path: "parameters.think", value: true, code: "not_taken" },
    ]);
  });

  test("a level that Ollama lacks is reported with the one that is sent", () => {
    expect(wireOf("ollama", { think: "minimal" }).changed).toMatchObject([
      { from: "minimal", to: "low", message: expect.stringContaining("lowest level") as string },
    ]);
  });

  test("OpenAI's word for on or off is reported", () => {
    expect(wireOf("openai", { think: false }).changed).toEqual([
      {
        path: "parameters.think",
        from: false,
        to: "none",
        code: "renamed",
        message: "Thinking off: OpenAI has levels only; sent as reasoning_effort “none”.",
      },
    ]);
  });
});

describe("a window of -1, the whole context", () => {
  test.each(["ollama", "llama_cpp"] as const)("%s gets the context length instead", (engine) => {
    const wire = wireOf(engine, { repeat_last_n: -1, num_ctx: 8192 });
    const sent = engine === "ollama" ? wire.request.options : wire.request;
    expect(sent).toMatchObject({ repeat_last_n: 8192 });
    expect(wire.changed).toMatchObject([
      { path: "parameters.repeat_last_n", from: -1, to: 8192, code: "renamed" },
    ]);
  });

  test.each(["ollama", "llama_cpp"] as const)(
    "%s gets none where no context length is set",
    (engine) => {
      const wire = wireOf(engine, { repeat_last_n: -1 });
      expect(wire.request).toEqual({});
      expect(wire.dropped).toMatchObject([{ value: -1, code: "no_meaning" }]);
      expect(wire.dropped[0]?.message).toContain("and Context length is not set; not sent.");
    },
  );

  test("0 stays 0: off", () => {
    expect(wireOf("llama_cpp", { repeat_last_n: 0 }).request).toEqual({ repeat_last_n: 0 });
  });

  test("vLLM looks at the whole text anyway", () => {
    expect(wireOf("vllm", { repeat_last_n: 64 }).dropped).toEqual([
      {
        path: "parameters.repeat_last_n",
        value: 64,
        code: "not_taken",
        message: "Repeat window 64: vLLM always looks at the whole text; not sent.",
      },
    ]);
  });
});

describe("a seed of -1, random", () => {
  test("Ollama gets it: it replaces a seed of the Modelfile", () => {
    expect(wireOf("ollama", { seed: -1 }).request).toEqual({ options: { seed: -1 } });
  });

  const others = ENGINE_KINDS.filter((engine) => engine !== "ollama");
  test.each(others)("%s gets none", (engine) => {
    const wire = wireOf(engine, { seed: -1 });
    expect(wire.request).toEqual({});
    expect(wire.dropped).toMatchObject([{ value: -1, code: "no_meaning" }]);
  });
});

describe("the limit of an answer", () => {
  const rows: [Engine, object][] = [
    ["ollama", { options: { num_predict: 500 } }],
    ["llama_cpp", { n_predict: 500 }],
    ["vllm", { max_tokens: 500 }],
    ["lm_studio", { max_tokens: 500 }],
    ["openai", { max_completion_tokens: 500 }],
    ["openai_compatible", { max_tokens: 500 }],
  ];

  test.each(rows)("%s gets the smaller of num_predict and max_tokens", (engine, request) => {
    const wire = wireOf(engine, { num_predict: 2048, max_tokens: 500 });
    expect(wire).toMatchObject({ request, dropped: [] });
    expect(wire.changed).toEqual([
      {
        path: "parameters.num_predict",
        from: 2048,
        to: 500,
        code: "merged",
        message: "Tokens to predict 2,048: Max tokens sets a smaller limit; sent as 500.",
      },
    ]);
    expect(wireOf(engine, { num_predict: 500, max_tokens: 2048 }).request).toEqual(request);
  });

  test.each(rows)("%s gets max_tokens beside a num_predict without limit", (engine, request) => {
    expect(wireOf(engine, { num_predict: -1, max_tokens: 500 }).request).toEqual(request);
  });

  test("-1 goes to Ollama and llama.cpp, for which it means no limit", () => {
    expect(wireOf("ollama", { num_predict: -1 }).request).toEqual({ options: { num_predict: -1 } });
    expect(wireOf("llama_cpp", { num_predict: -1 }).request).toEqual({ n_predict: -1 });
  });

  test.each(["vllm", "lm_studio", "openai", "openai_compatible"] as const)(
    "-1 is not sent to %s, which has no limit without a number",
    (engine) => {
      const wire = wireOf(engine, { num_predict: -1 });
      expect(wire).toMatchObject({ request: {}, dropped: [{ code: "no_meaning" }] });
    },
  );

  test("0 goes to llama.cpp alone, which then reads the prompt only", () => {
    expect(wireOf("llama_cpp", { num_predict: 0 }).request).toEqual({ n_predict: 0 });
    for (const engine of ENGINE_KINDS.filter((one) => one !== "llama_cpp")) {
      expect(wireOf(engine, { num_predict: 0 }).request).toEqual({});
    }
  });
});

describe("values that an engine refuses", () => {
  test("a Top P of 0 is not sent to vLLM, and goes to others", () => {
    expect(wireOf("vllm", { top_p: 0 })).toMatchObject({
      request: {},
      dropped: [{ code: "not_taken", message: "Top P 0: vLLM takes numbers above 0; not sent." }],
    });
    expect(wireOf("llama_cpp", { top_p: 0 }).request).toEqual({ top_p: 0 });
  });

  test("vLLM gets a temperature of 0, and 0.01 for less than that", () => {
    expect(wireOf("vllm", { temperature: 0 })).toMatchObject({
      request: { temperature: 0 },
      changed: [],
    });
    expect(wireOf("vllm", { temperature: 0.001 })).toMatchObject({
      request: { temperature: 0.01 },
      changed: [{ from: 0.001, to: 0.01, code: "clamped" }],
    });
  });

  test("LM Studio gets a Top K of at most 500", () => {
    expect(wireOf("lm_studio", { top_k: 1000 })).toMatchObject({
      request: { top_k: 500 },
      changed: [{ message: "Top K 1,000: LM Studio takes at most 500; sent as 500." }],
    });
  });

  test("OpenAI gets the first four stop strings, and no empty list", () => {
    const stop = ["1", "2", "3", "4", "5"];
    expect(wireOf("openai", { stop })).toMatchObject({
      request: { stop: ["1", "2", "3", "4"] },
      changed: [
        {
          code: "clamped",
          message: "Stop strings: OpenAI takes at most 4; sent as the first 4.",
        },
      ],
    });
    expect(wireOf("openai", { stop: [] })).toMatchObject({
      request: {},
      dropped: [{ code: "no_meaning" }],
    });
    expect(wireOf("vllm", { stop }).request).toEqual({ stop });
  });

  test("what an engine does not have is named with its value", () => {
    expect(wireOf("vllm", { typical_p: 0.9 }).dropped).toEqual([
      {
        path: "parameters.typical_p",
        value: 0.9,
        code: "not_taken",
        message: "Typical P 0.9: vLLM has no such setting; not sent.",
      },
    ]);
  });
});

describe("settings of the model's load", () => {
  test("the context length goes with Ollama's request and with the load of others", () => {
    expect(wireOf("ollama", { num_ctx: 8192 }).request).toEqual({ options: { num_ctx: 8192 } });
    expect(wireOf("llama_cpp", { num_ctx: 8192 }).load).toEqual({ "ctx-size": 8192 });
    expect(wireOf("lm_studio", { num_ctx: 8192 }).load).toEqual({ context_length: 8192 });
  });

  test("vLLM fixes it at its start", () => {
    expect(wireOf("vllm", { num_ctx: 8192 })).toMatchObject({
      request: {},
      load: {},
      dropped: [
        {
          code: "load_time",
          message:
            "Context length 8,192: vLLM fixes it when it starts, with --max-model-len; not sent.",
        },
      ],
    });
  });

  test("either field for the KV cache says where it is", () => {
    expect(gpuWireOf("llama_cpp", { offload_kqv: true }).load).toEqual({ "kv-offload": true });
    expect(gpuWireOf("llama_cpp", { no_kv_offload: true })).toMatchObject({
      load: { "kv-offload": false },
      changed: [{ message: "KV cache in main memory on: sent as kv-offload false." }],
    });
    expect(gpuWireOf("lm_studio", { no_kv_offload: false }).load).toEqual({
      offload_kv_cache_to_gpu: true,
    });
  });

  test("of two fields for the KV cache that contradict each other, the second is not sent", () => {
    expect(gpuWireOf("llama_cpp", { offload_kqv: true, no_kv_offload: true })).toMatchObject({
      load: { "kv-offload": true },
      dropped: [{ path: "gpu_config.no_kv_offload", code: "no_meaning" }],
    });
  });

  test("llama.cpp gets no GPU for automatic, no empty split and at most 15 shares", () => {
    const shares = Array.from({ length: 16 }, () => 1 / 16);
    expect(gpuWireOf("llama_cpp", { main_gpu: -1 }).load).toEqual({});
    expect(gpuWireOf("llama_cpp", { tensor_split: null }).load).toEqual({});
    expect(gpuWireOf("llama_cpp", { tensor_split: [] }).load).toEqual({});
    expect(gpuWireOf("llama_cpp", { tensor_split: shares })).toMatchObject({
      load: {},
      dropped: [{ code: "not_taken" }],
    });
  });
});

describe("tasks", () => {
  test("an embedding gets its context length and no prompt or sampling", () => {
    const values = { ...EMPTY, system_prompt: "Hi", parameters: { num_ctx: 512, top_p: 0.9 } };
    const wire = toWire("ollama", values, "embedding");
    expect(wire.request).toEqual({ options: { num_ctx: 512 } });
    expect(wire.dropped).toMatchObject([
      { path: "system_prompt", code: "not_for_this_task" },
      { path: "parameters.top_p", code: "not_for_this_task" },
    ]);
  });

  test("an engine without an endpoint for the task gets nothing", () => {
    expect(wireOf("ollama", { num_ctx: 512 }, "reranking")).toMatchObject({
      request: {},
      dropped: [
        {
          code: "no_capability",
          message: "Context length 512: Ollama has no endpoint for reranking; not sent.",
        },
      ],
    });
    expect(wireOf("llama_cpp", { num_ctx: 512 }, "reranking").load).toEqual({ "ctx-size": 512 });
  });

  test("an image's width and height become one size", () => {
    const wire = imageWireOf("openai_compatible", { width: 832, height: 1216 });
    expect(wire.request).toEqual({ size: "832x1216" });
    expect(wire.changed).toMatchObject([
      { path: "image_settings.width", from: 832, to: "832x1216", code: "merged" },
      { path: "image_settings.height", from: 1216, to: "832x1216", code: "merged" },
    ]);
    expect(imageWireOf("openai_compatible", { width: 832 })).toMatchObject({
      request: {},
      dropped: [{ code: "no_meaning" }],
    });
  });

  const sizes: [number, number, boolean][] = [
    [1024, 1024, true],
    [1536, 864, true],
    [3840, 2160, true],
    [1032, 1024, false],
    [4096, 1024, false],
    [3072, 512, false],
    [512, 512, false],
    [3840, 3840, false],
  ];
  test.each(sizes)("OpenAI takes %i × %i: %s", (width, height, isTaken) => {
    const { request, dropped } = imageWireOf("openai", { width, height });
    expect(request).toEqual(isTaken ? { size: `${width}x${height}` } : {});
    expect(dropped.map(({ code }) => code)).toEqual(isTaken ? [] : ["not_taken", "not_taken"]);
  });

  test("OpenAI's interface takes a seed for text and none for images", () => {
    expect(wireOf("openai", { seed: 7 }).request).toEqual({ seed: 7 });
    expect(wireOf("openai", { seed: 7 }, "image").dropped).toMatchObject([{ code: "not_taken" }]);
  });
});

test.each(ENGINE_KINDS)(
  "%s gets nothing of the circuit breaker, which the gateway is",
  (engine) => {
    const wire = toWire(engine, { ...EMPTY, circuit_breaker: LAB_CIRCUIT_BREAKER }, "text");
    expect(wire).toMatchObject({ request: {}, load: {}, changed: [] });
    expect(new Set(wire.dropped.map(({ code }) => code))).toEqual(new Set(["gateway"]));
    expect(wire.dropped).toHaveLength(Object.keys(LAB_CIRCUIT_BREAKER).length);
  },
);
