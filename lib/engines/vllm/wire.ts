import { fixedAtStart, noMeaning, notTaken, request, type WireTable } from "../rules";

/**
 * What vLLM's `/v1/chat/completions` takes: the members of OpenAI's request, and more beside them.
 * Ranges: `SamplingParams._verify_args`. A vLLM server runs one model, with flags that are fixed
 * when it starts.
 */
export const VLLM: WireTable = {
  parameters: {
    // 0 is greedy; vLLM itself raises what is above 0 and below 0.01.
    temperature: request("temperature", { min: 0.01, except: { 0: request("temperature") } }),
    top_p: request("top_p", { except: { 0: notTaken("vLLM takes numbers above 0") } }),
    top_k: request("top_k"),
    min_p: request("min_p"),
    typical_p: notTaken(),
    seed: request("seed", {
      except: { "-1": noMeaning("vLLM draws a random seed when it gets none") },
    }),
    repeat_penalty: request("repetition_penalty"),
    repeat_last_n: notTaken("vLLM always looks at the whole text"),
    presence_penalty: request("presence_penalty"),
    frequency_penalty: request("frequency_penalty"),
    num_ctx: fixedAtStart("vLLM fixes it when it starts, with --max-model-len"),
    batch_size: fixedAtStart("vLLM fixes it when it starts, with --max-num-batched-tokens"),
    n_parts: notTaken("no engine reads old split models"),
    num_predict: request("max_tokens", {
      combine: "smaller",
      except: {
        "-1": noMeaning("vLLM has no limit when it gets none"),
        0: notTaken("vLLM takes 1 or more"),
      },
    }),
    max_tokens: request("max_tokens", { combine: "smaller" }),
    stop: request("stop"),
    // On or off by the chat template; a level by its own member.
    think: request("reasoning_effort", {
      except: {
        true: request("chat_template_kwargs.enable_thinking"),
        false: request("chat_template_kwargs.enable_thinking"),
      },
    }),
  },
  gpu_config: notTaken("vLLM places a model on the GPUs when it starts"),
  image_settings: notTaken(),
};
