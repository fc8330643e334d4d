import { endpoint } from "@/lib/http/endpoint";
import {
  discovery,
  discoveryInput,
  engineStatusList,
  engineTest,
  servedModels,
} from "./results-schema";
import { engine, engineInput, engineList, enginePatch } from "./schema";

const tag = "Administration";
const id = { id: "The engine's id" };
const example = { kind: "ollama", name: "gpu-box", address: "http://gpu-box.invalid:11434" };

export const enginesContract = {
  status: endpoint({
    method: "GET",
    path: "/api/engines",
    tag: "Catalog",
    summary: "The engines that run models, and whether they are up",
    access: ["read"],
    response: engineStatusList,
    examples: [{ summary: "All that are enabled", status: 200 }],
  }),
  served: endpoint({
    method: "GET",
    path: "/api/engines/models",
    tag: "Catalog",
    summary: "The models that engines run, each with the engine that is tried first",
    access: ["read"],
    response: servedModels,
    examples: [{ summary: "All that can run now", status: 200 }],
  }),
  list: endpoint({
    method: "GET",
    path: "/api/admin/engines",
    tag,
    summary:
      "Engines in the order in which they are tried; of those with a model, the first is used",
    access: ["admin"],
    response: engineList,
    examples: [{ summary: "All engines, with their health and last read", status: 200 }],
  }),
  create: endpoint({
    method: "POST",
    path: "/api/admin/engines",
    tag,
    summary: "Add a server that runs models; its models come with a read",
    access: ["admin"],
    body: engineInput,
    response: engine,
    status: 201,
    errors: ["validation_failed"],
    examples: [
      { summary: "An Ollama server", body: example, status: 201 },
      {
        summary: "Refused: not http or https",
        body: { ...example, address: "file:///etc/passwd" },
        status: 422,
      },
    ],
  }),
  discover: endpoint({
    method: "POST",
    path: "/api/admin/engines/discover",
    tag,
    summary:
      "Find engines on this machine and on hosts: Ollama, llama.cpp, vLLM, LM Studio and compatible servers",
    access: ["admin"],
    body: discoveryInput,
    bodyOptional: true,
    response: discovery,
    errors: ["validation_failed"],
    examples: [{ summary: "What responds within a second", body: {}, status: 200 }],
  }),
  patch: endpoint({
    method: "PATCH",
    path: "/api/admin/engines/{id}",
    tag,
    summary: "Change an engine; one that is disabled loses its models",
    access: ["admin"],
    params: id,
    body: enginePatch,
    response: engine,
    errors: ["engine_not_found", "validation_failed"],
    examples: [{ summary: "Disable it", body: { enabled: false }, status: 200 }],
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/admin/engines/{id}",
    tag,
    summary: "Remove an engine with its models",
    access: ["admin"],
    params: id,
    errors: ["engine_not_found"],
    examples: [{ summary: "Its models leave the catalog", status: 204 }],
  }),
  read: endpoint({
    method: "POST",
    path: "/api/admin/engines/{id}/read",
    tag,
    summary: "Read an engine's models now; one that cannot be read keeps its models and says why",
    access: ["admin"],
    params: id,
    response: engine,
    errors: ["engine_not_found", "engine_disabled"],
    examples: [{ summary: "With the report, within 10 seconds", status: 200 }],
  }),
  test: endpoint({
    method: "POST",
    path: "/api/admin/engines/{id}/test",
    tag,
    summary: "Test an engine: reachable, version, models, the context they grant, what it accepts",
    access: ["admin"],
    params: id,
    response: engineTest,
    errors: ["engine_not_found"],
    examples: [{ summary: "Within 5 seconds; one that is down says why", status: 200 }],
  }),
};
