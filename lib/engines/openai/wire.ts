import type { Value } from "@/lib/registry/types";
import { noMeaning, notTaken, request, type WireTable } from "../rules";

const STEP = 16;
const MAX_EDGE = 3840;
const MAX_RATIO = 3;
const MIN_PIXELS = 655_360;
const MAX_PIXELS = 8_294_400;

/** The limits of gpt-image-2 and later (image generation guide and reference of OpenAI). */
function unsupportedSize(size: Value): string | undefined {
  const [width = 0, height = 0] = String(size).split("x").map(Number);
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const pixels = width * height;
  if (width % STEP !== 0 || height % STEP !== 0) return "OpenAI takes multiples of 16 pixels";
  if (long > MAX_EDGE) return "OpenAI takes at most 3,840 pixels an edge";
  if (long > MAX_RATIO * short) return "OpenAI takes at most three times as much on the long edge";
  if (pixels < MIN_PIXELS || pixels > MAX_PIXELS) {
    return "OpenAI takes 655,360 to 8,294,400 pixels an image";
  }
  return undefined;
}

const size = request("size", { combine: "size", refuses: unsupportedSize });

/**
 * What OpenAI's `/v1/chat/completions` and `/v1/images/generations` take. Names, ranges and the
 * four stop strings: `openapi.yaml`. Unknown members are answered with 400, so nothing else is sent.
 */
export const OPENAI: WireTable = {
  parameters: {
    temperature: request("temperature"),
    top_p: request("top_p"),
    top_k: notTaken(),
    min_p: notTaken(),
    typical_p: notTaken(),
    seed: request("seed", {
      text_only: true,
      except: { "-1": noMeaning("OpenAI draws a random seed when it gets none") },
    }),
    repeat_penalty: notTaken("OpenAI has presence and frequency penalties only"),
    repeat_last_n: notTaken(),
    presence_penalty: request("presence_penalty"),
    frequency_penalty: request("frequency_penalty"),
    num_ctx: notTaken("OpenAI sets it by the model"),
    batch_size: notTaken(),
    n_parts: notTaken("no engine reads old split models"),
    num_predict: request("max_completion_tokens", {
      combine: "smaller",
      except: {
        "-1": noMeaning("OpenAI limits an answer by the model when it gets no number"),
        0: notTaken("OpenAI takes 1 or more"),
      },
    }),
    max_tokens: request("max_completion_tokens", { combine: "smaller" }),
    stop: request("stop", {
      max_items: 4,
      empty: noMeaning("an empty list stops nothing"),
    }),
    // none, minimal, low, medium, high, xhigh or max.
    think: request("reasoning_effort", {
      except: {
        true: { as: "medium", why: "OpenAI has levels only" },
        false: { as: "none", why: "OpenAI has levels only" },
      },
    }),
  },
  gpu_config: notTaken("OpenAI runs on its own hardware"),
  image_settings: {
    width: size,
    height: size,
    inference_steps: notTaken(),
    guidance_scale: notTaken(),
    negative_prompt: notTaken(),
    low_memory_mode: notTaken("OpenAI runs on its own hardware"),
    lora_model: notTaken(),
  },
};
