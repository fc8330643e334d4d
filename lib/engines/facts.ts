import type { Engine } from "@/lib/registry/engines";
import { LLAMA_CPP_FACTS } from "./llama-cpp/facts";
import { LM_STUDIO_FACTS } from "./lm-studio/facts";
import { OLLAMA_FACTS } from "./ollama/facts";
import { OPENAI_FACTS } from "./openai/facts";
import type { FactReader } from "./reader";
import { VLLM_FACTS } from "./vllm/facts";

/** What each kind of engine tells of itself. */
export const FACTS: Readonly<Record<Engine, FactReader>> = {
  ollama: OLLAMA_FACTS,
  llama_cpp: LLAMA_CPP_FACTS,
  vllm: VLLM_FACTS,
  lm_studio: LM_STUDIO_FACTS,
  openai: OPENAI_FACTS,
  openai_compatible: OPENAI_FACTS,
};
