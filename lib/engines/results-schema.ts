import { z } from "zod";
import { show } from "@/lib/registry/messages";
import { sizedList, text } from "@/lib/registry/zod";
import { engineHealth, engineKind, engineStatus } from "./schema";

/** `GET /api/engines` */
export const engineStatusList = z.object({
  data: z.array(
    z
      .object({
        id: z.string(),
        name: z.string(),
        kind: engineKind,
        status: engineStatus,
        models: z.number().int().meta({ description: "Models of the catalog that it serves" }),
        checked_at: z.string().nullable(),
      })
      .meta({ id: "EngineStatus", description: "An engine as all users see it" }),
  ),
});
export type EngineStatusList = z.infer<typeof engineStatusList>;

/** `GET /api/engines/models` */
export const servedModels = z.object({
  data: z.array(
    z
      .object({
        model: z.string().meta({ description: "The model's id in the catalog" }),
        engine: z.string().meta({ description: "The name of the engine that is tried first" }),
        status: engineStatus,
      })
      .meta({
        id: "ServedModel",
        description: "A model of the catalog that an engine runs",
        examples: [{ model: "qwen3-30b-a3b-q4-k-m", engine: "gpu-box", status: "up" }],
      }),
  ),
});
export type ServedModels = z.infer<typeof servedModels>;

/** `POST …/{id}/test` */
export const engineTest = z
  .object({
    health: engineHealth,
    ms: z.number().int().meta({ description: "How long the test took" }),
    models: z
      .array(
        z.object({
          name: z.string(),
          context: z.number().int().nullable().meta({
            description: "The context in tokens that it grants; null if it is not known",
          }),
          state: z.string().nullable().meta({
            description: "Such as `loaded`, in the engine's words; null if it does not say",
          }),
        }),
      )
      .meta({ description: "The first 500" }),
    model_total: z.number().int(),
    accepts: z.object({
      tasks: z.array(z.string()).meta({ description: "Kinds of task it has an endpoint for" }),
      request: z.array(z.string()).meta({ description: "Parameters sent with each request" }),
      load: z.array(z.string()).meta({ description: "Parameters that a model is loaded with" }),
      not_taken: z.array(z.string()).meta({ description: "Parameters that are not sent" }),
    }),
  })
  .meta({ id: "EngineTest", description: "What an engine answered, and what it accepts" });
export type EngineTest = z.infer<typeof engineTest>;

/** A host name or IP address, with a port to ask only there: `gpu-box`, `gpu-box:9000`, `[::1]`. */
const host = text(1, 300)
  .check(z.trim())
  .refine((value) => /^[^/?#@\s\\]+$/.test(value) && URL.canParse(`http://${value}`), {
    error: (issue) =>
      `must be a host, such as gpu-box or 192.168.1.5; you entered ${show(issue.input)}`,
  });

/** `POST /api/admin/engines/discover` */
export const discoveryInput = z.strictObject({
  hosts: sizedList(host, "must be a list of hosts", {
    max: 16,
    tooMany: "must have at most 16 hosts",
  })
    .default([])
    .meta({
      description: "Hosts to search in addition to this machine; with a port, only that port",
    }),
});

export const discovery = z.object({
  data: z.array(
    z
      .object({
        kind: engineKind,
        name: z.string().meta({ description: "A name that no other engine has" }),
        address: z.string(),
        status: engineStatus,
        version: z.string().nullable(),
        models: z.number().int(),
        engine: z.string().nullable().meta({
          description: "The id of the engine that already has this address",
        }),
      })
      .meta({ id: "FoundEngine", description: "A server that answered as an engine does" }),
  ),
});
export type FoundEngine = z.infer<typeof discovery>["data"][number];
