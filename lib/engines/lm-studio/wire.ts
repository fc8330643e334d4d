import { load, noMeaning, notTaken, request, type WireTable } from "../rules";

const KV_CACHE = "offload_kv_cache_to_gpu";

/**
 * What LM Studio takes. Requests: the members that its documentation lists for
 * `/v1/chat/completions`; `min_p` and `reasoning` exist only on `/api/v1/chat`, which takes neither
 * tools nor a history. Load settings are members of `POST /api/v1/models/load`.
 */
export const LM_STUDIO: WireTable = {
  parameters: {
    temperature: request("temperature"),
    top_p: request("top_p"),
    // `llm.prediction.topKSampling` of its SDK goes from -1 to 500.
    top_k: request("top_k", { max: 500 }),
    min_p: notTaken("LM Studio takes it on /api/v1/chat alone, which has no chat history"),
    typical_p: notTaken(),
    seed: request("seed", {
      except: { "-1": noMeaning("LM Studio draws a random seed when it gets none") },
    }),
    repeat_penalty: request("repeat_penalty"),
    repeat_last_n: notTaken(),
    presence_penalty: request("presence_penalty"),
    frequency_penalty: request("frequency_penalty"),
    num_ctx: load("context_length"),
    batch_size: load("eval_batch_size"),
    n_parts: notTaken("no engine reads old split models"),
    num_predict: request("max_tokens", {
      combine: "smaller",
      except: {
        "-1": noMeaning("LM Studio has no limit when it gets none"),
        0: notTaken("LM Studio takes 1 or more"),
      },
    }),
    max_tokens: request("max_tokens", { combine: "smaller" }),
    stop: request("stop"),
    think: notTaken("LM Studio takes it on /api/v1/chat alone, which has no chat history"),
  },
  gpu_config: {
    main_gpu: notTaken("LM Studio chooses the GPUs itself"),
    main_gpu_device_id: notTaken("LM Studio chooses the GPUs itself"),
    split_mode: notTaken("LM Studio splits a model itself"),
    tensor_split: notTaken("LM Studio splits a model itself"),
    tensor_split_devices: notTaken("LM Studio splits a model itself"),
    n_cpu_moe: notTaken(),
    offload_kqv: load(KV_CACHE),
    no_kv_offload: load(KV_CACHE, { inverted: true }),
  },
  image_settings: notTaken(),
};
