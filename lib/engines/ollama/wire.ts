import { noMeaning, notTaken, request, type WireTable } from "../rules";

/**
 * What Ollama's `/api/chat`, `/api/generate` and `/api/embed` take. Names and types: `Options` and
 * `Runner` in `api/types.go`; `think` is beside `options`. `num_ctx`, `num_batch` and `main_gpu`
 * are part of the request, and changing them loads the model again. Ollama checks types only, not
 * ranges. Not its `/v1`, which has no `num_ctx` or `top_k` and sets an absent temperature to 1
 * (`openai/openai.go`).
 */
export const OLLAMA: WireTable = {
  parameters: {
    temperature: request("options.temperature"),
    top_p: request("options.top_p"),
    top_k: request("options.top_k"),
    min_p: request("options.min_p"),
    typical_p: request("options.typical_p"),
    // -1 is sent: it replaces a seed of the Modelfile (`routes.go`, `modelOptions`).
    seed: request("options.seed"),
    repeat_penalty: request("options.repeat_penalty"),
    // The documentation (modelfile.mdx) has -1 for num_ctx, but the llama-server that Ollama runs
    // refuses -1.
    repeat_last_n: request("options.repeat_last_n", {
      except: {
        "-1": {
          as_parameter: "num_ctx",
          why: "Ollama needs a number for the whole context",
        },
      },
    }),
    presence_penalty: request("options.presence_penalty"),
    frequency_penalty: request("options.frequency_penalty"),
    num_ctx: request("options.num_ctx"),
    batch_size: request("options.num_batch"),
    n_parts: notTaken("no engine reads old split models"),
    num_predict: request("options.num_predict", {
      combine: "smaller",
      except: { 0: noMeaning("Ollama takes a number above 0, or -1 for no limit") },
    }),
    max_tokens: request("options.num_predict", { combine: "smaller" }),
    stop: request("options.stop"),
    // true, false, low, medium, high or max (`ThinkValue`); gpt-oss takes low, medium and high only.
    think: request("think", {
      except: {
        none: { as: false, why: "Ollama has no such level" },
        minimal: { as: "low", why: "Ollama’s lowest level is low" },
        xhigh: { as: "high", why: "Ollama has no level between high and max" },
      },
    }),
  },
  gpu_config: {
    main_gpu: request("options.main_gpu", {
      except: { "-1": noMeaning("Ollama chooses the GPU when it gets none") },
    }),
    main_gpu_device_id: notTaken("Ollama numbers its GPUs"),
    split_mode: notTaken(),
    tensor_split: notTaken("Ollama splits a model itself"),
    tensor_split_devices: notTaken("Ollama splits a model itself"),
    n_cpu_moe: notTaken(),
    offload_kqv: notTaken(),
    no_kv_offload: notTaken(),
  },
  image_settings: notTaken(),
};
