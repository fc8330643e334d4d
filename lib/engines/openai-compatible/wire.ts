import { noMeaning, notTaken, request, type WireTable } from "../rules";

const NO_MEMBER = notTaken("OpenAI’s interface has no such member");
const size = request("size", { combine: "size" });

/**
 * What can be sent to any server with OpenAI's `/v1/chat/completions` and `/v1/images/generations`:
 * what OpenAI itself takes, as a stricter server refuses what it does not know. `max_tokens`, since
 * many know `max_completion_tokens` not yet. Images: stable-diffusion.cpp's server reads `size`
 * there and nothing else of a profile (`examples/server/api.md`).
 */
export const OPENAI_COMPATIBLE: WireTable = {
  parameters: {
    temperature: request("temperature"),
    top_p: request("top_p"),
    top_k: NO_MEMBER,
    min_p: NO_MEMBER,
    typical_p: NO_MEMBER,
    seed: request("seed", {
      text_only: true,
      except: { "-1": noMeaning("the server draws a random seed when it gets none") },
    }),
    repeat_penalty: NO_MEMBER,
    repeat_last_n: NO_MEMBER,
    presence_penalty: request("presence_penalty"),
    frequency_penalty: request("frequency_penalty"),
    num_ctx: NO_MEMBER,
    batch_size: NO_MEMBER,
    n_parts: notTaken("no engine reads old split models"),
    num_predict: request("max_tokens", {
      combine: "smaller",
      except: {
        "-1": noMeaning("the server decides when it gets none"),
        0: notTaken("the server takes 1 or more"),
      },
    }),
    max_tokens: request("max_tokens", { combine: "smaller" }),
    stop: request("stop", {
      max_items: 4,
      empty: noMeaning("an empty list stops nothing"),
    }),
    // none, minimal, low, medium, high, xhigh or max.
    think: request("reasoning_effort", {
      except: {
        true: { as: "medium", why: "the server has levels only" },
        false: { as: "none", why: "the server has levels only" },
      },
    }),
  },
  gpu_config: NO_MEMBER,
  image_settings: {
    width: size,
    height: size,
    inference_steps: NO_MEMBER,
    guidance_scale: NO_MEMBER,
    negative_prompt: NO_MEMBER,
    low_memory_mode: NO_MEMBER,
    lora_model: NO_MEMBER,
  },
};
