import { expect, test } from "vitest";
import { resolveTask } from "@/lib/assignments/server/resolve-service";
import { SYSTEM_ACTOR } from "@/lib/actor";
import {
  ADA,
  BEN,
  CHAT,
  CODER,
  EMBEDDER,
  faultsAt,
  modelOf,
  testWorld,
  withKey,
} from "@/lib/testing";
import { FILE_SOURCE } from "../source";
import { applyRead } from "./apply";
import { currentCatalog } from "./catalog-service";
import {
  correctionOf,
  correctModel,
  readCorrections,
  removeCorrection,
} from "./corrections-service";
import { getModel, listModels } from "./service";

const world = testWorld();
const { as, create, events, expectRefusal } = world;

const factsOf = async (id = CHAT) => {
  const { task, details, correction } = await getModel(as(BEN), id);
  return { task, context: details.context_length, correction };
};

test("a correction counts for the catalog, its search and its limits, and says what is reported", async () => {
  await correctModel(as(ADA), CHAT, { context_length: 8192 });
  expect(await factsOf()).toMatchObject({
    task: "TextToText",
    context: 8192,
    correction: {
      context_length: 8192,
      task: null,
      reported: { task: "TextToText", context_length: 40_960 },
      set_by_name: "Ada",
    },
  });
  const input = { parameters: { num_ctx: 8193 } };
  await expectRefusal(() => create(BEN, "Too long", input), {
    code: "validation_failed",
    errors: faultsAt({ "parameters.num_ctx": "out_of_range" }),
  });
  await create(BEN, "Fits", { parameters: { num_ctx: 8192 } });
});

test("a model whose task is corrected is listed, accepted and resolved as what it is", async () => {
  await correctModel(as(ADA), CHAT, { task: "TextToEmbeddings" });
  const query = { task: "TextToEmbeddings", sort: "name", limit: 50 } as const;
  const { data } = await listModels(as(BEN), query);
  expect(data.map(({ id }) => id)).toContain(CHAT);
  await expectRefusal(() => create(BEN, "Chat"), {
    code: "validation_failed",
    errors: faultsAt({ model_name: "incompatible_model" }),
  });
  const { model } = await resolveTask(as(BEN), "primary", { strict: false });
  expect(model).toMatchObject({ id: CHAT, task: "TextToEmbeddings" });
});

test("a correction survives later reads, and shows what they report", async () => {
  await correctModel(as(ADA), CHAT, { context_length: 8192 });
  const list = {
    entries: [modelOf(CHAT, "TextToText", 100_000)],
    errors: [],
    duplicates: [],
    isPartial: true,
  };
  const read = { source: FILE_SOURCE, at: "2030-01-01T00:00:00Z", digest: null, list };
  await applyRead(as(SYSTEM_ACTOR), read, () => Promise.resolve(true));
  expect(await factsOf()).toMatchObject({
    context: 8192,
    correction: { reported: { context_length: 100_000 } },
  });
});

test("a correction of a model that leaves the catalog stays, without reported facts", async () => {
  await correctModel(as(ADA), CHAT, { context_length: 8192 });
  await world.dropModel(CHAT);
  const catalog = await currentCatalog(as(ADA));
  expect(await readCorrections(as(ADA), catalog)).toMatchObject([{ reported: null }]);
  await removeCorrection(as(ADA), CHAT);
  expect(await readCorrections(as(ADA), catalog)).toEqual([]);
});

test("parts are corrected and taken back alone, and every change is recorded", async () => {
  await correctModel(as(ADA), CHAT, { context_length: 8192 });
  await correctModel(as(ADA), CHAT, { context_length: 8192 });
  await correctModel(as(ADA), CHAT, { task: "Reranking" });
  expect(await factsOf()).toMatchObject({ task: "Reranking", context: 8192 });
  await correctModel(as(ADA), CHAT, { task: null });
  await correctModel(as(ADA), CHAT, { context_length: null });
  expect(await factsOf()).toEqual({ task: "TextToText", context: 40_960 });
  const target = `model:${CHAT}`;
  const short = { task: null, context_length: 8192 };
  const both = { task: "Reranking", context_length: 8192 };
  expect(await events()).toMatchObject([
    { action: "model.uncorrect", target, before: short, after: null },
    { action: "model.correct", target, before: both, after: short },
    { action: "model.correct", target, before: short, after: both },
    { action: "model.correct", target, before: null, after: short },
  ]);
});

test("only an admin corrects, and only what is in the catalog or corrected", async () => {
  const patch = { context_length: 1 };
  await expectRefusal(() => correctModel(as(BEN), CHAT, patch), { code: "permission_denied" });
  await expectRefusal(() => removeCorrection(as(BEN), CHAT), { code: "permission_denied" });
  const reader = as(withKey(ADA, "read"));
  await expectRefusal(() => correctModel(reader, CHAT, patch), { code: "insufficient_scope" });
  await expectRefusal(() => correctModel(as(ADA), "none", patch), { code: "model_not_found" });
  await expectRefusal(() => removeCorrection(as(ADA), CHAT), { code: "model_not_found" });
});

test("a model's correction is its own, with who set it; one without a correction has none", async () => {
  expect(await correctionOf(as(BEN), CHAT)).toBeNull();
  await correctModel(as(ADA), CHAT, { context_length: 8192 });
  await correctModel(as(ADA), CODER, { task: "Reranking" });
  const before = await world.contents();
  expect(await correctionOf(as(BEN), CHAT)).toMatchObject({
    model_id: CHAT,
    task: null,
    context_length: 8192,
    set_by_name: "Ada",
    reported: { task: "TextToText", context_length: 40_960 },
  });
  expect(await correctionOf(as(BEN), CODER)).toMatchObject({
    model_id: CODER,
    task: "Reranking",
    context_length: null,
    reported: { task: "TextToText", context_length: 262_144 },
  });
  for (const id of [EMBEDDER, "none", "constructor"]) {
    expect(await correctionOf(as(BEN), id), id).toBeNull();
  }
  expect(await world.contents()).toEqual(before);
});

test("a correction is a model's no longer once it is removed, and not while the catalog lacks the model", async () => {
  await correctModel(as(ADA), CHAT, { context_length: 8192 });
  await correctModel(as(ADA), CODER, { context_length: 4096 });
  await removeCorrection(as(ADA), CHAT);
  await world.dropModel(CODER);
  expect(await correctionOf(as(BEN), CHAT)).toBeNull();
  expect(await correctionOf(as(BEN), CODER)).toBeNull();
  await world.putModels();
  expect(await correctionOf(as(BEN), CODER)).toMatchObject({ context_length: 4096 });
});
