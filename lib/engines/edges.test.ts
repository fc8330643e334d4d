import { describe, expect, test } from "vitest";
import { type Engine, ENGINE_KINDS } from "@/lib/registry/engines";
import type { TaskKind, Value, Values } from "@/lib/registry/types";
import { type EffectiveValues, toWire } from "./wire";

const EMPTY: EffectiveValues = {
  system_prompt: "",
  parameters: {},
  circuit_breaker: null,
  gpu_config: null,
  image_settings: null,
};

/** What happens to one value: where it goes, as what; or why it does not go, or is another. */
function outcome(engine: Engine, path: string, value: Value, kind: TaskKind = "text") {
  const [section = "", name = ""] = path.split(".");
  const values: EffectiveValues = { ...EMPTY, [section]: { [name]: value } satisfies Values };
  const { request, load, dropped, changed } = toWire(engine, values, kind);
  return {
    ...(Object.keys(request).length > 0 ? { request } : {}),
    ...(Object.keys(load).length > 0 ? { load } : {}),
    ...(dropped.length > 0 ? { dropped: dropped.map(({ code }) => code) } : {}),
    ...(changed.length > 0 ? { changed: changed.map(({ from, to }) => [from, to]) } : {}),
  };
}

const sends = (request: object) => ({ request });
const options = (values: object) => ({ request: { options: values } });
const drops = (code: string) => ({ dropped: [code] });

describe("the ends of sampling", () => {
  test.each<[Engine, string, Value, object]>([
    ["ollama", "temperature", 0, options({ temperature: 0 })],
    ["ollama", "temperature", 2, options({ temperature: 2 })],
    ["vllm", "temperature", 0, sends({ temperature: 0 })],
    ["vllm", "temperature", 0.001, { ...sends({ temperature: 0.01 }), changed: [[0.001, 0.01]] }],
    ["vllm", "temperature", 0.01, sends({ temperature: 0.01 })],
    ["openai", "temperature", 2, sends({ temperature: 2 })],
    ["lm_studio", "temperature", 0, sends({ temperature: 0 })],
    ["ollama", "top_p", 0, options({ top_p: 0 })],
    ["llama_cpp", "top_p", 0, sends({ top_p: 0 })],
    ["vllm", "top_p", 0, drops("not_taken")],
    ["vllm", "top_p", 0.0001, sends({ top_p: 0.0001 })],
    ["openai", "top_p", 1, sends({ top_p: 1 })],
    ["ollama", "top_k", 0, options({ top_k: 0 })],
    ["vllm", "top_k", 1000, sends({ top_k: 1000 })],
    ["lm_studio", "top_k", 500, sends({ top_k: 500 })],
    ["lm_studio", "top_k", 501, { ...sends({ top_k: 500 }), changed: [[501, 500]] }],
    ["openai", "top_k", 40, drops("not_taken")],
    ["openai_compatible", "top_k", 40, drops("not_taken")],
    ["llama_cpp", "min_p", 0, sends({ min_p: 0 })],
    ["lm_studio", "min_p", 0.1, drops("not_taken")],
    ["ollama", "typical_p", 1, options({ typical_p: 1 })],
    ["vllm", "typical_p", 1, drops("not_taken")],
  ])("%s gets %s = %j as %j", (engine, name, value, expected) => {
    expect(outcome(engine, `parameters.${name}`, value)).toEqual(expected);
  });
});

describe("the ends of penalties and seeds", () => {
  test.each<[Engine, string, Value, object]>([
    ["ollama", "repeat_penalty", 1, options({ repeat_penalty: 1 })],
    ["vllm", "repeat_penalty", 0.1, sends({ repetition_penalty: 0.1 })],
    ["openai", "repeat_penalty", 1.1, drops("not_taken")],
    ["ollama", "repeat_last_n", 0, options({ repeat_last_n: 0 })],
    ["llama_cpp", "repeat_last_n", 1_048_576, sends({ repeat_last_n: 1_048_576 })],
    ["lm_studio", "repeat_last_n", 64, drops("not_taken")],
    ["openai", "presence_penalty", -2, sends({ presence_penalty: -2 })],
    ["openai_compatible", "frequency_penalty", 2, sends({ frequency_penalty: 2 })],
    ["ollama", "seed", -1, options({ seed: -1 })],
    ["ollama", "seed", 0, options({ seed: 0 })],
    ["llama_cpp", "seed", -1, drops("no_meaning")],
    ["vllm", "seed", -1, drops("no_meaning")],
    ["openai", "seed", -1, drops("no_meaning")],
    ["openai", "seed", 4_294_967_295, sends({ seed: 4_294_967_295 })],
    ["openai", "seed", 2 ** 53, sends({ seed: 2 ** 53 })],
    ["llama_cpp", "seed", 2 ** 32 - 2, sends({ seed: 2 ** 32 - 2 })],
    ["llama_cpp", "seed", 2 ** 32 - 1, drops("not_taken")],
    ["lm_studio", "seed", 0, sends({ seed: 0 })],
  ])("%s gets %s = %j as %j", (engine, name, value, expected) => {
    expect(outcome(engine, `parameters.${name}`, value)).toEqual(expected);
  });
});

describe("the ends of an answer's length", () => {
  test.each<[Engine, string, Value, object]>([
    ["ollama", "num_predict", -1, options({ num_predict: -1 })],
    ["ollama", "num_predict", 0, drops("no_meaning")],
    ["ollama", "max_tokens", 1, options({ num_predict: 1 })],
    ["llama_cpp", "num_predict", -1, sends({ n_predict: -1 })],
    ["llama_cpp", "num_predict", 0, sends({ n_predict: 0 })],
    ["llama_cpp", "max_tokens", 7, sends({ n_predict: 7 })],
    ["vllm", "num_predict", -1, drops("no_meaning")],
    ["vllm", "num_predict", 0, drops("not_taken")],
    ["vllm", "num_predict", 1, sends({ max_tokens: 1 })],
    ["lm_studio", "num_predict", 0, drops("not_taken")],
    ["openai", "num_predict", 5, sends({ max_completion_tokens: 5 })],
    ["openai", "max_tokens", 5, sends({ max_completion_tokens: 5 })],
    ["openai_compatible", "max_tokens", 5, sends({ max_tokens: 5 })],
  ])("%s gets %s = %j as %j", (engine, name, value, expected) => {
    expect(outcome(engine, `parameters.${name}`, value)).toEqual(expected);
  });
});

describe("stop strings and thinking", () => {
  const five = ["a", "b", "c", "d", "e"];

  test.each<[Engine, string, Value, object]>([
    ["ollama", "stop", [], options({ stop: [] })],
    ["ollama", "stop", five, options({ stop: five })],
    ["openai", "stop", [], drops("no_meaning")],
    ["openai", "stop", five.slice(0, 4), sends({ stop: five.slice(0, 4) })],
    [
      "openai",
      "stop",
      five,
      { ...sends({ stop: five.slice(0, 4) }), changed: [[five, five.slice(0, 4)]] },
    ],
    ["vllm", "stop", five, sends({ stop: five })],
    ["ollama", "think", false, sends({ think: false })],
    ["ollama", "think", "low", sends({ think: "low" })],
    ["vllm", "think", true, sends({ chat_template_kwargs: { enable_thinking: true } })],
    ["vllm", "think", "high", sends({ reasoning_effort: "high" })],
    ["llama_cpp", "think", false, sends({ chat_template_kwargs: { enable_thinking: false } })],
    [
      "openai",
      "think",
      true,
      { ...sends({ reasoning_effort: "medium" }), changed: [[true, "medium"]] },
    ],
    [
      "openai",
      "think",
      false,
      { ...sends({ reasoning_effort: "none" }), changed: [[false, "none"]] },
    ],
    ["openai", "think", "low", sends({ reasoning_effort: "low" })],
    ["lm_studio", "think", true, drops("not_taken")],
  ])("%s gets %s = %j as %j", (engine, name, value, expected) => {
    expect(outcome(engine, `parameters.${name}`, value)).toEqual(expected);
  });
});

describe("what a model is loaded with", () => {
  test.each<[Engine, string, Value, object]>([
    ["ollama", "parameters.num_ctx", 1, options({ num_ctx: 1 })],
    ["llama_cpp", "parameters.num_ctx", 8192, { load: { "ctx-size": 8192 } }],
    ["lm_studio", "parameters.num_ctx", 8192, { load: { context_length: 8192 } }],
    ["vllm", "parameters.num_ctx", 8192, drops("load_time")],
    ["openai", "parameters.num_ctx", 8192, drops("not_taken")],
    ["ollama", "parameters.batch_size", 512, options({ num_batch: 512 })],
    ["llama_cpp", "parameters.batch_size", 512, { load: { "batch-size": 512 } }],
    ["lm_studio", "parameters.batch_size", 512, { load: { eval_batch_size: 512 } }],
    ["vllm", "parameters.batch_size", 512, drops("load_time")],
    ["ollama", "gpu_config.main_gpu", 0, options({ main_gpu: 0 })],
    ["ollama", "gpu_config.main_gpu", -1, drops("no_meaning")],
    ["llama_cpp", "gpu_config.main_gpu", -1, drops("no_meaning")],
    ["llama_cpp", "gpu_config.split_mode", "row", { load: { "split-mode": "row" } }],
    [
      "llama_cpp",
      "gpu_config.tensor_split",
      [0.25, 0.75],
      { load: { "tensor-split": "0.25,0.75" }, changed: [[[0.25, 0.75], "0.25,0.75"]] },
    ],
    ["llama_cpp", "gpu_config.tensor_split", [], drops("no_meaning")],
    ["llama_cpp", "gpu_config.n_cpu_moe", 0, { load: { "n-cpu-moe": 0 } }],
    ["llama_cpp", "gpu_config.offload_kqv", true, { load: { "kv-offload": true } }],
    [
      "llama_cpp",
      "gpu_config.no_kv_offload",
      true,
      { load: { "kv-offload": false }, changed: [[true, false]] },
    ],
    [
      "lm_studio",
      "gpu_config.no_kv_offload",
      false,
      { load: { offload_kv_cache_to_gpu: true }, changed: [[false, true]] },
    ],
    ["lm_studio", "gpu_config.main_gpu", 1, drops("not_taken")],
    ["vllm", "gpu_config.main_gpu", 1, drops("not_taken")],
    ["openai", "gpu_config.offload_kqv", true, drops("not_taken")],
  ])("%s gets %s = %j as %j", (engine, path, value, expected) => {
    expect(outcome(engine, path, value)).toEqual(expected);
  });
});

describe("what no engine gets", () => {
  test.each(ENGINE_KINDS)(
    "%s gets no number of parts, and nothing of the circuit breaker",
    (engine) => {
      expect(outcome(engine, "parameters.n_parts", 1)).toEqual(drops("not_taken"));
      expect(outcome(engine, "circuit_breaker.max_retries", 2)).toEqual(drops("gateway"));
      expect(outcome(engine, "circuit_breaker.base_timeout", 60)).toEqual(drops("gateway"));
    },
  );

  test.each(ENGINE_KINDS)("%s gets nothing of an image for a text", (engine) => {
    const found = outcome(engine, "image_settings.width", 512);
    expect(found).not.toHaveProperty("request");
    expect(found).not.toHaveProperty("load");
    expect(found.dropped).toHaveLength(1);
  });
});
