import { load, noMeaning, notTaken, request, type WireTable } from "../rules";

/** `common/arg.cpp`, `--tensor-split`: fewer shares than `llama_max_devices()`, which is 16. */
const MAX_SHARES = 15;

function tooManyShares(shares: unknown): string | undefined {
  const isTooLong = Array.isArray(shares) && shares.length > MAX_SHARES;
  return isTooLong ? `llama.cpp takes at most ${MAX_SHARES} shares` : undefined;
}

/** A seed is a `uint32_t`, of which the largest means random. */
const MAX_SEED = 2 ** 32 - 2;

function tooLargeSeed(seed: unknown): string | undefined {
  const isTooLarge = typeof seed === "number" && seed > MAX_SEED;
  return isTooLarge ? "llama.cpp takes seeds of 32 bits" : undefined;
}

/**
 * What llama.cpp's server takes. Requests: `make_llama_cmpl_schema` in
 * `tools/server/server-schema.cpp`, all of which works on `/v1/chat/completions` too. Load settings
 * are keys of a router preset: the long flags of `common/arg.cpp` without dashes.
 */
export const LLAMA_CPP: WireTable = {
  parameters: {
    temperature: request("temperature"),
    top_p: request("top_p"),
    top_k: request("top_k"),
    min_p: request("min_p"),
    typical_p: request("typical_p"),
    seed: request("seed", {
      refuses: tooLargeSeed,
      except: { "-1": noMeaning("llama.cpp draws a random seed when it gets none") },
    }),
    repeat_penalty: request("repeat_penalty"),
    // `set_hard_limits(0, INT32_MAX)`: -1 is answered with 400.
    repeat_last_n: request("repeat_last_n", {
      except: {
        "-1": {
          as_parameter: "num_ctx",
          why: "llama.cpp needs a number for the whole context",
        },
      },
    }),
    presence_penalty: request("presence_penalty"),
    frequency_penalty: request("frequency_penalty"),
    num_ctx: load("ctx-size"),
    batch_size: load("batch-size"),
    n_parts: notTaken("no engine reads old split models"),
    // -1 is no limit; at 0 only the prompt is read. `max_tokens` is an alias.
    num_predict: request("n_predict", { combine: "smaller" }),
    max_tokens: request("n_predict", { combine: "smaller" }),
    stop: request("stop"),
    // On or off by the chat template, which wants a boolean; a level, also none, by its own member.
    think: request("reasoning_effort", {
      except: {
        true: request("chat_template_kwargs.enable_thinking"),
        false: request("chat_template_kwargs.enable_thinking"),
      },
    }),
  },
  gpu_config: {
    main_gpu: load("main-gpu", {
      except: { "-1": noMeaning("llama.cpp chooses the GPU when it gets none") },
    }),
    main_gpu_device_id: notTaken("llama.cpp numbers its GPUs"),
    split_mode: load("split-mode"),
    tensor_split: load("tensor-split", {
      joined_by: ",",
      empty: noMeaning("an empty list splits nothing"),
      refuses: tooManyShares,
    }),
    tensor_split_devices: notTaken("llama.cpp gives the shares to its GPUs in their own order"),
    n_cpu_moe: load("n-cpu-moe"),
    offload_kqv: load("kv-offload"),
    no_kv_offload: load("kv-offload", { inverted: true }),
  },
  image_settings: notTaken(),
};
